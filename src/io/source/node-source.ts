/** Sources of Node: files and pipes. The only file of the readers that needs Node. */
import { type FileHandle, mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { type ByteSource, bytesSource } from "./byte-source.ts";

/** A source that holds something open until it is closed. */
export interface ClosableSource extends ByteSource {
  close(): Promise<void>;
}

/**
 * Opens a file to read from.
 *
 * @throws an Error with Node's `code` where the path cannot be opened or is a folder
 */
export async function openFileSource(path: string): Promise<ClosableSource> {
  const file = await open(path, "r");
  const { size, isFolder, isRegular } = await file.stat().then((stat) => ({
    size: stat.size,
    isFolder: stat.isDirectory(),
    isRegular: stat.isFile(),
  }));
  if (isFolder) {
    await file.close();
    throw Object.assign(new Error("expected a file, got a folder"), { code: "EISDIR" });
  }
  // A named pipe or /dev/stdin has no size and no places: it is read like standard input.
  if (!isRegular) return spoolSource(file.createReadStream(), basename(path));
  return fileHandleSource(file, basename(path), size, async () => file.close());
}

function fileHandleSource(
  file: FileHandle,
  name: string,
  size: number,
  close: () => Promise<void>,
): ClosableSource {
  return {
    name,
    size,
    close,
    read: async (offset, length) => {
      const wanted = Math.max(0, Math.min(length, size - offset));
      const bytes = new Uint8Array(wanted);
      let filled = 0;
      while (filled < wanted) {
        const { bytesRead } = await file.read(bytes, filled, wanted - filled, offset + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return bytes.subarray(0, filled);
    },
  };
}

/**
 * Reads a stream that passes only once (standard input) to its end, so that it can be read from any place: up to
 * `memoryBytes` in memory, more in a temporary file that is gone after {@link ClosableSource.close}.
 */
export async function spoolSource(
  stream: AsyncIterable<Uint8Array | string>,
  name: string,
  memoryBytes = 32 << 20,
): Promise<ClosableSource> {
  const kept: Uint8Array[] = [];
  let size = 0;
  let spool: { readonly file: FileHandle; readonly remove: () => Promise<void> } | null = null;
  try {
    for await (const piece of stream) {
      const chunk = typeof piece === "string" ? new TextEncoder().encode(piece) : piece;
      size += chunk.length;
      if (spool === null) {
        kept.push(chunk);
        if (size > memoryBytes) {
          spool = await openSpool();
          for (const early of kept.splice(0)) await spool.file.write(early);
        }
      } else {
        await spool.file.write(chunk);
      }
    }
  } catch (error) {
    await spool?.remove();
    throw error;
  }
  if (spool !== null) return fileHandleSource(spool.file, name, size, spool.remove);
  return { ...bytesSource(Buffer.concat(kept), name), close: async () => {} };
}

async function openSpool(): Promise<{ readonly file: FileHandle; readonly remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "privicore-inspector-"));
  const removeFolder = async () => rm(folder, { recursive: true, force: true });
  const file = await open(join(folder, "spool"), "wx+", 0o600).catch(async (error: unknown) => {
    await removeFolder();
    throw error;
  });
  // It may hold secrets: without a name nothing of it is left however the program ends. Windows keeps the name while it is open.
  const isGone = await removeFolder().then(
    () => true,
    () => false,
  );
  return {
    file,
    remove: async () => {
      await file.close();
      if (!isGone) await removeFolder();
    },
  };
}
