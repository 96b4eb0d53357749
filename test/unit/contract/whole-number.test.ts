import { describe, expect, it } from "vitest";
import { wholeNumber } from "../../../src/contract/whole-number.ts";

describe("a whole number", () => {
  it.each([0, 1, 7, 2 ** 53 - 1])("is %d", (value) => {
    expect(wholeNumber().safeParse(value).success).toBe(true);
  });

  it.each([[-1], [0.5], [2 ** 53], [Number.NaN], [Number.POSITIVE_INFINITY], ["1"], [null]])(
    "is not %s",
    (value: unknown) => {
      expect(wholeNumber().safeParse(value).success).toBe(false);
    },
  );

  it("may have a least and a most", () => {
    const marks = wholeNumber(1, 7);
    expect([0, 1, 7, 8].map((value) => marks.safeParse(value).success)).toEqual([false, true, true, false]);
  });
});
