import { type EpochMilliseconds, epochMilliseconds } from "../contract/brands.ts";
import type { ChannelInterval, ChannelState, EventIndex } from "./model.ts";
import type { TextTable } from "./text-table.ts";
import { Views } from "./views.ts";

const states = ["not-joined", "joining", "joined", "leaving", "left", "closed"] as const;
const stateNumbers = { "not-joined": 0, joining: 1, joined: 2, leaving: 3, left: 4, closed: 5 } as const;
const stateBits = 3;
const stateMask = (1 << stateBits) - 1;
const noChannel = 0;
const noCause = -1;

/** Who is told of every change of state, each with its own time. */
export interface StateWatcher {
  stateChanged(before: ChannelState, state: ChannelState, time: EpochMilliseconds): void;
}

/**
 * The channel's state machine on one connection, as a history of intervals that meet:
 *
 *   not-joined –join→ joining –2xx→ joined –leave→ leaving –2xx→ left –join→ joining …      any –close→ closed
 *
 * A join or leave that is refused or times out falls back to the state before it; a late 2xx still takes effect. Where a
 * page does not wait for answers, the state is that of the oldest unanswered request, and a later one takes over once
 * that is settled. Where answers come in another order than what they answer, what was sent last counts: an accepted join is
 * not left by a leave that was sent before it.
 */
export class ChannelHistory {
  /** When each interval began, in order. It ends where the next begins. */
  readonly #from: number[];
  /** Two for each interval: its channel's number with its state's number below, and the event that began it. */
  readonly #facts: number[];
  readonly #channelIds: TextTable;
  readonly #views = new Views<ChannelInterval>((index) => new IntervalView(index, this));
  #pendingJoins = 0;
  /** The exchanges of the leaves that wait for an answer and were sent after {@link #acceptedJoin}, in order. */
  #waitingLeaves: Set<number> | null = null;
  /** The exchange of the join that was accepted last: a leave that was sent before it does not leave what it joined. */
  #acceptedJoin = -1;
  /** Where a refused or unanswered join falls back to. */
  #beforeJoin: ChannelState = "not-joined";
  readonly #watcher: StateWatcher;
  hasJoined = false;
  /** When an answer last proved on which side of the channel the connection is; its creation where none has. */
  provenSince: EpochMilliseconds;
  /** A leave went unanswered since, so that the connection only seems to be joined still. */
  leaveUnanswered = false;

  /** `channelIds` numbers the session's channel IDs. */
  constructor(createdAt: EpochMilliseconds, channelIds: TextTable, watcher: StateWatcher) {
    this.#watcher = watcher;
    this.provenSince = createdAt;
    this.#from = [createdAt];
    this.#facts = [stateNumbers["not-joined"], noCause];
    this.#channelIds = channelIds;
  }

  get length(): number {
    return this.#from.length;
  }

  /** All intervals, oldest first; the list grows in place. They are made once, as far as they are asked for. */
  get intervals(): readonly ChannelInterval[] {
    return this.#views.upTo(this.length);
  }

  get state(): ChannelState {
    return this.stateOf(this.length - 1);
  }

  /** When the present state began. */
  get since(): EpochMilliseconds {
    return this.fromOf(this.length - 1);
  }

  /** What {@link provenSince} was at a moment, which may be past. */
  provenAt(time: EpochMilliseconds): EpochMilliseconds {
    if (this.provenSince <= time) return this.provenSince;
    let interval = this.intervalAt(time);
    const side = isOnChannel(this.stateOf(interval));
    while (interval > 0 && isOnChannel(this.stateOf(interval - 1)) === side) interval--;
    return this.fromOf(interval);
  }

  /** The interval that held at `time`, the first where that is earlier. O(log n). */
  intervalAt(time: EpochMilliseconds): number {
    return Math.max(
      0,
      lastBegun(this.length, (interval) => this.fromOf(interval), time),
    );
  }

  stateOf(interval: number): ChannelState {
    return states[(this.#facts[2 * interval] ?? 0) & stateMask] ?? "not-joined";
  }

  fromOf(interval: number): EpochMilliseconds {
    return epochMilliseconds(this.#from[interval] ?? Number.NaN);
  }

  toOf(interval: number): EpochMilliseconds | null {
    return interval + 1 < this.length ? this.fromOf(interval + 1) : null;
  }

  channelIdOf(interval: number): string | null {
    return this.#channelIds.text((this.#facts[2 * interval] ?? 0) >>> stateBits);
  }

  causeOf(interval: number): EventIndex | null {
    const cause = this.#facts[2 * interval + 1] ?? noCause;
    return cause === noCause ? null : cause;
  }

  joinSent(time: EpochMilliseconds, cause: EventIndex): void {
    this.#pendingJoins++;
    if (this.state !== "not-joined" && this.state !== "left") return;
    this.#beforeJoin = this.state;
    this.#enter("joining", time, noChannel, cause);
  }

  /** `exchange`: the leave's; the numbers of exchanges grow with time. */
  leaveSent(time: EpochMilliseconds, cause: EventIndex, exchange: number): void {
    this.#waitingLeaves ??= new Set();
    this.#waitingLeaves.add(exchange);
    if (this.state === "joined") this.#enter("leaving", time, this.#channel, cause);
  }

  /** `channel`: the number of the channel ID that the answer names, 0 for none. */
  joinAccepted(
    time: EpochMilliseconds,
    channel: number,
    cause: EventIndex,
    late: boolean,
    exchange: number,
  ): void {
    if (!late) this.#pendingJoins--;
    if (this.state === "closed") return;
    this.hasJoined = true;
    this.#proved(time);
    this.#acceptedJoin = Math.max(this.#acceptedJoin, exchange);
    for (const leave of this.#waitingLeaves ?? []) {
      if (leave > this.#acceptedJoin) break;
      this.#waitingLeaves?.delete(leave);
    }
    this.#enter(this.#isLeaving ? "leaving" : "joined", time, channel, cause);
  }

  leaveAccepted(time: EpochMilliseconds, cause: EventIndex, exchange: number): void {
    this.#waitingLeaves?.delete(exchange);
    if ((this.state !== "leaving" && this.state !== "joined") || exchange < this.#acceptedJoin) return;
    this.#proved(time);
    if (this.#pendingJoins === 0) this.#enter("left", time, noChannel, cause);
    else {
      // The next join is already on its way: `left` would last no time, so the history goes straight on.
      this.#beforeJoin = "left";
      this.#enter("joining", time, noChannel, cause);
    }
  }

  /** A join was refused, or went unanswered (`cause` null). */
  joinFailed(time: EpochMilliseconds, cause: EventIndex | null): void {
    this.#pendingJoins--;
    if (this.state === "joining" && this.#pendingJoins === 0)
      this.#enter(this.#beforeJoin, time, noChannel, cause);
  }

  /** A leave was refused, or went unanswered (`cause` null). */
  leaveFailed(time: EpochMilliseconds, cause: EventIndex | null, exchange: number): void {
    if (cause === null) this.leaveUnanswered = true;
    this.#waitingLeaves?.delete(exchange);
    if (this.state === "leaving" && !this.#isLeaving) this.#enter("joined", time, this.#channel, cause);
  }

  closed(time: EpochMilliseconds, cause: EventIndex): void {
    this.#enter("closed", time, noChannel, cause);
  }

  get #isLeaving(): boolean {
    return this.#waitingLeaves !== null && this.#waitingLeaves.size > 0;
  }

  #proved(time: EpochMilliseconds): void {
    this.provenSince = time;
    this.leaveUnanswered = false;
  }

  /** The number of the present channel. */
  get #channel(): number {
    return (this.#facts[2 * this.length - 2] ?? 0) >>> stateBits;
  }

  #isOn(channel: number): boolean {
    return (
      this.#channel === channel || this.#channelIds.text(this.#channel) === this.#channelIds.text(channel)
    );
  }

  #enter(state: ChannelState, time: EpochMilliseconds, channel: number, cause: EventIndex | null): void {
    const before = this.state;
    if (before === state && this.#isOn(channel)) return;
    // A clock that was moved ahead of a late event must not turn the history back.
    const from = epochMilliseconds(Math.max(time, this.since));
    this.#from.push(from);
    this.#facts.push((channel << stateBits) | stateNumbers[state], cause ?? noCause);
    this.#watcher.stateChanged(before, state, from);
  }
}

const isOnChannel = (state: ChannelState): boolean => state === "joined" || state === "leaving";

/** An interval as its readers see it: a look into the history. */
class IntervalView implements ChannelInterval {
  readonly #index: number;
  readonly #history: ChannelHistory;

  constructor(index: number, history: ChannelHistory) {
    this.#index = index;
    this.#history = history;
  }

  get state(): ChannelState {
    return this.#history.stateOf(this.#index);
  }
  get from(): EpochMilliseconds {
    return this.#history.fromOf(this.#index);
  }
  get to(): EpochMilliseconds | null {
    return this.#history.toOf(this.#index);
  }
  get channelId(): string | null {
    return this.#history.channelIdOf(this.#index);
  }
  get cause(): EventIndex | null {
    return this.#history.causeOf(this.#index);
  }
}

/** The interval that holds at `time`: O(log n). Null before the connection was created. */
export function channelAt(
  history: readonly ChannelInterval[],
  time: EpochMilliseconds,
): ChannelInterval | null {
  return history[lastBegun(history.length, (index) => history[index]?.from ?? Number.NaN, time)] ?? null;
}

/** The last of so many intervals, which begin in order, that has begun at `time`; -1 where none has. */
function lastBegun(count: number, fromOf: (interval: number) => number, time: EpochMilliseconds): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (fromOf(middle) <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
