import { IndexList } from "./index-list.ts";

/** What a table's rows are, by row number from 0. Items are indices: of events, exchanges, commands… */
export interface Rows {
  readonly length: number;
  at(row: number): number;
  /** The row of an item; -1 where it is not shown (yet). */
  rowOf(item: number): number;
}

/**
 * Items in the order in which a table shows them. Items are numbered in order of arrival, without holes; a late one may
 * take a place before the end, which moves the positions after it and raises `insertions`.
 */
export interface OrderedItems {
  readonly length: number;
  readonly insertions: number;
  at(position: number): number;
  positionOf(item: number): number;
}

/** How many items are looked at between two looks at the clock. */
const stride = 256;

/**
 * The items that pass a test, in order. The search runs from the newest to the oldest in slices, so that what is on the
 * screen is right at once however long the log is:
 *
 * ```
 *   position  0 ………………… cursor ………………………………… length
 *             not looked at │ older (found, newest first) │ newer (came since)
 * ```
 */
export class MatchedRows implements Rows {
  readonly #items: OrderedItems;
  readonly #test: ((item: number) => boolean) | null;
  #older = new IndexList();
  #newer = new IndexList();
  /** Rows of an earlier, wider result that are still to be looked through, from its newest; then `#cursor` goes on. */
  #wider: MatchedRows | null;
  #widerNext = 0;
  #cursor: number;
  #seen: number;

  /** `wider`: an earlier result over the same items that holds every match of this one; it must not be used any more. */
  constructor(
    items: OrderedItems,
    test: ((item: number) => boolean) | null,
    wider: MatchedRows | null = null,
  ) {
    this.#items = items;
    this.#test = test;
    this.#wider = test === null || wider === null || wider.#test === null ? null : wider;
    this.#widerNext = (this.#wider?.length ?? 0) - 1;
    // Without a test nothing is searched, and a list may take long to tell its length: it is not asked.
    const length = test === null ? 0 : items.length;
    this.#seen = this.#wider === null ? length : this.#wider.#seen;
    this.#cursor = this.#wider === null ? length : this.#wider.#cursor;
    // A wider result that had itself not finished going through a still wider one has rows missing: look at all again.
    if (this.#wider !== null && this.#wider.#wider !== null) this.#restart();
  }

  get length(): number {
    return this.#test === null ? this.#items.length : this.#older.length + this.#newer.length;
  }

  /** Whether every item has been looked at. */
  get complete(): boolean {
    return this.#test === null || (this.#wider === null && this.#cursor === 0);
  }

  /** How many items have been looked at, of all. */
  get examined(): number {
    if (this.#test === null) return this.#items.length;
    return this.#items.length - this.#cursor - (this.#wider === null ? 0 : this.#widerNext + 1);
  }

  at(row: number): number {
    if (this.#test === null) return this.#items.at(row);
    const older = this.#older.length;
    return row < older ? this.#older.at(older - 1 - row) : this.#newer.at(row - older);
  }

  rowOf(item: number): number {
    if (item < 0 || item >= this.#items.length) return -1;
    if (this.#test === null) return this.#items.positionOf(item);
    const older = this.#older.indexOf(item);
    if (older >= 0) return this.#older.length - 1 - older;
    const newer = this.#newer.indexOf(item);
    return newer < 0 ? -1 : this.#older.length + newer;
  }

  /** Takes in what arrived since the last call. */
  sync(): void {
    const test = this.#test;
    if (test === null) return;
    const from = this.#seen;
    const to = this.#items.length;
    this.#seen = to;
    if (from === to) return;
    const arrivals: { readonly item: number; readonly position: number }[] = [];
    for (let item = from; item < to; item++) arrivals.push({ item, position: this.#items.positionOf(item) });
    arrivals.sort((a, b) => a.position - b.position);
    // A late item may belong between rows of the wider result that are still to come; rare enough to begin anew.
    const late = (arrivals[0]?.position ?? 0) < to - arrivals.length;
    if (late && this.#wider !== null) {
      this.#restart();
      return;
    }
    for (const { item, position } of arrivals) {
      // Placed where the search has not been yet: it will be found there. Ascending, so that each shift counts once.
      if (position < this.#cursor) this.#cursor++;
      else if (test(item)) this.#place(item, position);
    }
  }

  /** Looks at further items until `expired()` or `enough` rows are found. Returns whether anything was looked at. */
  search(expired: () => boolean, enough = Number.POSITIVE_INFINITY): boolean {
    const test = this.#test;
    if (test === null || this.complete) return false;
    let sinceClock = 0;
    while (this.#wider !== null) {
      if (this.#widerNext < 0) {
        this.#wider = null;
        break;
      }
      const item = this.#wider.at(this.#widerNext--);
      if (test(item)) this.#older.push(item);
      if (++sinceClock === stride) {
        sinceClock = 0;
        if (expired() || this.length >= enough) return true;
      }
    }
    while (this.#cursor > 0) {
      const item = this.#items.at(--this.#cursor);
      if (test(item)) this.#older.push(item);
      if (++sinceClock === stride) {
        sinceClock = 0;
        if (expired() || this.length >= enough) return true;
      }
    }
    return true;
  }

  #restart(): void {
    this.#wider = null;
    this.#older = new IndexList();
    this.#newer = new IndexList();
    this.#seen = this.#items.length;
    this.#cursor = this.#items.length;
  }

  /** Puts an item that came late where it belongs among the found ones. */
  #place(item: number, position: number): void {
    const items = this.#items;
    const newest = this.#newer.length - 1;
    if (newest >= 0 ? items.positionOf(this.#newer.at(newest)) < position : this.#afterOlder(position)) {
      this.#newer.push(item);
      return;
    }
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (items.positionOf(this.at(middle)) < position) low = middle + 1;
      else high = middle;
    }
    const older = this.#older.length;
    if (low < older) this.#older.insert(older - low, item);
    else this.#newer.insert(low - older, item);
  }

  #afterOlder(position: number): boolean {
    return this.#older.length === 0 || this.#items.positionOf(this.#older.at(0)) < position;
  }
}
