import { describe, expect, it } from "vitest";
import { meetsGoal } from "../../../bench/framework/benchmark.ts";
import { growthExponent } from "../../../bench/framework/growth-exponent.ts";
import { digits, goalWords, numberWords } from "../../../bench/framework/number-words.ts";
import { ratios, spreadOf } from "../../../bench/framework/spread.ts";

describe("spreadOf", () => {
  it("gives the quartiles, with interpolation", () => {
    expect(spreadOf([4, 1, 3, 2])).toEqual({ min: 1, p25: 1.75, median: 2.5, p75: 3.25, max: 4, samples: 4 });
    expect(spreadOf([7])).toEqual({ min: 7, p25: 7, median: 7, p75: 7, max: 7, samples: 1 });
  });
  it.each([[[]], [[1, Number.NaN]], [[Number.POSITIVE_INFINITY]]])("refuses %j", (samples) => {
    expect(() => spreadOf(samples)).toThrow(RangeError);
  });
  it("divides pair by pair", () => {
    expect(ratios([2, 9], [1, 3])).toEqual([2, 3]);
  });
});

describe("growthExponent", () => {
  it.each([0, 1, 2])("finds the power %d", (power) => {
    const points = [1e3, 1e4, 1e5].map((size) => ({ size, cost: 7 * size ** power }));
    expect(growthExponent(points)).toBeCloseTo(power, 9);
  });
  it("needs two sizes", () => {
    expect(() => growthExponent([{ size: 10, cost: 1 }])).toThrow(RangeError);
  });
});

describe("a goal", () => {
  const at = (value: number) => spreadOf([value]);
  it("is kept up to its very value", () => {
    expect(meetsGoal({ goal: { atMost: 3 }, spread: at(3) })).toBe(true);
    expect(meetsGoal({ goal: { atMost: 3 }, spread: at(3.01) })).toBe(false);
    expect(meetsGoal({ goal: { atLeast: 0.5 }, spread: at(0.5) })).toBe(true);
    expect(meetsGoal({ goal: { atLeast: 0.5 }, spread: at(0.49) })).toBe(false);
    expect(meetsGoal({ goal: null, spread: at(1) })).toBeNull();
  });
  it("is said in words", () => {
    expect(goalWords({ atMost: 600 }, "bytes a frame")).toBe("≤ 600 B");
    expect(goalWords({ atLeast: 0.5 }, "times")).toBe("≥ 0.5 ×");
    expect(goalWords(null, "ms")).toBe("");
  });
});

describe("numbers", () => {
  it.each([
    [0, "0"],
    [0.00012, "0.00012"],
    [0.000012, "1.2e-5"],
    [0.05, "0.05"],
    [0.5, "0.5"],
    [12.34, "12.3"],
    [1234567, "1,234,567"],
  ])("writes %d as %s", (value, words) => {
    expect(digits(value)).toBe(words);
  });
  it("have their unit", () => {
    expect(numberWords(1.084, "power")).toBe("n^1.08");
    expect(numberWords(2.5, "µs")).toBe("2.5 µs");
  });
});
