import { type ClosableSource, openFileSource, spoolSource } from "../io/source/node-source.ts";
import { type Surroundings, UnusableError } from "./surroundings.ts";

/**
 * Opens FILE, or standard input for `-`.
 *
 * @throws UnusableError where it cannot be read
 */
export async function openInput(file: string, { stdin }: Surroundings): Promise<ClosableSource> {
  try {
    return file === "-" ? await spoolSource(stdin, "standard input") : await openFileSource(file);
  } catch (error) {
    throw new UnusableError(`${nameOf(file)}: ${fileProblem(error)}`);
  }
}

/** How messages call an input. */
export const nameOf = (file: string): string => (file === "-" ? "standard input" : file);

/** A system error while reading `file`, as one line; a defect of ours stays what it is. */
export function readProblem(file: string, error: unknown): unknown {
  const isSystems = error instanceof Error && "code" in error;
  return isSystems ? new UnusableError(`${nameOf(file)}: ${fileProblem(error)}`) : error;
}

/** Why the system would not open, read or write a file, in words. */
export function fileProblem(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  switch (code) {
    case "ENOENT":
      return "expected a file, got no such file or folder";
    case "EISDIR":
      return "expected a file, got a folder";
    case "ENOTDIR":
      return "expected a folder on the way there, got a file";
    case "EACCES":
    case "EPERM":
      return "expected to be allowed to open it, got permission denied";
    case "ENOSPC":
      return "expected space on the disk, got none left";
    default:
      return `expected to be able to use it, got ${error instanceof Error ? error.message : String(error)}`;
  }
}
