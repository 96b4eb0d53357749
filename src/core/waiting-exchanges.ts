import type { ExchangeRecord } from "./exchange-record.ts";

/** First in, first out, without moving what is behind. */
export class ExchangeQueue {
  #items: ExchangeRecord[] = [];
  #head = 0;

  push(exchange: ExchangeRecord): void {
    this.#items.push(exchange);
  }

  /** Adds one and lets go of the oldest that are not pending any more, so that the queue stays as long as what waits. */
  pushPending(exchange: ExchangeRecord): void {
    this.oldest(isPending);
    this.#items.push(exchange);
  }

  /** Those that are pending, oldest first. */
  *pending(): Generator<ExchangeRecord> {
    for (let index = this.#head; index < this.#items.length; index++) {
      const exchange = this.#items[index];
      if (exchange?.outcome === "pending") yield exchange;
    }
  }

  /** The oldest that still waits; those that do not any more are let go. */
  oldest(stillWaits: (exchange: ExchangeRecord) => boolean): ExchangeRecord | null {
    for (;;) {
      const first = this.#items[this.#head];
      if (first === undefined) {
        this.#items = [];
        this.#head = 0;
        return null;
      }
      if (stillWaits(first)) return first;
      this.#head++;
      if (this.#head > 1024 && this.#head * 2 > this.#items.length) {
        this.#items = this.#items.slice(this.#head);
        this.#head = 0;
      }
    }
  }
}

/**
 * Exchanges that an answer can belong to: those that are pending, oldest first; and where none is, those whose time-out
 * has passed, oldest first, because a late answer still pairs.
 */
export class WaitingExchanges {
  readonly #pending = new ExchangeQueue();
  readonly #overdue = new ExchangeQueue();

  add(exchange: ExchangeRecord): void {
    this.#pending.push(exchange);
  }

  timedOut(exchange: ExchangeRecord): void {
    this.#overdue.push(exchange);
  }

  next(): ExchangeRecord | null {
    return this.#pending.oldest(isPending) ?? this.#overdue.oldest((exchange) => exchange.isWaiting);
  }
}

const isPending = (exchange: ExchangeRecord): boolean => exchange.outcome === "pending";
