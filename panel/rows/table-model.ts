import { type ReadonlySignal, signal } from "@preact/signals";
import { MatchedRows, type OrderedItems, type Rows } from "./matched-rows.ts";
import { type Compare, SortedRows, sortInSteps } from "./sorted-rows.ts";

export interface Sort {
  readonly column: string;
  readonly descending: boolean;
}

export interface RowTest {
  readonly test: ((item: number) => boolean) | null;
  /**
   * Whether a verdict can change with whatever happens after an item came in: then the whole is looked at again now and then.
   * Any other verdict changes only where an earlier event turns out to be something else.
   */
  readonly volatile: boolean;
}

/** Up to this many rows are sorted within one frame; more are sorted in steps, and again at most once a second. */
const sortedAtOnce = 3000;
const refreshInterval = 500;
const resortInterval = 1000;

/**
 * One table's rows: filtered, sorted, and kept up to date in slices of time. `version` grows whenever the rows may have
 * changed; what a row shows is read from the session at that moment.
 */
export class TableModel {
  readonly #version = signal(0);
  readonly #searching = signal(false);
  readonly #sorting = signal(false);
  #items: OrderedItems;
  #test: RowTest = { test: null, volatile: false };
  #matched: MatchedRows;
  /** A result that replaces the shown one once it is complete. */
  #next: MatchedRows | null = null;
  #refreshedAt = 0;
  #refreshedFor = -1;
  #compare: Compare | null = null;
  #sorted: SortedRows | null = null;
  #sortJob: Generator<undefined, Uint32Array> | null = null;
  #sortedAt = 0;
  #sortStale = false;
  #heldUntil: number | null = null;
  #shownLength = -1;
  #shownRevision = -1;

  constructor(items: OrderedItems) {
    this.#items = items;
    this.#matched = new MatchedRows(items, null);
  }

  get version(): ReadonlySignal<number> {
    return this.#version;
  }
  /** Whether older rows may still be missing because the search has not come to them. */
  get searching(): ReadonlySignal<boolean> {
    return this.#searching;
  }
  get sorting(): ReadonlySignal<boolean> {
    return this.#sorting;
  }
  get rows(): Rows {
    return this.#sorted ?? this.#matched;
  }
  /** How many rows there would be without a test. */
  get total(): number {
    return this.#items.length;
  }
  /** When work that was put off, so as not to be done at every arrival, may go on, by the clock of {@link work}; null where there is none. */
  get heldUntil(): number | null {
    return this.#heldUntil;
  }
  get examined(): number {
    return this.#matched.examined;
  }

  /** Begins anew over other items, as after clear. */
  reset(items: OrderedItems, test: RowTest): void {
    this.#items = items;
    this.setTest(test, false);
  }

  /** `narrower`: every row of the new test is among those of the present one. */
  setTest(test: RowTest, narrower: boolean): void {
    this.#test = test;
    this.#matched = new MatchedRows(this.#items, test.test, narrower ? this.#matched : null);
    this.#next = null;
    // What a wider result left out before an event turned out to be something else is still to be looked at again.
    if (!narrower) this.#refreshedFor = -1;
    this.#sortStale = true;
    this.#sortedAt = 0;
    this.#sortJob = null;
    this.#sorted = null;
    this.#shownLength = -1;
  }

  /** Null: back to time order. */
  setCompare(compare: Compare | null): void {
    this.#compare = compare;
    this.#sortJob = null;
    this.#sorted = null;
    this.#sortStale = compare !== null;
    this.#sortedAt = 0;
    this.#changed();
  }

  /**
   * Takes in arrivals and works on what is open until `expired()`. `revision` is the session's; `now` any clock in
   * milliseconds. `enough` rows found end the search for this time; `redescriptions` are the log's. Returns whether work is left that
   * may go on at once; for other, see {@link heldUntil}.
   */
  work(revision: number, now: number, expired: () => boolean, enough?: number, redescriptions = 0): boolean {
    const told = this.#test.volatile ? revision : redescriptions;
    this.#matched.sync();
    const searched = this.#matched.search(expired, enough);
    this.#refresh(told, now, expired);
    const grew = this.#matched.length !== this.#shownLength;
    if (grew || revision !== this.#shownRevision) this.#sortStale = this.#compare !== null;
    this.#sort(now, expired);
    if (grew || searched || revision !== this.#shownRevision) {
      this.#shownLength = this.#matched.length;
      this.#shownRevision = revision;
      this.#changed();
    }
    this.#searching.value = !this.#matched.complete;
    this.#sorting.value = this.#sortJob !== null;
    const left = !this.#matched.complete || this.#next !== null || this.#sortJob !== null;
    // Asked last, and of what is shown: whatever came while a job was under way is held back as well.
    const refreshAt = this.#outdated(told) ? this.#refreshedAt + refreshInterval : Number.POSITIVE_INFINITY;
    const sortAt = this.#sortStale ? this.#sortedAt + resortInterval : Number.POSITIVE_INFINITY;
    const until = Math.min(refreshAt, sortAt);
    this.#heldUntil = left || until === Number.POSITIVE_INFINITY ? null : until;
    return left;
  }

  /** Whether verdicts were given that may be others by now. */
  #outdated(told: number): boolean {
    return this.#test.test !== null && told !== this.#refreshedFor;
  }

  #refresh(told: number, now: number, expired: () => boolean): void {
    if (this.#test.test === null) return;
    // From the first look on, not the last: what changes while the rest is searched changes rows that were looked at.
    if (this.#refreshedFor < 0) this.#refreshedFor = told;
    if (!this.#matched.complete) return;
    if (this.#next === null) {
      const small = this.#items.length < sortedAtOnce;
      if (!this.#outdated(told) || (!small && now - this.#refreshedAt < refreshInterval)) return;
      this.#next = new MatchedRows(this.#items, this.#test.test);
      this.#refreshedFor = told;
    }
    this.#next.sync();
    this.#next.search(expired);
    if (!this.#next.complete) return;
    this.#matched = this.#next;
    this.#next = null;
    this.#refreshedAt = now;
    this.#shownLength = -1;
  }

  #sort(now: number, expired: () => boolean): void {
    if (this.#compare === null) return;
    if (this.#sortJob === null) {
      if (!this.#sortStale) return;
      const small = this.#matched.length <= sortedAtOnce;
      if (!small && now - this.#sortedAt < resortInterval) return;
      this.#sortJob = sortInSteps(this.#matched, this.#compare);
      this.#sortStale = false;
    }
    const small = this.#matched.length <= sortedAtOnce;
    do {
      const step = this.#sortJob.next();
      if (step.done === true) {
        this.#sorted = new SortedRows(step.value);
        this.#sortJob = null;
        this.#sortedAt = now;
        this.#shownLength = -1;
        this.#changed();
        return;
      }
    } while (small || !expired());
  }

  #changed(): void {
    this.#version.value = this.#version.peek() + 1;
  }
}
