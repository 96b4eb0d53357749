import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countPerPixel } from "../../../../panel/overview/paint-ticks.ts";
import { TimeLine } from "../../../../panel/time-travel/time-line.ts";

const lineOf = (times: readonly number[]): TimeLine => {
  const line = new TimeLine((item) => times[item] ?? Number.NaN);
  for (let item = 0; item < times.length; item++) line.add(item);
  return line;
};
const times = fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 60 });

describe("a time line", () => {
  it("stands in the order of time, arrival on ties, whatever the order of arrival", () => {
    fc.assert(
      fc.property(times, (given) => {
        const line = lineOf(given);
        const items = Array.from({ length: line.length }, (_, position) => line.at(position));
        const sorted = given
          .map((_, item) => item)
          .sort((a, b) => (given[a] ?? 0) - (given[b] ?? 0) || a - b);
        expect(items).toEqual(sorted);
      }),
    );
  });

  it("finds places as a walk through all of it would, from any place before", () => {
    fc.assert(
      fc.property(times, fc.integer({ min: -2, max: 62 }), fc.nat(), (given, time, nat) => {
        const line = lineOf(given);
        const at = given.filter((each) => each < time).length;
        const after = given.filter((each) => each <= time).length;
        const from = at === 0 ? 0 : nat % (at + 1);
        expect(line.positionAt(time, from)).toBe(at);
        expect(line.positionAfter(time, from)).toBe(after);
      }),
    );
  });

  it("counts every item of a span once, whatever the width", () => {
    fc.assert(
      fc.property(times, fc.integer({ min: 1, max: 40 }), (given, width) => {
        const span = { from: 10, to: 50 };
        const counts = countPerPixel([lineOf(given)], span, width);
        const expected = new Uint32Array(width);
        for (const time of given) {
          const pixel = Math.floor(((time - span.from) / (span.to - span.from)) * width);
          if (time >= span.from && pixel < width) expected[pixel] = (expected[pixel] ?? 0) + 1;
        }
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(
          expected.reduce((sum, count) => sum + count, 0),
        );
      }),
      // The span's end, which rounding once put into the last pixel.
      { examples: [[[50], 29]], numRuns: 500 },
    );
  });

  it("names the nearest item, and none that is too far", () => {
    const line = lineOf([10, 20, 40]);
    expect(line.nearest(22, 5)).toBe(1);
    expect(line.nearest(36, 5)).toBe(2);
    expect(line.nearest(30, 5)).toBe(-1);
  });
});
