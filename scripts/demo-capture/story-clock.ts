import type { Clock } from "../../demo/simulator/clock.ts";

/** Time that moves only when it is told to, so that the same story always takes the same milliseconds. */
export class StoryClock implements Clock {
  #now: number;
  #last = 0;
  readonly #timers = new Map<number, { readonly due: number; readonly run: () => void }>();

  /** @param start milliseconds since the Unix epoch */
  constructor(start: number) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  after(milliseconds: number, run: () => void): () => void {
    const id = ++this.#last;
    this.#timers.set(id, { due: this.#now + milliseconds, run });
    return () => this.#timers.delete(id);
  }

  /** Moves on by so many milliseconds. What is due on the way runs at its own time, and `settled` is awaited after each. */
  async pass(milliseconds: number, settled: () => Promise<void>): Promise<void> {
    const end = this.#now + milliseconds;
    for (;;) {
      // The first of those that are due at the same time is the one that was set first: a Map keeps that order.
      const [id, next] =
        [...this.#timers].filter(([, { due }]) => due <= end).sort(([, a], [, b]) => a.due - b.due)[0] ?? [];
      if (id === undefined || next === undefined) break;
      this.#timers.delete(id);
      this.#now = next.due;
      next.run();
      await settled();
    }
    this.#now = end;
  }
}
