import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MatchedRows, type OrderedItems } from "../../../../panel/rows/matched-rows.ts";
import { SortedRows, sortInSteps } from "../../../../panel/rows/sorted-rows.ts";

/** Items with times, kept in time order as a session's log keeps its events. */
class Timed implements OrderedItems {
  readonly #times: number[] = [];
  readonly #order: number[] = [];
  insertions = 0;

  add(time: number): void {
    const item = this.#times.length;
    this.#times.push(time);
    let place = this.#order.length;
    while (place > 0 && (this.#times[this.#order[place - 1] ?? 0] ?? 0) > time) place--;
    if (place < this.#order.length) this.insertions++;
    this.#order.splice(place, 0, item);
  }
  get length(): number {
    return this.#order.length;
  }
  at(position: number): number {
    return this.#order[position] ?? -1;
  }
  positionOf(item: number): number {
    return this.#order.indexOf(item);
  }
  filtered(test: (item: number) => boolean): number[] {
    return this.#order.filter(test);
  }
}

const contents = (rows: { length: number; at(row: number): number }): number[] =>
  Array.from({ length: rows.length }, (_, row) => rows.at(row));
const stopAfter = (looks: number) => () => --looks < 0;

describe("matched rows", () => {
  it("are all items, untouched, where there is no test", () => {
    const items = new Timed();
    for (const time of [1, 2, 3]) items.add(time);
    const rows = new MatchedRows(items, null);
    items.add(4);
    expect(contents(rows)).toEqual([0, 1, 2, 3]);
    expect(rows.rowOf(3)).toBe(3);
  });

  it("do not ask a list for its length before somebody asks them, where there is no test", () => {
    const items = new Timed();
    for (const time of [1, 2, 3]) items.add(time);
    let asked = 0;
    const slow: OrderedItems = {
      insertions: 0,
      get length() {
        asked++;
        return items.length;
      },
      at: (position) => items.at(position),
      positionOf: (item) => items.positionOf(item),
    };
    const rows = new MatchedRows(slow, null);
    rows.sync();
    rows.search(() => false);
    expect(asked).toBe(0);
    expect(contents(rows)).toEqual([0, 1, 2]);
  });

  it("are found from the newest on, and right from the first slice", () => {
    const items = new Timed();
    for (let time = 0; time < 10_000; time++) items.add(time);
    const rows = new MatchedRows(items, (item) => item % 2 === 0);
    rows.search(stopAfter(0));
    expect(rows.at(rows.length - 1)).toBe(9998);
    expect(rows.complete).toBe(false);
    rows.search(() => false);
    expect(rows.complete).toBe(true);
    expect(rows.length).toBe(5000);
    expect(rows.rowOf(0)).toBe(0);
    expect(rows.rowOf(1)).toBe(-1);
  });

  it("stop once enough are found", () => {
    const items = new Timed();
    for (let time = 0; time < 10_000; time++) items.add(time);
    const rows = new MatchedRows(items, () => true);
    rows.search(() => false, 100);
    expect(rows.length).toBeGreaterThanOrEqual(100);
    expect(rows.length).toBeLessThan(1000);
  });

  it("look only through the wider result where one is handed in", () => {
    const items = new Timed();
    for (let time = 0; time < 5000; time++) items.add(time);
    const wide = new MatchedRows(items, (item) => item % 10 === 0);
    wide.search(() => false);
    let asked = 0;
    const narrow = new MatchedRows(
      items,
      (item) => {
        asked++;
        return item % 20 === 0;
      },
      wide,
    );
    narrow.search(() => false);
    expect(asked).toBe(500);
    expect(narrow.length).toBe(250);
  });

  it("are at every moment a part of, and in the end exactly, what a plain filter gives", () => {
    const step = fc.oneof(
      fc.record({
        type: fc.constant("add" as const),
        times: fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 300 }),
      }),
      fc.record({ type: fc.constant("search" as const), looks: fc.integer({ min: 0, max: 3 }) }),
      fc.record({ type: fc.constant("narrow" as const), by: fc.constantFrom(2, 3) }),
    );
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 900 }),
        fc.array(step, { maxLength: 12 }),
        (first, steps) => {
          const items = new Timed();
          for (const time of first) items.add(time);
          let divisor = 1;
          let rows = new MatchedRows(items, () => true);
          for (const each of steps) {
            if (each.type === "add") {
              for (const time of each.times) items.add(time);
              rows.sync();
            } else if (each.type === "search") rows.search(stopAfter(each.looks));
            else {
              divisor *= each.by;
              const by = divisor;
              rows = new MatchedRows(items, (item) => item % by === 0, rows);
            }
            const shown = contents(rows);
            const order = shown.map((item) => items.positionOf(item));
            expect(order).toEqual([...order].sort((a, b) => a - b));
            expect(new Set(shown).size).toBe(shown.length);
          }
          rows.sync();
          while (!rows.complete) rows.search(() => false);
          expect(contents(rows)).toEqual(items.filtered((item) => item % divisor === 0));
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe("sorting in steps", () => {
  it("sorts as the language does, equal ones in their order", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 400 }), (keys) => {
        const items = new Timed();
        for (const index of keys.keys()) items.add(index);
        const compare = (a: number, b: number) => (keys[a] ?? 0) - (keys[b] ?? 0);
        const job = sortInSteps(new MatchedRows(items, null), compare);
        let step = job.next();
        while (step.done !== true) step = job.next();
        expect([...step.value]).toEqual([...keys.keys()].sort(compare));
        const sorted = new SortedRows(step.value);
        for (const item of keys.keys()) expect(sorted.at(sorted.rowOf(item))).toBe(item);
      }),
    );
  });
});
