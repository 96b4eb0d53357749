import { type EpochMilliseconds, epochMilliseconds } from "../contract/brands.ts";
import type { ChannelInterval, ChannelState, EventIndex } from "./model.ts";

/**
 * The channel's state machine on one connection, as a history of intervals that meet:
 *
 *   not-joined –join→ joining –2xx→ joined –leave→ leaving –2xx→ left –join→ joining …      any –close→ closed
 *
 * A join or leave that is refused or times out falls back to the state before it; a late 2xx still takes effect. Where a
 * page does not wait for answers, the state is that of the oldest unanswered request, and a later one takes over once
 * that is settled.
 */
export class ChannelHistory {
  readonly intervals: MutableInterval[] = [];
  #pendingJoins = 0;
  #pendingLeaves = 0;
  /** Where a refused or unanswered join falls back to. */
  #beforeJoin: ChannelState = "not-joined";
  hasJoined = false;

  constructor(createdAt: EpochMilliseconds) {
    this.intervals.push({ state: "not-joined", from: createdAt, to: null, channelId: null, cause: null });
  }

  get state(): ChannelState {
    return this.#current.state;
  }

  /** When the present state began. */
  get since(): EpochMilliseconds {
    return this.#current.from;
  }

  get channelId(): string | null {
    return this.#current.channelId;
  }

  joinSent(time: EpochMilliseconds, cause: EventIndex): void {
    this.#pendingJoins++;
    if (this.state !== "not-joined" && this.state !== "left") return;
    this.#beforeJoin = this.state;
    this.#enter("joining", time, null, cause);
  }

  leaveSent(time: EpochMilliseconds, cause: EventIndex): void {
    this.#pendingLeaves++;
    if (this.state === "joined") this.#enter("leaving", time, this.channelId, cause);
  }

  joinAccepted(time: EpochMilliseconds, channelId: string | null, cause: EventIndex, late: boolean): void {
    if (!late) this.#pendingJoins--;
    if (this.state === "closed") return;
    this.hasJoined = true;
    this.#enter(this.#pendingLeaves > 0 ? "leaving" : "joined", time, channelId, cause);
  }

  leaveAccepted(time: EpochMilliseconds, cause: EventIndex, late: boolean): void {
    if (!late) this.#pendingLeaves--;
    if (this.state !== "leaving" && this.state !== "joined") return;
    if (this.#pendingJoins === 0) this.#enter("left", time, null, cause);
    else {
      // The next join is already on its way: `left` would last no time, so the history goes straight on.
      this.#beforeJoin = "left";
      this.#enter("joining", time, null, cause);
    }
  }

  /** A join was refused, or went unanswered (`cause` null). */
  joinFailed(time: EpochMilliseconds, cause: EventIndex | null): void {
    this.#pendingJoins--;
    if (this.state === "joining" && this.#pendingJoins === 0)
      this.#enter(this.#beforeJoin, time, null, cause);
  }

  /** A leave was refused, or went unanswered (`cause` null). */
  leaveFailed(time: EpochMilliseconds, cause: EventIndex | null): void {
    this.#pendingLeaves--;
    if (this.state === "leaving" && this.#pendingLeaves === 0)
      this.#enter("joined", time, this.channelId, cause);
  }

  closed(time: EpochMilliseconds, cause: EventIndex): void {
    this.#enter("closed", time, null, cause);
  }

  get #current(): MutableInterval {
    const last = this.intervals[this.intervals.length - 1];
    if (last === undefined) throw new TypeError("Expected a channel history to have begun, got no interval");
    return last;
  }

  #enter(
    state: ChannelState,
    time: EpochMilliseconds,
    channelId: string | null,
    cause: EventIndex | null,
  ): void {
    const current = this.#current;
    if (current.state === state && current.channelId === channelId) return;
    // A clock that was moved ahead of a late event must not turn the history back.
    const from = epochMilliseconds(Math.max(time, current.from));
    current.to = from;
    this.intervals.push({ state, from, to: null, channelId, cause });
  }
}

type MutableInterval = { -readonly [Key in keyof ChannelInterval]: ChannelInterval[Key] };

/** The interval that holds at `time`: O(log n). Null before the connection was created. */
export function channelAt(
  history: readonly ChannelInterval[],
  time: EpochMilliseconds,
): ChannelInterval | null {
  let low = 0;
  let high = history.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const interval = history[middle];
    if (interval !== undefined && interval.from <= time) low = middle + 1;
    else high = middle;
  }
  return history[low - 1] ?? null;
}
