/**
 * Things in the order of their time, by number. Counting those in a span is a look-up, so that a lane of a million frames is
 * drawn from one look-up a pixel; four bytes each. What comes late is put in its place.
 */
export class TimeLine {
  readonly #timeOf: (item: number) => number;
  #items = new Int32Array(16);
  #latest = Number.NEGATIVE_INFINITY;
  length = 0;

  /** @param timeOf an item's time, in milliseconds since the epoch; it never changes */
  constructor(timeOf: (item: number) => number) {
    this.#timeOf = timeOf;
  }

  add(item: number): void {
    if (this.length === this.#items.length) {
      const larger = new Int32Array(this.length * 2);
      larger.set(this.#items);
      this.#items = larger;
    }
    const time = this.#timeOf(item);
    if (time >= this.#latest) {
      this.#latest = time;
      this.#items[this.length++] = item;
      return;
    }
    const position = this.positionAfter(time);
    this.#items.copyWithin(position + 1, position, this.length++);
    this.#items[position] = item;
  }

  /** The item at a position; -1 beyond the end. */
  at(position: number): number {
    return position < this.length ? (this.#items[position] ?? -1) : -1;
  }

  time(position: number): number {
    return this.#timeOf(this.at(position));
  }

  /**
   * The position of the first item at or after `time`. `from` is a position known not to be beyond it: near ones are found in
   * few steps, however long the line is.
   */
  positionAt(time: number, from = 0): number {
    return this.#first(from, (itemTime) => itemTime >= time);
  }

  /** The position of the first item after `time`. */
  positionAfter(time: number, from = 0): number {
    return this.#first(from, (itemTime) => itemTime > time);
  }

  /** The item nearest to `time`, at most `reach` milliseconds away; -1 where there is none. */
  nearest(time: number, reach: number): number {
    const position = this.positionAt(time);
    let best = -1;
    let distance = reach;
    for (const candidate of [position - 1, position]) {
      if (candidate < 0 || candidate >= this.length) continue;
      const away = Math.abs(this.time(candidate) - time);
      if (away <= distance) {
        best = this.at(candidate);
        distance = away;
      }
    }
    return best;
  }

  #first(from: number, reached: (time: number) => boolean): number {
    let low = from;
    let step = 1;
    let high = low;
    while (high < this.length && !reached(this.time(high))) {
      low = high + 1;
      high += step;
      step *= 2;
    }
    high = Math.min(high, this.length);
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (reached(this.time(middle))) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
