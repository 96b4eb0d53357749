import {
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  ftruncateSync,
  lstatSync,
  openSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { TextSpool } from "../io/har/write-har.ts";
import { fileProblem } from "./open-input.ts";
import { type Surroundings, UnusableError } from "./surroundings.ts";
import { writePieces } from "./write-pieces.ts";

/** Where a command writes to. */
export interface Output {
  write(text: string): void;
  /** Forgets what was written, to begin again. */
  restart(): void;
  /** All is written: the file takes its place. */
  finish(): Promise<void>;
  /** It came to nothing: no half-written file is left. */
  discard(): void;
}

const bufferedCharacters = 1 << 20;

/**
 * Opens `--out`. A file is written beside its place and put there when whole, so that it may be the input itself and is never
 * left half-written; where a link leads to it, the link stays. What takes nothing back – standard output, for which `-`
 * stands, a device, a pipe – gets what is written once it is whole.
 *
 * @param spool makes a place where text can wait
 * @throws UnusableError where it cannot be written
 */
export function openOutput(out: string, surroundings: Surroundings, spool: () => TextSpool): Output {
  if (out === "-") return new WaitingOutput(spool, (pieces) => writePieces(surroundings.stdout, pieces));
  const failure = (error: unknown) => new UnusableError(`${out}: ${fileProblem(error)}`);
  try {
    const target = fileBehind(out);
    return target === null
      ? deviceOutput(out, spool, failure)
      : new FileOutput(target, surroundings, failure);
  } catch (error) {
    throw failure(error);
  }
}

/** A process's own streams stand there, under which a file may be hidden that somebody else has open. */
const ofTheSystem = /^\/(?:proc|dev(?!\/shm\/))\//;
const mostLinks = 40;

/** The file that a path and the links from it lead to, whether it is there yet or not; null where it is something else. */
function fileBehind(out: string): string | null {
  let path = resolve(out);
  for (let links = 0; links < mostLinks; links++) {
    path = join(realpathSync(dirname(path)), basename(path));
    if (ofTheSystem.test(path)) return null;
    const stat = lstatSync(path, { throwIfNoEntry: false });
    if (stat === undefined || stat.isFile()) return path;
    if (!stat.isSymbolicLink()) return null;
    path = resolve(dirname(path), readlinkSync(path));
  }
  throw new Error("links that lead to one another");
}

class FileOutput implements Output {
  private file: number | null;
  private position = 0;
  private pieces: string[] = [];
  private buffered = 0;
  /** Where it is written, beside its target. */
  private readonly path: string;
  private readonly target: string;
  private readonly failure: (error: unknown) => UnusableError;
  private readonly settled: () => void;

  constructor(
    target: string,
    { onEarlyEnd }: Pick<Surroundings, "onEarlyEnd">,
    failure: (error: unknown) => UnusableError,
  ) {
    this.target = target;
    this.failure = failure;
    const path = `${target}.${process.pid}.partial`;
    this.path = path;
    const replaced = statSync(target, { throwIfNoEntry: false });
    // Of a process that had the same number and was killed.
    rmSync(path, { force: true });
    this.file = openSync(path, "wx", replaced === undefined ? 0o666 : 0o600);
    this.settled = onEarlyEnd(() => rmSync(path, { force: true }));
    if (replaced !== undefined) giveRights(this.file, replaced);
  }

  write(text: string): void {
    this.pieces.push(text);
    this.buffered += text.length;
    if (this.buffered >= bufferedCharacters) this.flush();
  }

  restart(): void {
    this.pieces = [];
    this.buffered = 0;
    this.position = 0;
    if (this.file !== null) ftruncateSync(this.file);
  }

  async finish(): Promise<void> {
    this.flush();
    try {
      this.close();
      renameSync(this.path, this.target);
    } catch (error) {
      throw this.failure(error);
    }
    this.settled();
  }

  discard(): void {
    try {
      this.close();
    } catch {
      // Why it came to nothing is known already, and is what the person has to hear.
    }
    rmSync(this.path, { force: true });
    this.settled();
  }

  private close(): void {
    const { file } = this;
    // Even where closing fails it is not to be closed again: its number may be another's by then.
    this.file = null;
    if (file !== null) closeSync(file);
  }

  private flush(): void {
    const { file } = this;
    const text = this.pieces.join("");
    this.pieces = [];
    this.buffered = 0;
    if (file === null) return;
    try {
      this.position += writeWhole(file, text, this.position);
    } catch (error) {
      throw this.failure(error);
    }
  }
}

/** Lets a file be read and written by those who may do so with the one that it replaces, and by nobody else. */
function giveRights(file: number, { mode, uid, gid }: Stats): void {
  let given = mode & 0o7777;
  const now = fstatSync(file);
  if (now.uid !== uid || now.gid !== gid) {
    try {
      fchownSync(file, uid, gid);
    } catch {
      // Not allowed. What the group was allowed is not for the group that the file has now.
      given &= ~0o6070;
    }
  }
  fchmodSync(file, given);
}

/** Keeps what is written until it is whole. */
class WaitingOutput implements Output {
  private waiting: TextSpool;
  private readonly spool: () => TextSpool;
  private readonly give: (pieces: Iterable<string>) => Promise<void>;
  private readonly close: () => void;

  constructor(
    spool: () => TextSpool,
    give: (pieces: Iterable<string>) => Promise<void>,
    close: () => void = () => {},
  ) {
    this.spool = spool;
    this.waiting = spool();
    this.give = give;
    this.close = close;
  }

  write(text: string): void {
    this.waiting.append(text);
  }

  restart(): void {
    this.waiting = this.spool();
  }

  async finish(): Promise<void> {
    await this.give(this.waiting.pieces());
    this.close();
  }

  discard(): void {
    this.restart();
    this.close();
  }
}

/** What is no file of its own: it is neither replaced nor, before there is something to write, emptied. */
function deviceOutput(out: string, spool: () => TextSpool, failure: (error: unknown) => unknown): Output {
  let file: number | null = openSync(out, constants.O_WRONLY);
  const opened = file;
  return new WaitingOutput(
    spool,
    async (pieces) => {
      try {
        if (fstatSync(opened).isFile()) ftruncateSync(opened);
        for (const piece of pieces) writeWhole(opened, piece, null);
      } catch (error) {
        // A reader that has seen enough is no failure, as on standard output.
        if (!(error instanceof Error && "code" in error && error.code === "EPIPE")) throw failure(error);
      }
    },
    () => {
      if (file === null) return;
      file = null;
      closeSync(opened);
    },
  );
}

/** Writes a text, from a position or, where that is null, from where the last ended. Returns its length in bytes. */
function writeWhole(file: number, text: string, position: number | null): number {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length; )
    written += writeSync(
      file,
      bytes,
      written,
      bytes.length - written,
      position === null ? null : position + written,
    );
  return bytes.length;
}
