/**
 * When connections were joined: how many of them after each change of their number, by time. Asking is O(log n); changes
 * come in order of time, nearly always, and are O(1) then.
 */
export class JoinedTimes {
  readonly #times: number[] = [];
  /** How many are joined from the time at the same place on. */
  readonly #counts: number[] = [];

  /** One more (1) or one fewer (-1) is joined from `time` on. */
  change(time: number, by: number): void {
    const place = this.#placeAfter(time);
    if (place === this.#times.length) {
      this.#times.push(time);
      this.#counts.push((this.#counts[place - 1] ?? 0) + by);
      return;
    }
    this.#times.splice(place, 0, time);
    this.#counts.splice(place, 0, this.#counts[place - 1] ?? 0);
    for (let later = place; later < this.#counts.length; later++)
      this.#counts[later] = (this.#counts[later] ?? 0) + by;
  }

  anyAt(time: number): boolean {
    return (this.#counts[this.#placeAfter(time) - 1] ?? 0) > 0;
  }

  /** How many changes were at or before a time. */
  #placeAfter(time: number): number {
    let low = 0;
    let high = this.#times.length;
    if (high === 0 || (this.#times[high - 1] ?? 0) <= time) return high;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#times[middle] ?? 0) <= time) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
