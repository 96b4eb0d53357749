import type { Rows } from "./matched-rows.ts";

export type Compare = (a: number, b: number) => number;

/** How many comparisons are made between two looks at the clock. */
const stride = 2048;

/**
 * A merge sort in steps: every `next()` does a bounded piece of work. Stable, so that equal rows stay in time order.
 * Its result is the sorted array.
 */
export function* sortInSteps(source: Rows, compare: Compare): Generator<undefined, Uint32Array> {
  const { length } = source;
  let from = new Uint32Array(length);
  for (let row = 0; row < length; row++) {
    from[row] = source.at(row);
    if (row % (stride * 8) === 0) yield;
  }
  let to = new Uint32Array(length);
  let work = 0;
  for (let width = 1; width < length; width *= 2) {
    for (let start = 0; start < length; start += width * 2) {
      const middle = Math.min(start + width, length);
      const end = Math.min(start + width * 2, length);
      let left = start;
      let right = middle;
      for (let place = start; place < end; place++) {
        const a = from[left] ?? 0;
        const b = from[right] ?? 0;
        const takeLeft = left < middle && (right >= end || compare(a, b) <= 0);
        to[place] = takeLeft ? a : b;
        if (takeLeft) left++;
        else right++;
        if (++work % stride === 0) yield;
      }
    }
    [from, to] = [to, from];
  }
  return from;
}

/** Rows in a sorted order. */
export class SortedRows implements Rows {
  readonly #order: Uint32Array;

  constructor(order: Uint32Array) {
    this.#order = order;
  }

  get length(): number {
    return this.#order.length;
  }

  at(row: number): number {
    return this.#order[row] ?? 0;
  }

  rowOf(item: number): number {
    return this.#order.indexOf(item);
  }
}
