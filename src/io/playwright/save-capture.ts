import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/** Several recordings of one process may be saved to one path at the same time. */
let saves = 0;

/**
 * Writes a capture beside its place and puts it there when whole: of two that are saved at once to one path, one stands there,
 * whole. Folders that are missing are made. Rejects where it cannot be written.
 */
export async function saveCapture(path: string, capture: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const partial = `${path}.${process.pid}.${saves++}.partial`;
  try {
    await writeFile(partial, capture);
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}
