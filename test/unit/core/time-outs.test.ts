import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { epochMilliseconds, type Milliseconds } from "../../../src/contract/brands.ts";
import { TimeOuts } from "../../../src/core/time-outs.ts";

const length = 100 as Milliseconds;

function timeOuts() {
  const passed: [subject: number, due: number][] = [];
  const queue = new TimeOuts(length, { timedOut: (subject, due) => passed.push([subject, due]) });
  return {
    queue,
    passed,
    begin: (from: number, subject: number) => queue.begin(epochMilliseconds(from), subject),
  };
}

describe("time-outs of one length", () => {
  it("pass in the order in which they began, each at its time", () => {
    const { queue, passed, begin } = timeOuts();
    expect(queue.due).toBe(Number.POSITIVE_INFINITY);
    expect([begin(10, 7), begin(10, 8), begin(15, 9)]).toEqual([true, true, true]);
    expect(queue.due).toBe(110);
    for (let times = 0; times < 3; times++) queue.pass();
    expect(passed).toEqual([
      [7, 110],
      [8, 110],
      [9, 115],
    ]);
    expect(queue.due).toBe(Number.POSITIVE_INFINITY);
  });

  it("does nothing where none is under way", () => {
    const { queue, passed } = timeOuts();
    queue.pass();
    expect(passed).toEqual([]);
    expect(queue.due).toBe(Number.POSITIVE_INFINITY);
  });

  it("takes none that begins before an earlier one began, and tells of it where it was waited for elsewhere", () => {
    const { queue, passed, begin } = timeOuts();
    begin(10, 1);
    expect(begin(9, 2)).toBe(false);
    expect(queue.due).toBe(110);
    queue.passLate(2, queue.dueFrom(epochMilliseconds(9)));
    queue.pass();
    queue.pass();
    expect(passed).toEqual([
      [2, 109],
      [1, 110],
    ]);
  });

  it("takes one from any time again once none is under way", () => {
    const { queue, begin } = timeOuts();
    begin(10, 1);
    queue.pass();
    expect(begin(5, 2)).toBe(true);
    expect(queue.due).toBe(105);
  });

  it("is a queue, however many are under way and however it grew", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.nat(3), fc.constant("pass" as const)), { maxLength: 200 }),
        (steps) => {
          const { queue, passed, begin } = timeOuts();
          const expected: [number, number][] = [];
          const waiting: [number, number][] = [];
          let now = 0;
          for (const [index, step] of steps.entries()) {
            if (step === "pass") {
              queue.pass();
              const next = waiting.shift();
              if (next !== undefined) expected.push(next);
            } else {
              now += step;
              expect(begin(now, index)).toBe(true);
              waiting.push([index, now + length]);
            }
            expect(queue.due).toBe(waiting[0]?.[1] ?? Number.POSITIVE_INFINITY);
          }
          expect(passed).toEqual(expected);
        },
      ),
    );
  });
});
