import { type EpochMilliseconds, epochMilliseconds } from "../../contract/brands.ts";
import type { CaptureEvent } from "../../contract/capture-event.ts";
import { ReorderWindow, TimeSorter } from "../in-time-order.ts";
import { type EventSink, type ReadOptions, type ReadOutcome, ReadTally, unusable } from "../read-outcome.ts";
import type { ByteSource } from "../source/byte-source.ts";
import { type CaptureHeader, expectedHeader, readHeader } from "./header.ts";
import { isOfUnknownType, readEvent } from "./read-event.ts";
import { decoded, type LineSink, readLines } from "./read-lines.ts";

export const defaultMaxLineBytes = 64 << 20;
export const defaultSortMemoryBytes = 64 << 20;

/**
 * Reads a capture file (docs/capture-format.md) in bounded memory: one pass while its lines are nearly in time order;
 * the first that is out of it by more than a small window makes the reader start over with an index of times and
 * places. A broken line is reported and skipped; a wrong or missing header makes the file unusable.
 *
 * Rejects only with the signal's reason or where the source itself cannot be read.
 */
export async function readCaptureFile(
  source: ByteSource,
  sink: EventSink,
  options: ReadOptions = {},
): Promise<ReadOutcome> {
  const takeHeader = (header: CaptureHeader) => sink.header?.(header);
  if (options.order === "file") {
    const pass = new LinePass((event) => {
      sink.event(event);
      return true;
    }, takeHeader);
    return pass.run(source, options, 1);
  }
  const window = new ReorderWindow((event) => sink.event(event));
  const optimistic = new LinePass((event, bytes) => window.take(event, bytes), takeHeader);
  const outcome = await optimistic.run(source, options, 1);
  if (!optimistic.gaveUp) {
    await window.end(options);
    return outcome;
  }
  sink.restart();
  const sorter = new TimeSorter<CaptureEvent>(options.sortMemoryBytes ?? defaultSortMemoryBytes);
  const indexing = new LinePass((event, bytes, offset) => {
    sorter.add(event.time, event, { offset, bytes });
    return true;
  }, takeHeader);
  const sorted = await indexing.run(source, options, 2);
  await sorter.inOrder(source, eventAgain, (event) => sink.event(event), {
    signal: options.signal,
    rest: options.rest,
    onBatch: (done) =>
      options.onProgress?.({
        bytes: Math.round((source.size * done) / sorter.count),
        totalBytes: source.size,
        pass: 3,
      }),
  });
  return sorted;
}

/** A line that was good when the index was made. */
function eventAgain(line: Uint8Array, _number: number, time: number): CaptureEvent {
  const text = decoded(line);
  const event = text === null ? "expected UTF-8 text" : readEvent(JSON.parse(text), epochMilliseconds(time));
  if (typeof event !== "string") return event;
  throw new Error(`Expected the file to stay as it is while it is read, got a changed line: ${event}`);
}

/** What a line holds, and where it stands. */
interface LineValue {
  readonly value: unknown;
  readonly number: number;
  readonly offset: number;
  readonly bytes: number;
}

/** So many events without a time may stand before the first that has one. */
const mostUntimed = 1000;

/** One pass over a file's lines. */
class LinePass implements LineSink {
  /** The taker refused an event: the pass ended early. */
  gaveUp = false;
  private header: CaptureHeader | null = null;
  private refusal: ReadOutcome | null = null;
  private previousTime: EpochMilliseconds | null = null;
  /** Events of unknown types from before the first time: they wait for it. */
  private untimed: LineValue[] = [];
  private readonly tally = new ReadTally();
  private readonly take: (event: CaptureEvent, bytes: number, offset: number) => boolean;

  private readonly takeHeader: ((header: CaptureHeader) => void) | undefined;

  /** @param take returns false to end the pass */
  constructor(
    take: (event: CaptureEvent, bytes: number, offset: number) => boolean,
    takeHeader: ((header: CaptureHeader) => void) | undefined,
  ) {
    this.take = take;
    this.takeHeader = takeHeader;
  }

  async run(source: ByteSource, options: ReadOptions, pass: number): Promise<ReadOutcome> {
    await readLines(source, this, {
      maxLineBytes: options.maxLineBytes ?? defaultMaxLineBytes,
      signal: options.signal,
      chunkBytes: options.chunkBytes,
      rest: options.rest,
      onChunk: (bytes) => options.onProgress?.({ bytes, totalBytes: source.size, pass }),
    });
    if (this.refusal !== null) return this.refusal;
    if (this.header === null) return unusable("line 1", `expected ${expectedHeader}, got an empty file`);
    // Nothing says when they were, if not the file itself.
    const written = Date.parse(this.header.createdAt ?? "");
    if (!this.gaveUp) this.giveUntimed(epochMilliseconds(Number.isFinite(written) ? written : 0));
    return this.tally.outcome("capture", this.header);
  }

  get done(): boolean {
    return this.gaveUp || this.refusal !== null;
  }

  line(text: string, number: number, offset: number, bytes: number): void {
    if (this.gaveUp || this.refusal !== null) return;
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (error) {
      // A blank line loses nothing; only now looked at, because it is rare.
      if (text.trim() === "") return;
      this.unreadable(`expected JSON, got ${syntaxProblem(error)}`, number);
      return;
    }
    if (this.header === null) {
      const header = readHeader(value);
      if (typeof header === "string") this.refusal = unusable(`line ${number}`, header);
      else {
        this.header = header;
        this.takeHeader?.(header);
      }
      return;
    }
    const event = readEvent(value, this.previousTime);
    if (typeof event !== "string") {
      this.giveUntimed(event.time);
      this.give(event, bytes, offset);
    } else if (this.previousTime === null && isOfUnknownType(value) && this.untimed.length < mostUntimed) {
      this.untimed.push({ value, number, offset, bytes });
    } else {
      this.unreadable(event, number);
    }
  }

  private give(event: CaptureEvent, bytes: number, offset: number): void {
    this.previousTime = event.time;
    this.tally.count(event);
    if (!this.take(event, bytes, offset)) this.gaveUp = true;
  }

  /** Those that have waited get the time of the first event that has one. */
  private giveUntimed(time: EpochMilliseconds): void {
    if (this.untimed.length === 0) return;
    for (const { value, number, offset, bytes } of this.untimed.splice(0)) {
      const event = readEvent(value, time);
      if (typeof event === "string") this.unreadable(event, number);
      else this.give(event, bytes, offset);
    }
  }

  unreadable(reason: string, number: number): void {
    if (this.header === null)
      this.refusal ??= unusable(`line ${number}`, `expected ${expectedHeader}: ${reason}`);
    else this.tally.skip(`line ${number}`, reason);
  }
}

/** What JSON.parse complains of, without the text that it quotes: that may hold a secret. */
export function syntaxProblem(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (/unexpected end|unterminated/i.test(message)) return "a line that ends in its middle";
  const at = /position (\d+)/.exec(message)?.[1];
  return at === undefined ? "a line that is not JSON" : `a syntax error at character ${Number(at) + 1}`;
}
