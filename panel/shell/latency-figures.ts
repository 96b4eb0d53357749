import type { EventIndex } from "../../src/core/model.ts";
import type { Session } from "../../src/core/session.ts";

/** Latencies are counted in steps of 5 %, which is finer than they are read. */
const factor = Math.log(1.05);

/** Latencies, counted by their size instead of sorted. */
export class LatencyCounts {
  readonly #counts = new Uint32Array(400);
  #total = 0;

  /** @param latency in milliseconds; @param times -1 takes it away again */
  count(latency: number, times: 1 | -1 = 1): void {
    const step = Math.min(this.#counts.length - 1, Math.max(0, Math.round(Math.log(latency + 1) / factor)));
    this.#counts[step] = (this.#counts[step] ?? 0) + times;
    this.#total += times;
  }

  /** The latency that this share of all is not above, in milliseconds; null while there is none. */
  at(share: number): number | null {
    if (this.#total === 0) return null;
    let seen = 0;
    for (let step = 0; step < this.#counts.length; step++) {
      seen += this.#counts[step] ?? 0;
      if (seen >= this.#total * share) return Math.exp(step * factor) - 1;
    }
    return null;
  }
}

/** The median and 95th percentile of the answers' latencies, kept up to date per exchange instead of sorted anew. */
export class LatencyFigures {
  readonly #session: Session;
  readonly #baseline: EventIndex;
  readonly #counts = new LatencyCounts();
  #next = 0;
  #open: number[] = [];

  /** @param baseline answers before it are not counted */
  constructor(session: Session, baseline: EventIndex) {
    this.#session = session;
    this.#baseline = baseline;
  }

  /** In milliseconds; null while there is no answer. */
  read(): { readonly middle: number | null; readonly high: number | null } {
    const { exchanges } = this.#session;
    this.#open = this.#open.filter((index) => !this.#count(index));
    for (; this.#next < exchanges.length; this.#next++)
      if (!this.#count(this.#next)) this.#open.push(this.#next);
    return { middle: this.#counts.at(0.5), high: this.#counts.at(0.95) };
  }

  /** Counts an exchange in; false while it may still be answered. */
  #count(index: number): boolean {
    const exchange = this.#session.exchanges[index];
    if (exchange === undefined) return true;
    if (exchange.latency === null) return exchange.outcome !== "pending" && exchange.outcome !== "timed-out";
    if ((exchange.answer ?? 0) >= this.#baseline) this.#counts.count(exchange.latency);
    return true;
  }
}
