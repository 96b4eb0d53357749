import { type EpochMilliseconds, epochMilliseconds } from "../../src/contract/brands.ts";
import type { CaptureEvent } from "../../src/contract/capture-event.ts";
import type { Session } from "../../src/core/session.ts";
import { Arrivals } from "./arrivals.ts";

/** Moves the live session's clock on, as far as all that happened until then is known. */
export class LiveClock {
  readonly #arrivals = new Arrivals();
  readonly #page: Window;
  readonly #lookAgain: () => void;
  #timer = 0;

  /** @param lookAgain called when {@link settleCalls} has more to do */
  constructor(page: Window, lookAgain: () => void) {
    this.#page = page;
    this.#lookAgain = lookAgain;
  }

  get now(): EpochMilliseconds {
    const { performance } = this.#page;
    return epochMilliseconds(performance.timeOrigin + performance.now());
  }

  /** Takes note of events that arrive now. */
  note(events: readonly CaptureEvent[]): void {
    this.#arrivals.note(events, this.now);
  }

  /**
   * A call comes once it is over, so what it led to is due, although no later event has moved the clock there. Frames from
   * before its answer may still be on their way, though, and the answer to a join among them: it waits for those.
   */
  settleCalls(session: Session): void {
    const until = this.#arrivals.knownUntil(this.now);
    if (session.end === null || until === null || session.end <= (session.now ?? Number.NEGATIVE_INFINITY))
      return;
    session.advance(epochMilliseconds(Math.min(session.end, until)));
    const rest = session.end - until;
    if (rest <= 0 || this.#timer !== 0) return;
    this.#timer = this.#page.setTimeout(() => {
      this.#timer = 0;
      this.#lookAgain();
    }, Math.ceil(rest));
  }

  /** Moves the clock on while nothing arrives, so that time-outs are seen. True where that changed something. */
  advance(session: Session): boolean {
    const until = this.#arrivals.knownUntil(this.now);
    if (until === null) return false;
    const before = session.revision;
    session.advance(epochMilliseconds(until));
    return session.revision !== before;
  }

  stop(): void {
    this.#page.clearTimeout(this.#timer);
  }
}
