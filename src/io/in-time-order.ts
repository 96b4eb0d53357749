/**
 * Brings events into time order with bounded memory, file order on ties: a small window for what came a little late, and
 * an index by place for what is all out of order.
 */
import type { EpochMilliseconds } from "../contract/brands.ts";
import type { CaptureEvent } from "../contract/capture-event.ts";
import type { Rest } from "./read-outcome.ts";
import type { ByteSource } from "./source/byte-source.ts";

/** Events between two looks at whether to pause. */
const stride = 256;

interface Pausing {
  readonly signal?: AbortSignal | undefined;
  readonly rest?: Rest | undefined;
}

async function pause({ signal, rest }: Pausing): Promise<void> {
  const resting = rest?.() ?? null;
  if (resting === null) return;
  await resting;
  signal?.throwIfAborted();
}

/** Holds the latest events back, so that one that comes a little late still takes its place. */
export class ReorderWindow {
  private events: CaptureEvent[] = [];
  private sizes: number[] = [];
  private heldBytes = 0;
  private givenTime = Number.NEGATIVE_INFINITY;
  private readonly give: (event: CaptureEvent) => void;
  private readonly maxEvents: number;
  private readonly maxBytes: number;

  /** @param maxBytes of the lines that the held events came from */
  constructor(give: (event: CaptureEvent) => void, maxEvents = 16_384, maxBytes = 32 << 20) {
    this.give = give;
    this.maxEvents = maxEvents;
    this.maxBytes = maxBytes;
  }

  /** @returns false where the event belongs before one that was given already: the window cannot mend this input */
  take(event: CaptureEvent, bytes: number): boolean {
    const { events, sizes } = this;
    const last = events[events.length - 1];
    if (last === undefined ? event.time < this.givenTime : event.time < last.time) {
      if (event.time < this.givenTime) return false;
      const at = upperBound(events, event.time);
      events.splice(at, 0, event);
      sizes.splice(at, 0, bytes);
    } else {
      events.push(event);
      sizes.push(bytes);
    }
    this.heldBytes += bytes;
    if (events.length > this.maxEvents || this.heldBytes > this.maxBytes) this.giveEighth();
    return true;
  }

  /** Gives everything that is held. Rejects with the signal's reason once it is aborted. */
  async end(options: Pausing = {}): Promise<void> {
    const { events } = this;
    this.events = [];
    this.sizes = [];
    this.heldBytes = 0;
    for (const [number, event] of events.entries()) {
      this.give(event);
      if (number % stride === 0) await pause(options);
    }
  }

  /** An eighth at once: shifting the rest is paid for by many events, and they are still few enough for one go. */
  private giveEighth(): void {
    const { events, sizes } = this;
    let given = 0;
    while (
      given < events.length &&
      (events.length - given > (this.maxEvents * 7) / 8 || this.heldBytes > (this.maxBytes * 7) / 8)
    ) {
      const event = events[given];
      if (event === undefined) break;
      this.heldBytes -= sizes[given] ?? 0;
      this.givenTime = event.time;
      this.give(event);
      given++;
    }
    this.events = events.slice(given);
    this.sizes = sizes.slice(given);
  }
}

/** The first position whose event is later than `time`. */
function upperBound(events: readonly CaptureEvent[], time: EpochMilliseconds): number {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((events[middle]?.time ?? Number.POSITIVE_INFINITY) <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A place in a source. */
export interface Span {
  readonly offset: number;
  readonly bytes: number;
}

/**
 * Sorts values that were read from places of a source. Up to `memoryBytes` of them are kept; beyond that only time and
 * place (20 bytes each), and the values are read again by place, in batches.
 */
export class TimeSorter<Value> {
  private values: Value[] | null = [];
  private valueBytes = 0;
  private length = 0;
  private times = new Float64Array(1024);
  private offsets = new Float64Array(1024);
  private sizes = new Uint32Array(1024);
  /** Null until one has a rank: few sources have any. */
  private ranks: Uint32Array | null = null;
  private readonly memoryBytes: number;

  constructor(memoryBytes: number) {
    this.memoryBytes = memoryBytes;
  }

  /** @param rank the order on ties of time, a whole number from 0; in order of `add` where that is the same, too */
  add(time: number, value: Value, span: Span, rank = 0): void {
    if (this.length === this.times.length) this.grow();
    if (rank > 0) {
      this.ranks ??= new Uint32Array(this.times.length);
      this.ranks[this.length] = rank;
    }
    this.times[this.length] = time;
    this.offsets[this.length] = span.offset;
    this.sizes[this.length] = span.bytes;
    this.length++;
    if (this.values === null) return;
    this.values.push(value);
    this.valueBytes += span.bytes;
    if (this.valueBytes > this.memoryBytes) this.values = null;
  }

  /** The number of values added. */
  get count(): number {
    return this.length;
  }

  /**
   * Gives the values by time, on ties by rank, then in order of `add`.
   *
   * @param again makes the value of its text anew: the same that was added
   * @param give gets the value and its number in order of `add`
   */
  async inOrder(
    source: ByteSource,
    again: (text: Uint8Array, number: number, time: number) => Value,
    give: (value: Value, number: number) => void,
    options: Pausing & { readonly onBatch?: (done: number) => void } = {},
  ): Promise<void> {
    const order = await orderOf(this.times.subarray(0, this.length), options, this.ranks);
    if (this.values !== null) {
      let given = 0;
      for (const index of order) {
        const value = this.values[index];
        if (value !== undefined) give(value, index);
        if (++given % stride !== 0) continue;
        await pause(options);
        if (given % 65_536 === 0) options.onBatch?.(given);
      }
      return;
    }
    let begin = 0;
    while (begin < order.length) {
      let end = begin;
      let bytes = 0;
      while (end < order.length && end - begin < 65_536 && (bytes === 0 || bytes < this.memoryBytes / 2))
        bytes += this.sizes[order[end++] ?? 0] ?? 0;
      const batch = order.slice(begin, end);
      const values = await this.readBatch(source, batch, again, options.signal);
      let given = 0;
      for (const index of batch) {
        const value = values.get(index);
        if (value !== undefined) give(value, index);
        if (++given % stride === 0) await pause(options);
      }
      begin = end;
      options.onBatch?.(begin);
    }
  }

  /** Reads a batch by place, near places in one go. */
  private async readBatch(
    source: ByteSource,
    batch: Uint32Array,
    again: (text: Uint8Array, number: number, time: number) => Value,
    signal: AbortSignal | undefined,
  ): Promise<Map<number, Value>> {
    const values = new Map<number, Value>();
    const byPlace = batch.slice().sort((one, other) => (this.offsets[one] ?? 0) - (this.offsets[other] ?? 0));
    let at = 0;
    while (at < byPlace.length) {
      signal?.throwIfAborted();
      const begin = this.offsets[byPlace[at] ?? 0] ?? 0;
      let stop = begin + (this.sizes[byPlace[at] ?? 0] ?? 0);
      let next = at + 1;
      while (next < byPlace.length) {
        const offset = this.offsets[byPlace[next] ?? 0] ?? 0;
        const itsStop = offset + (this.sizes[byPlace[next] ?? 0] ?? 0);
        if (offset - stop > nearBytes || itsStop - begin > runBytes) break;
        stop = Math.max(stop, itsStop);
        next++;
      }
      const run = await source.read(begin, stop - begin);
      for (; at < next; at++) {
        const index = byPlace[at] ?? 0;
        const from = (this.offsets[index] ?? 0) - begin;
        values.set(
          index,
          again(run.subarray(from, from + (this.sizes[index] ?? 0)), index, this.times[index] ?? 0),
        );
      }
    }
    return values;
  }

  private grow(): void {
    const length = this.times.length * 2;
    const times = new Float64Array(length);
    const offsets = new Float64Array(length);
    const sizes = new Uint32Array(length);
    times.set(this.times);
    offsets.set(this.offsets);
    sizes.set(this.sizes);
    this.times = times;
    this.offsets = offsets;
    this.sizes = sizes;
    if (this.ranks === null) return;
    const ranks = new Uint32Array(length);
    ranks.set(this.ranks);
    this.ranks = ranks;
  }
}

/** Places closer than this are read in one go, and a go is no longer than `runBytes`. */
const nearBytes = 64 << 10;
const runBytes = 8 << 20;

/**
 * The numbers of times in their order, on ties the one with the lower rank first, then the lower number. Merges the runs that are in order already: an input
 * consists of few, so this takes about one look at each time and run.
 */
export async function orderOf(
  times: Float64Array,
  options: Pausing = {},
  ranks: Uint32Array | null = null,
): Promise<Uint32Array> {
  let order = new Uint32Array(times.length);
  let other = new Uint32Array(times.length);
  /** Where runs begin, and the end of the last. */
  let runs: number[] = [0];
  for (let index = 0; index < times.length; index++) {
    order[index] = index;
    if (index > 0 && !isInOrder(times, ranks, index - 1, index)) runs.push(index);
  }
  runs.push(times.length);
  while (runs.length > 2) {
    const merged: number[] = [0];
    for (let run = 0; run + 1 < runs.length; run += 2) {
      const begin = runs[run] ?? 0;
      const middle = runs[run + 1] ?? times.length;
      const end = runs[run + 2] ?? middle;
      await mergeRuns(times, ranks, order, other, [begin, middle, end], options);
      merged.push(end);
    }
    [order, other] = [other, order];
    runs = merged;
  }
  return order;
}

/** Numbers that are merged in one go. */
const mergedAtOnce = 100_000;

function isInOrder(times: Float64Array, ranks: Uint32Array | null, one: number, other: number): boolean {
  const time = times[one] ?? 0;
  const itsTime = times[other] ?? 0;
  return time === itsTime ? ranks === null || (ranks[one] ?? 0) <= (ranks[other] ?? 0) : time < itsTime;
}

async function mergeRuns(
  times: Float64Array,
  ranks: Uint32Array | null,
  from: Uint32Array,
  to: Uint32Array,
  [begin, middle, end]: readonly [number, number, number],
  options: Pausing,
): Promise<void> {
  let one = begin;
  let another = middle;
  let at = begin;
  while (at < end) {
    for (const stop = Math.min(end, at + mergedAtOnce); at < stop; at++) {
      const takesOne =
        one < middle && (another >= end || isInOrder(times, ranks, from[one] ?? 0, from[another] ?? 0));
      to[at] = (takesOne ? from[one++] : from[another++]) ?? 0;
    }
    await pause(options);
  }
}
