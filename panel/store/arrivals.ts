import type { CaptureEvent } from "../../src/contract/capture-event.ts";

/** How long an event may take from the page to the session, in milliseconds, before its absence counts. */
const relayAllowance = 2000;
/** Nothing has come for so long, in milliseconds: then nothing older is on its way. */
const quietAfter = 1500;

/**
 * Knows how far the live events have come, for the session's clock. A panel that is opened late is told of minutes in a few
 * seconds: were the clock moved on to now in the middle of it, answers would be missed that are in the next batch.
 */
export class Arrivals {
  #latestTime = Number.NEGATIVE_INFINITY;
  #arrivedAt = Number.NEGATIVE_INFINITY;

  /** Takes note of events that arrive at `now`, milliseconds since the epoch. */
  note(events: readonly CaptureEvent[], now: number): void {
    this.#arrivedAt = now;
    for (const { time } of events) if (time > this.#latestTime) this.#latestTime = time;
  }

  /**
   * The time up to which the session knows everything that happened; null while it is still being told of what was before.
   * Behind the wall clock, because an answer that came in time may still be on its way here from the page, which may be busy.
   */
  knownUntil(now: number): number | null {
    return this.#isCatchingUp(now) ? null : now - relayAllowance;
  }

  #isCatchingUp(now: number): boolean {
    return now - this.#arrivedAt < quietAfter && this.#latestTime < now - relayAllowance;
  }
}
