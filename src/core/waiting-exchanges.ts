/** What becomes of exchanges, by index. */
export interface ExchangeStates {
  isPending(exchange: number): boolean;
  /** Whether an answer would still be taken: also after the time-out. */
  isWaiting(exchange: number): boolean;
}

/** Exchanges by index, first in, first out, without moving what is behind; its array is used again once it is empty. */
export class ExchangeQueue {
  readonly #states: ExchangeStates;
  #items: number[] = [];
  #head = 0;
  #tail = 0;

  constructor(states: ExchangeStates) {
    this.#states = states;
  }

  push(exchange: number): void {
    this.#items[this.#tail++] = exchange;
  }

  /** Adds one and lets go of the oldest that are not pending any more, so that the queue stays as long as what waits. */
  pushPending(exchange: number): void {
    this.oldestPending();
    this.push(exchange);
  }

  /** Those that are pending, oldest first. */
  *pending(): Generator<number> {
    for (let index = this.#head; index < this.#tail; index++) {
      const exchange = this.#items[index];
      if (exchange !== undefined && this.#states.isPending(exchange)) yield exchange;
    }
  }

  /** The oldest that is pending; those that are not any more are let go. */
  oldestPending(): number | null {
    while (this.#head < this.#tail) {
      const first = this.#items[this.#head];
      if (first !== undefined && this.#states.isPending(first)) return first;
      this.#letGoOfFirst();
    }
    return null;
  }

  /** The oldest whose answer would still be taken; those of which it would not are let go. */
  oldestWaiting(): number | null {
    while (this.#head < this.#tail) {
      const first = this.#items[this.#head];
      if (first !== undefined && this.#states.isWaiting(first)) return first;
      this.#letGoOfFirst();
    }
    return null;
  }

  #letGoOfFirst(): void {
    this.#head++;
    if (this.#head === this.#tail) this.#head = this.#tail = 0;
    else if (this.#head > 1024 && this.#head * 2 > this.#tail) {
      this.#items = this.#items.slice(this.#head, this.#tail);
      this.#tail -= this.#head;
      this.#head = 0;
    }
  }
}

/**
 * Exchanges that an answer can belong to: those that are pending, oldest first; and where none is, those whose time-out
 * has passed, oldest first, because a late answer still pairs.
 */
export class WaitingExchanges {
  readonly #pending: ExchangeQueue;
  readonly #overdue: ExchangeQueue;

  constructor(states: ExchangeStates) {
    this.#pending = new ExchangeQueue(states);
    this.#overdue = new ExchangeQueue(states);
  }

  add(exchange: number): void {
    this.#pending.pushPending(exchange);
  }

  timedOut(exchange: number): void {
    this.#overdue.push(exchange);
  }

  next(): number | null {
    return this.#pending.oldestPending() ?? this.#overdue.oldestWaiting();
  }
}
