import { fractionColumn, integerColumn } from "./column.ts";

/**
 * When connections were joined: how many of them after each change of their number, by time. Asking is O(log n); changes
 * come in order of time, nearly always, and are O(1) then.
 */
export class JoinedTimes {
  readonly #times = fractionColumn();
  /** How many are joined from the time at the same place on. */
  readonly #counts = integerColumn();

  /** One more (1) or one fewer (-1) is joined from `time` on. */
  change(time: number, by: number): void {
    const place = this.#placeAfter(time);
    const before = place === 0 ? 0 : this.#counts.at(place - 1);
    this.#times.push(time);
    this.#counts.push(before + by);
    if (place === this.#times.length - 1) return;
    // It belongs before others: those move up by one, and count it.
    for (let later = this.#times.length - 1; later > place; later--) {
      this.#times.set(later, this.#times.at(later - 1));
      this.#counts.set(later, this.#counts.at(later - 1) + by);
    }
    this.#times.set(place, time);
    this.#counts.set(place, before + by);
  }

  anyAt(time: number): boolean {
    const place = this.#placeAfter(time);
    return place > 0 && this.#counts.at(place - 1) > 0;
  }

  /** How many changes were at or before a time. */
  #placeAfter(time: number): number {
    let high = this.#times.length;
    if (high === 0 || this.#times.at(high - 1) <= time) return high;
    let low = 0;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#times.at(middle) <= time) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
