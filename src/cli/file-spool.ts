import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TextSpool } from "../io/har/write-har.ts";
import { fileProblem } from "./open-input.ts";
import { type Surroundings, UnusableError } from "./surroundings.ts";

const bufferedCharacters = 1 << 20;

/** Makes spools that keep up to a mebibyte each in memory and the rest in one temporary file, which `remove` takes away. */
export function fileSpools(surroundings: Pick<Surroundings, "onEarlyEnd">): {
  readonly spool: () => TextSpool;
  readonly remove: () => void;
} {
  let file: SpoolFile | null = null;
  return {
    spool: () =>
      fileSpool(() => {
        file ??= new SpoolFile(surroundings);
        return file;
      }),
    remove: () => {
      file?.remove();
      file = null;
    },
  };
}

function fileSpool(file: () => SpoolFile): TextSpool {
  const kept: Place[] = [];
  let pieces: string[] = [];
  let buffered = 0;
  return {
    append: (text) => {
      pieces.push(text);
      buffered += text.length;
      if (buffered < bufferedCharacters) return;
      kept.push(file().append(pieces.join("")));
      pieces = [];
      buffered = 0;
    },
    *pieces() {
      for (const place of kept) yield file().textAt(place);
      yield* pieces;
    },
  };
}

/** Where a text stands, in bytes. */
interface Place {
  readonly offset: number;
  readonly bytes: number;
}

/**
 * A file of texts that is read while it is written. It may hold secrets: where the system allows it, it has no name from the
 * beginning, so that nothing of it is left however the program ends.
 */
class SpoolFile {
  private readonly file: number;
  private length = 0;
  private readonly removeFolder: () => void;

  constructor({ onEarlyEnd }: Pick<Surroundings, "onEarlyEnd">) {
    const folder = temporaryFolder();
    const remove = () => rmSync(folder, { recursive: true, force: true });
    try {
      this.file = openSync(join(folder, "spool"), "wx+", 0o600);
    } catch (error) {
      remove();
      throw temporaryProblem(error);
    }
    this.removeFolder = removed(remove) ? () => {} : removeInTheEnd(remove, onEarlyEnd);
  }

  append(text: string): Place {
    const bytes = Buffer.from(text);
    const place = { offset: this.length, bytes: bytes.length };
    try {
      for (let written = 0; written < bytes.length; )
        written += writeSync(this.file, bytes, written, bytes.length - written, this.length + written);
    } catch (error) {
      throw temporaryProblem(error);
    }
    this.length += bytes.length;
    return place;
  }

  textAt({ offset, bytes }: Place): string {
    const buffer = Buffer.allocUnsafe(bytes);
    let filled = 0;
    while (filled < bytes) {
      const read = readSync(this.file, buffer, filled, bytes - filled, offset + filled);
      if (read === 0) throw new Error(`Expected ${bytes} bytes in the temporary file, got ${filled}`);
      filled += read;
    }
    return buffer.toString();
  }

  remove(): void {
    closeSync(this.file);
    this.removeFolder();
  }
}

function temporaryFolder(): string {
  try {
    return mkdtempSync(join(tmpdir(), "privicore-inspector-"));
  } catch (error) {
    throw temporaryProblem(error);
  }
}

const temporaryProblem = (error: unknown) =>
  new UnusableError(`a temporary file in ${tmpdir()}: ${fileProblem(error)}`);

/** Whether it went: Windows keeps the name of a file that is open. */
function removed(remove: () => void): boolean {
  try {
    remove();
    return true;
  } catch {
    return false;
  }
}

function removeInTheEnd(remove: () => void, onEarlyEnd: Surroundings["onEarlyEnd"]): () => void {
  const settled = onEarlyEnd(remove);
  return () => {
    remove();
    settled();
  };
}
