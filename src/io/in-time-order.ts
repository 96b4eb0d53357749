/**
 * Brings events into time order with bounded memory, file order on ties: a small window for what came a little late, and
 * an index by place for what is all out of order.
 */
import type { EpochMilliseconds } from "../contract/brands.ts";
import type { CaptureEvent } from "../contract/capture-event.ts";
import type { ByteSource } from "./source/byte-source.ts";

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
    if (events.length > this.maxEvents || this.heldBytes > this.maxBytes) this.giveHalf();
    return true;
  }

  /** Gives everything that is held. */
  end(): void {
    for (const event of this.events) this.give(event);
    this.events = [];
    this.sizes = [];
    this.heldBytes = 0;
  }

  /** Half at once, so that shifting the rest is paid for by many events. */
  private giveHalf(): void {
    const { events, sizes } = this;
    let given = 0;
    while (
      given < events.length &&
      (events.length - given > this.maxEvents / 2 || this.heldBytes > this.maxBytes / 2)
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
interface Span {
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
  private readonly memoryBytes: number;

  constructor(memoryBytes: number) {
    this.memoryBytes = memoryBytes;
  }

  add(time: number, value: Value, span: Span): void {
    if (this.length === this.times.length) this.grow();
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
   * Gives the values by time, in order of `add` on ties.
   *
   * @param again makes the value of its text anew: the same that was added
   * @param give gets the value and its number in order of `add`
   */
  async inOrder(
    source: ByteSource,
    again: (text: Uint8Array, number: number, time: number) => Value,
    give: (value: Value, number: number) => void,
    options: { readonly signal?: AbortSignal | undefined; readonly onBatch?: (done: number) => void } = {},
  ): Promise<void> {
    const { times } = this;
    const order = new Uint32Array(this.length);
    for (let index = 0; index < order.length; index++) order[index] = index;
    order.sort((one, other) => (times[one] ?? 0) - (times[other] ?? 0) || one - other);
    if (this.values !== null) {
      for (const index of order) {
        const value = this.values[index];
        if (value !== undefined) give(value, index);
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
      for (const index of batch) {
        const value = values.get(index);
        if (value !== undefined) give(value, index);
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
  }
}

/** Places closer than this are read in one go, and a go is no longer than `runBytes`. */
const nearBytes = 64 << 10;
const runBytes = 8 << 20;
