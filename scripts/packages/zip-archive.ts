import { type Zippable, zipSync } from "fflate";

/** A file of an archive: its path inside, with forward slashes, and its bytes. */
export interface ArchiveFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

const unix = 3;
const regularFile = 0o100000;

/**
 * A zip whose bytes follow from paths and contents alone: sorted entries, one fixed time, and a mode that the content tells
 * (what begins with `#!` is executable). Compressed in JavaScript, so that no machine's zlib has a say.
 */
export function zipArchive(files: readonly ArchiveFile[]): Uint8Array {
  // The format has no time zone and fflate writes local time: made from local fields, it is the same bytes everywhere.
  const earliestTime = new Date(1980, 0, 1);
  const sorted = files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const entries: Zippable = {};
  for (const { path, bytes } of sorted)
    entries[path] = [
      bytes,
      { level: 9, mtime: earliestTime, os: unix, attrs: (regularFile | modeOf(bytes)) << 16 },
    ];
  return zipSync(entries);
}

/** The permissions that every copy of a file gets, whatever the umask of the checkout it came from. */
export function modeOf(bytes: Uint8Array): number {
  const isScript = bytes[0] === 0x23 && bytes[1] === 0x21;
  return isScript ? 0o755 : 0o644;
}
