import type { EventIndex } from "../../src/core/model.ts";
import type { Session } from "../../src/core/session.ts";

/** Buckets per lane at most; beyond, two become one. */
const maximumBuckets = 4096;
const firstWidth = 8;

interface Lane {
  sent: Uint32Array;
  received: Uint32Array;
}

/**
 * How many frames each connection had when, in buckets of equal time, kept up to date per event, so that a million frames
 * are drawn from a few thousand numbers.
 */
export class TickIndex {
  readonly #lanes = new Map<number, Lane>();
  #next: EventIndex = 0;
  #base: number | null = null;
  #width = firstWidth;

  /** Milliseconds per bucket. */
  get width(): number {
    return this.#width;
  }
  /** The time at which the first bucket begins. */
  get base(): number {
    return this.#base ?? 0;
  }

  /** Takes in the session's events since the last call. */
  sync({ log }: Session): void {
    for (; this.#next < log.length; this.#next++) {
      const direction = log.direction(this.#next);
      if (direction === 0) continue;
      const connection = log.connection(this.#next);
      if (connection !== null) this.#add(connection.index, direction, log.time(this.#next));
    }
  }

  /** Frames of a connection in a span of time: sent and received. */
  count(connection: number, from: number, to: number): { sent: number; received: number } {
    const lane = this.#lanes.get(connection);
    let sent = 0;
    let received = 0;
    if (lane === undefined) return { sent, received };
    const last = Math.min(lane.sent.length - 1, Math.ceil((to - this.base) / this.#width) - 1);
    for (let bucket = Math.max(0, Math.floor((from - this.base) / this.#width)); bucket <= last; bucket++) {
      sent += lane.sent[bucket] ?? 0;
      received += lane.received[bucket] ?? 0;
    }
    return { sent, received };
  }

  /** Calls back for every bucket of a connection that has frames, in time order. */
  each(connection: number, visit: (from: number, sent: number, received: number) => void): void {
    const lane = this.#lanes.get(connection);
    if (lane === undefined) return;
    for (let bucket = 0; bucket < lane.sent.length; bucket++) {
      const sent = lane.sent[bucket] ?? 0;
      const received = lane.received[bucket] ?? 0;
      if (sent + received > 0) visit(this.base + bucket * this.#width, sent, received);
    }
  }

  #add(connection: number, direction: -1 | 1, time: number): void {
    this.#base ??= time;
    while (time - this.#base >= this.#width * maximumBuckets) this.#coarsen();
    const bucket = Math.max(0, Math.floor((time - this.#base) / this.#width));
    let lane = this.#lanes.get(connection);
    if (lane === undefined) {
      lane = { sent: new Uint32Array(64), received: new Uint32Array(64) };
      this.#lanes.set(connection, lane);
    }
    if (bucket >= lane.sent.length) {
      const length = Math.min(maximumBuckets, Math.max(bucket + 1, lane.sent.length * 2));
      lane.sent = grown(lane.sent, length);
      lane.received = grown(lane.received, length);
    }
    const counts = direction === 1 ? lane.sent : lane.received;
    counts[bucket] = (counts[bucket] ?? 0) + 1;
  }

  #coarsen(): void {
    this.#width *= 2;
    for (const lane of this.#lanes.values()) {
      lane.sent = halved(lane.sent);
      lane.received = halved(lane.received);
    }
  }
}

function grown(counts: Uint32Array, length: number): Uint32Array {
  const larger = new Uint32Array(length);
  larger.set(counts);
  return larger;
}

function halved(counts: Uint32Array): Uint32Array {
  const half = new Uint32Array(Math.max(64, Math.ceil(counts.length / 2)));
  for (let index = 0; index < counts.length; index++)
    half[index >> 1] = (half[index >> 1] ?? 0) + (counts[index] ?? 0);
  return half;
}
