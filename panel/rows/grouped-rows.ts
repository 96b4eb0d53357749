import type { Rows } from "./matched-rows.ts";

/** Items from here on are headings: the heading of group `n` is `headingBase + n`. */
export const headingBase = 2 ** 31;

export interface Group<Key> {
  readonly key: Key;
  /** The first of its rows in the source, and how many they are. */
  readonly from: number;
  readonly count: number;
}

/** Rows that come sorted by group, with a heading before each group. */
export class GroupedRows<Key> implements Rows {
  readonly #source: Rows;
  readonly groups: readonly Group<Key>[];

  constructor(source: Rows, keyOf: (item: number) => Key) {
    this.#source = source;
    const groups: { key: Key; from: number; count: number }[] = [];
    for (let row = 0; row < source.length; row++) {
      const key = keyOf(source.at(row));
      const last = groups.at(-1);
      if (last !== undefined && last.key === key) last.count++;
      else groups.push({ key, from: row, count: 1 });
    }
    this.groups = groups;
  }

  get length(): number {
    return this.#source.length + this.groups.length;
  }

  at(row: number): number {
    for (const [number, group] of this.groups.entries()) {
      const heading = group.from + number;
      if (row === heading) return headingBase + number;
      if (row <= heading + group.count) return this.#source.at(row - number - 1);
    }
    return -1;
  }

  rowOf(item: number): number {
    const row = this.#source.rowOf(item);
    if (row < 0) return -1;
    const group = this.groups.findIndex(({ from, count }) => row >= from && row < from + count);
    return row + group + 1;
  }
}
