import type { EpochMilliseconds } from "../contract/brands.ts";

/** Something that happens at a time of the session's clock unless it is overtaken. */
export interface Appointment {
  readonly due: EpochMilliseconds;
  /** True: happens at `due` itself. False: only once `due` has passed, as a time-out does. */
  readonly atOnce: boolean;
  readonly happen: (due: EpochMilliseconds) => void;
}

/**
 * What the session waits for: time-outs, and answers to HTTP calls that a capture tells of at their start. A binary heap
 * by due time; appointments due at the same time happen in the order in which they were made.
 */
export class Agenda {
  #heap: (Appointment & { readonly order: number })[] = [];
  #made = 0;
  /** How many appointments have happened. */
  happened = 0;

  make(appointment: Appointment): void {
    this.#heap.push({ ...appointment, order: this.#made++ });
    this.#rise(this.#heap.length - 1);
  }

  /** Lets everything happen that is due by `now`, earliest first, including what comes up on the way. */
  runUntil(now: EpochMilliseconds): void {
    for (let next = this.#heap[0]; next !== undefined; next = this.#heap[0]) {
      if (next.due > now || (next.due === now && !next.atOnce)) return;
      this.#removeFirst();
      this.happened++;
      next.happen(next.due);
    }
  }

  #removeFirst(): void {
    const last = this.#heap.pop();
    if (last === undefined || this.#heap.length === 0) return;
    this.#heap[0] = last;
    this.#sink();
  }

  #rise(start: number): void {
    let index = start;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.#swapIfBefore(index, parent)) return;
      index = parent;
    }
  }

  #sink(): void {
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      const child = this.#isBefore(left + 1, left) ? left + 1 : left;
      if (!this.#swapIfBefore(child, index)) return;
      index = child;
    }
  }

  #swapIfBefore(index: number, other: number): boolean {
    const a = this.#heap[index];
    const b = this.#heap[other];
    if (a === undefined || b === undefined || !this.#isBefore(index, other)) return false;
    this.#heap[index] = b;
    this.#heap[other] = a;
    return true;
  }

  #isBefore(index: number, other: number): boolean {
    const a = this.#heap[index];
    const b = this.#heap[other];
    if (a === undefined || b === undefined) return false;
    if (a.due !== b.due) return a.due < b.due;
    return a.atOnce !== b.atOnce ? a.atOnce : a.order < b.order;
  }
}
