/** What a command line runs in: Node's process in earnest, an imitation in tests. */
export interface Surroundings {
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly stdin: AsyncIterable<Uint8Array | string>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** This package's version. */
  readonly version: string;
  /** Starts the demo server; resolves once it listens. */
  readonly startSimulator: (options: { readonly port: number }) => Promise<RunningSimulator>;
  /** Resolves when the person asks the program to end. */
  readonly interrupted: () => Promise<void>;
  /** Has something undone where the program is ended before its time, by a signal or an error; the answer takes that back. */
  readonly onEarlyEnd: (undo: () => void) => () => void;
}

export interface OutputStream {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  /** Whether it holds so much already that it will say when there is room again: a Node stream's property and events. */
  readonly writableNeedDrain?: boolean | undefined;
  on?(event: "drain" | "error" | "close", listener: () => void): unknown;
  off?(event: "drain" | "error" | "close", listener: () => void): unknown;
}

export interface RunningSimulator {
  readonly url: string;
  close(): Promise<void>;
}

/** 0: nothing at or above `--fail-on`; 1: something; 2: unusable input or arguments. */
export type ExitCode = 0 | 1 | 2;

/** What makes an input or argument unusable, as one line for stderr. Thrown inside the command line, never out of it. */
export class UnusableError extends Error {}
