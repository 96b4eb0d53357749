import type { EpochMilliseconds } from "../../src/contract/brands.ts";
import type { EventIndex } from "../../src/core/model.ts";
import type { Session } from "../../src/core/session.ts";
import { firstAfter } from "../time-travel/time-travel.ts";
import { LatencyCounts } from "./latency-figures.ts";

/** What the status bar counts. Latencies in milliseconds, null while there is no answer. */
export interface SessionCounts {
  readonly connections: number;
  readonly frames: number;
  readonly dropped: number;
  readonly exchanges: number;
  readonly middle: number | null;
  readonly high: number | null;
}

/**
 * Counts a session as it stood at a moment. Remembers how far it has counted, so that going on from there costs no more than
 * the events on the way.
 */
export class CountsAsOf {
  readonly #session: Session;
  readonly #baseline: EventIndex;
  #position = 0;
  #frames = 0;
  #dropped = 0;
  #exchanges = 0;
  #latencies = new LatencyCounts();
  /** What the count stands on: with another one it begins anew. */
  #basis = "";

  /** @param baseline events before it are not counted */
  constructor(session: Session, baseline: EventIndex) {
    this.#session = session;
    this.#baseline = baseline;
  }

  at(moment: EpochMilliseconds): SessionCounts {
    const { log, connections } = this.#session;
    // Events that came late stand at other positions from then on, and frames mean more once their connection is recognised.
    const basis = `${log.insertions} ${connections.filter(({ system }) => system !== null).length}`;
    if (basis !== this.#basis) {
      this.#basis = basis;
      this.#position = this.#frames = this.#dropped = this.#exchanges = 0;
      this.#latencies = new LatencyCounts();
    }
    const end = firstAfter(log, moment);
    while (this.#position < end) this.#count(log.inTimeOrder(this.#position++), 1);
    while (this.#position > end) this.#count(log.inTimeOrder(--this.#position), -1);
    return {
      connections: connections.filter(({ createdAt }) => createdAt <= moment).length,
      frames: this.#frames,
      dropped: this.#dropped,
      exchanges: this.#exchanges,
      middle: this.#latencies.at(0.5),
      high: this.#latencies.at(0.95),
    };
  }

  #count(index: EventIndex, times: 1 | -1): void {
    const { log } = this.#session;
    if (index >= this.#baseline && log.frameNumber(index) >= 0) this.#frames += times;
    if (index >= this.#baseline && log.kind(index) === "gap") {
      const gap = log.event(index);
      if (gap.type === "gap") this.#dropped += times * (gap.frames ?? 0);
    }
    const link = log.link(index);
    if (link?.type !== "exchange") return;
    const { request, answer, latency } = link.exchange;
    if (index === (request ?? answer) && (answer ?? this.#baseline) >= this.#baseline)
      this.#exchanges += times;
    if (index === answer && index >= this.#baseline && latency !== null)
      this.#latencies.count(latency, times);
  }
}
