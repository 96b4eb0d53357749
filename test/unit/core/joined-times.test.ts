import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { JoinedTimes } from "../../../src/core/joined-times.ts";

describe("when connections were joined", () => {
  it("is what counting all spans would say, in whatever order they are told", () => {
    const span = fc.tuple(fc.nat(200), fc.option(fc.nat(50), { nil: null }));
    fc.assert(
      fc.property(fc.array(span, { maxLength: 40 }), (spans) => {
        const joined = new JoinedTimes();
        for (const [from, lasts] of spans) {
          joined.change(from, 1);
          if (lasts !== null) joined.change(from + lasts, -1);
        }
        for (let time = -1; time < 260; time++)
          expect(joined.anyAt(time)).toBe(
            spans.some(([from, lasts]) => from <= time && (lasts === null || time < from + lasts)),
          );
      }),
      { numRuns: 200 },
    );
  });
});
