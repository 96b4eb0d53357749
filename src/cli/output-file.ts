import { closeSync, existsSync, openSync, renameSync, rmSync, statSync, writeSync } from "node:fs";
import { fileProblem } from "./open-input.ts";
import { type Surroundings, UnusableError } from "./surroundings.ts";

/** Where a command writes to. */
export interface Output {
  write(text: string): void;
  /** Forgets what was written, to begin again. */
  restart(): void;
  /** All is written: the file takes its place. */
  finish(): void;
  /** It came to nothing: no half-written file is left. */
  discard(): void;
}

const bufferedCharacters = 1 << 20;

/**
 * Opens `--out`: written beside it and put in its place when whole, so that it may be the input itself and is never left
 * half-written. `-` is standard output.
 *
 * @throws UnusableError where it cannot be written
 */
export function openOutput(out: string, { stdout }: Surroundings): Output {
  if (out === "-") return standardOutput((text) => void stdout.write(text));
  const failure = (error: unknown) => new UnusableError(`${out}: ${fileProblem(error)}`);
  try {
    // A device or pipe cannot be put in place of something.
    const direct = existsSync(out) && !statSync(out).isFile();
    const path = direct ? out : `${out}.${process.pid}.partial`;
    return new FileOutput(path, direct ? null : out, failure);
  } catch (error) {
    throw failure(error);
  }
}

class FileOutput implements Output {
  private file: number;
  private pieces: string[] = [];
  private buffered = 0;
  private readonly path: string;
  private readonly target: string | null;
  private readonly failure: (error: unknown) => UnusableError;

  constructor(path: string, target: string | null, failure: (error: unknown) => UnusableError) {
    this.path = path;
    this.target = target;
    this.failure = failure;
    this.file = openSync(path, "w");
  }

  write(text: string): void {
    this.pieces.push(text);
    this.buffered += text.length;
    if (this.buffered >= bufferedCharacters) this.flush();
  }

  restart(): void {
    this.pieces = [];
    this.buffered = 0;
    closeSync(this.file);
    this.file = openSync(this.path, "w");
  }

  finish(): void {
    this.flush();
    try {
      closeSync(this.file);
      if (this.target !== null) renameSync(this.path, this.target);
    } catch (error) {
      throw this.failure(error);
    }
  }

  discard(): void {
    try {
      closeSync(this.file);
    } finally {
      if (this.target !== null) rmSync(this.path, { force: true });
    }
  }

  private flush(): void {
    const bytes = Buffer.from(this.pieces.join(""));
    this.pieces = [];
    this.buffered = 0;
    try {
      for (let written = 0; written < bytes.length; ) written += writeSync(this.file, bytes, written);
    } catch (error) {
      throw this.failure(error);
    }
  }
}

/** Standard output takes nothing back: what is written waits until it is whole. */
function standardOutput(write: (text: string) => void): Output {
  let pieces: string[] = [];
  return {
    write: (text) => void pieces.push(text),
    restart: () => {
      pieces = [];
    },
    finish: () => {
      for (const piece of pieces) write(piece);
    },
    discard: () => {
      pieces = [];
    },
  };
}
