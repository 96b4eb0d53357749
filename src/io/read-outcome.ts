import type { CaptureEvent } from "../contract/capture-event.ts";
import type { CaptureHeader } from "./capture-file/header.ts";

/** Something wrong with an input, in words for a person. */
export interface InputProblem {
  /** Where: `line 12`, `log.entries[3]`, `byte 4096`; null where it is the whole. */
  readonly place: string | null;
  /** What was expected and what stood there. */
  readonly message: string;
}

/** One line for a person: `line 12: expected …`. */
export function problemLine(problem: InputProblem): string {
  return problem.place === null ? problem.message : `${problem.place}: ${problem.message}`;
}

/** Takes the events of an input in. */
export interface EventSink {
  /** A capture file's header, before its first event; again after a restart. A HAR has none. */
  header?(header: CaptureHeader): void;
  event(event: CaptureEvent): void;
  /**
   * The input turned out to be too far out of order to be mended on the way: forget everything, the events come again
   * from the first, this time in order. Called at most once.
   */
  restart(): void;
}

/** Lets whoever started long work have other things happen meanwhile; null where there is no need to. */
export type Rest = () => Promise<void> | null;

/** How far reading has come. `pass` counts from 1; an input out of order is read up to three times. */
export interface ReadProgress {
  readonly bytes: number;
  readonly totalBytes: number;
  readonly pass: number;
}

export interface ReadOptions {
  /** Aborting makes the read reject with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: ReadProgress) => void) | undefined;
  /** How much is read and judged in one go, before anything else gets its turn. In bytes, default 1 MiB. */
  readonly chunkBytes?: number | undefined;
  /** Asked every few milliseconds of work; where it gives a promise, reading goes on once that has resolved. */
  readonly rest?: Rest | undefined;
  /** `time` (default) sorts by time, file order on ties; `file` takes the events as they stand. */
  readonly order?: "time" | "file" | undefined;
  /** A line (or HAR entry) longer than this is reported and skipped. In bytes, default 64 MiB. */
  readonly maxLineBytes?: number | undefined;
  /** How much is kept in memory to bring events into order before the input is read again by place. In bytes, default 64 MiB. */
  readonly sortMemoryBytes?: number | undefined;
}

/** What was read. */
export interface ReadSummary {
  readonly kind: "capture" | "har";
  /** The capture file's first line; null for a HAR. */
  readonly header: CaptureHeader | null;
  readonly events: number;
  readonly frames: number;
  /** Lines (or HAR entries and messages) that could not be used. */
  readonly skippedLines: number;
  /** The earliest and the latest time of an event, in milliseconds since the epoch; null where there is none. */
  readonly from: number | null;
  readonly to: number | null;
  /** What was wrong on the way, in file order; only the first {@link keptProblems}. */
  readonly problems: readonly InputProblem[];
}

/** Bad input is an outcome, not an exception. */
export type ReadOutcome =
  | { readonly usable: true; readonly summary: ReadSummary }
  | { readonly usable: false; readonly problem: InputProblem };

/** How many problems a summary keeps, so that a file of nothing but broken lines does not fill the memory. */
const keptProblems = 100;

/** Says that an input cannot be used. */
export const unusable = (place: string | null, message: string): ReadOutcome => ({
  usable: false,
  problem: { place, message },
});

/** Counts what passes on its way to a sink. */
export class ReadTally {
  private eventCount = 0;
  private frameCount = 0;
  private skippedCount = 0;
  private from = Number.POSITIVE_INFINITY;
  private to = Number.NEGATIVE_INFINITY;
  private readonly problems: InputProblem[] = [];

  count(event: CaptureEvent): void {
    this.eventCount++;
    if (event.type === "frame") this.frameCount++;
    if (event.time < this.from) this.from = event.time;
    if (event.time > this.to) this.to = event.time;
  }

  /** Something was lost: it counts as skipped. */
  skip(place: string, message: string): void {
    this.skippedCount++;
    this.warn(place, message);
  }

  /** Something is odd, but nothing was lost by it. */
  warn(place: string | null, message: string): void {
    if (this.problems.length < keptProblems) this.problems.push({ place, message });
  }

  get events(): number {
    return this.eventCount;
  }

  get skipped(): number {
    return this.skippedCount;
  }

  outcome(kind: "capture" | "har", header: CaptureHeader | null): ReadOutcome {
    return {
      usable: true,
      summary: {
        kind,
        header,
        events: this.eventCount,
        frames: this.frameCount,
        skippedLines: this.skippedCount,
        from: this.eventCount === 0 ? null : this.from,
        to: this.eventCount === 0 ? null : this.to,
        problems: this.problems,
      },
    };
  }
}
