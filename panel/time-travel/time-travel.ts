import { batch, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { type EpochMilliseconds, epochMilliseconds } from "../../src/contract/brands.ts";
import type { Session } from "../../src/core/session.ts";
import { including, type Span, spanOf, timeOfFirst, wholeSpan } from "./viewport.ts";

export interface TimeRange {
  readonly from: EpochMilliseconds;
  readonly to: EpochMilliseconds;
}

/** Where in time the panel stands: the moment that everything is shown as of, the range of rows, and what the axis shows. */
export interface TimePlace {
  readonly moment: EpochMilliseconds | null;
  readonly range: TimeRange | null;
  readonly viewport: Span | null;
}

export const presentTime: TimePlace = { moment: null, range: null, viewport: null };

/** The panel's place in time, and the ways to move in it. */
export class TimeTravel {
  /** The time that everything is shown as of; null while live. */
  readonly moment: Signal<EpochMilliseconds | null> = signal(null);
  /** The span that rows are limited to. */
  readonly range: Signal<TimeRange | null> = signal(null);
  /** What the time axis shows; null for all of the session, growing with it. */
  readonly viewport: Signal<Span | null> = signal(null);
  readonly #session: ReadonlySignal<Session>;
  readonly #baseline: () => number;

  constructor(session: ReadonlySignal<Session>, baseline: () => number) {
    this.#session = session;
    this.#baseline = baseline;
  }

  get place(): TimePlace {
    return {
      moment: this.moment.peek(),
      range: this.range.peek(),
      viewport: this.viewport.peek(),
    };
  }

  goTo(place: TimePlace): void {
    batch(() => {
      this.moment.value = place.moment;
      this.range.value = place.range;
      this.viewport.value = place.viewport;
    });
  }

  /** All that the axis can show. */
  whole(): Span {
    return wholeSpan(this.#session.peek(), this.#baseline());
  }

  /** What the axis shows now. */
  span(): Span {
    return this.viewport.peek() ?? this.whole();
  }

  show(span: Span): void {
    const whole = this.whole();
    this.viewport.value = span.from <= whole.from && span.to >= whole.to ? null : span;
  }

  /** Shows everything as of a time. The axis stays where it is from then on, while events go on to come in. */
  pick(time: number): void {
    const { end, now } = this.#session.peek();
    const latest = Math.max(end ?? time, now ?? time);
    const moment = Math.min(Math.max(time, this.whole().from), latest);
    batch(() => {
      this.viewport.value = including(this.span(), moment, this.whole());
      this.moment.value = epochMilliseconds(moment);
    });
  }

  /** Back to what happens now. */
  backToLive(): void {
    batch(() => {
      this.moment.value = null;
      this.viewport.value = null;
    });
  }

  selectRange(one: number, other: number): void {
    const { from, to } = spanOf(one, other);
    this.range.value = { from: epochMilliseconds(from), to: epochMilliseconds(to) };
  }

  /** Goes `steps` of the events that are shown on (or back, below 0) in time order, from the moment or from now. */
  step(steps: number): void {
    const session = this.#session.peek();
    const { log } = session;
    const baseline = this.#baseline();
    if (log.length <= baseline) return;
    const first = log.positionAt(epochMilliseconds(timeOfFirst(session, baseline)));
    const moment = this.moment.peek();
    const next = moment === null ? log.length : firstAfter(log, moment);
    // Between two events, the first step back goes to the one before.
    const between = moment !== null && next > 0 && log.time(log.inTimeOrder(next - 1)) < moment;
    const distance = between && steps < 0 ? steps + 1 : steps;
    let position = Math.min(log.length - 1, Math.max(first, next - 1 + distance));
    // Events of the same time are seen together: a step always goes to another time.
    while (steps < 0 && position > first && moment !== null && log.time(log.inTimeOrder(position)) >= moment)
      position--;
    this.pick(log.time(log.inTimeOrder(position)));
  }
}

/** The position in time order of the first event after `time`. */
export function firstAfter(log: Session["log"], time: number): number {
  let low = log.positionAt(epochMilliseconds(time));
  while (low < log.length && log.time(log.inTimeOrder(low)) <= time) low++;
  return low;
}
