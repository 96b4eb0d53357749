import type { Surroundings } from "../../../src/cli/surroundings.ts";

/** A terminal, or none, that keeps what is written to it. */
export interface Imitation {
  readonly surroundings: Surroundings;
  stdout(): string;
  stderr(): string;
  /** Ends the program before its time: what it asked for then is undone. */
  endEarly(): void;
}

/** Surroundings without a process: `input` is standard input. */
export function imitation(
  options: {
    readonly input?: string;
    readonly isTTY?: boolean;
    readonly columns?: number;
    readonly env?: Readonly<Record<string, string>>;
    readonly startSimulator?: Surroundings["startSimulator"];
  } = {},
): Imitation {
  let stdout = "";
  let stderr = "";
  const undone = new Set<() => void>();
  const terminal = { isTTY: options.isTTY ?? false, columns: options.columns };
  async function* stdin() {
    if (options.input !== undefined) yield options.input;
  }
  return {
    stdout: () => stdout,
    stderr: () => stderr,
    endEarly: () => {
      for (const undo of undone) undo();
    },
    surroundings: {
      stdout: { write: (text) => (stdout += text), ...terminal },
      stderr: { write: (text) => (stderr += text), ...terminal },
      stdin: stdin(),
      env: options.env ?? {},
      now: () => Date.UTC(2026, 10, 20, 10),
      version: "1.2.3",
      startSimulator:
        options.startSimulator ??
        (async () => {
          throw new Error("Expected no simulator");
        }),
      interrupted: async () => {},
      onEarlyEnd: (undo) => {
        undone.add(undo);
        return () => void undone.delete(undo);
      },
    },
  };
}
