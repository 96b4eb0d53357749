import type { Figure } from "./benchmark.ts";
import { type GrowthPoint, growthExponent } from "./growth-exponent.ts";
import { spreadOf } from "./spread.ts";

/** What linear work may measure as: caches and the garbage collector make large sizes a little dearer. */
const linear = { atMost: 1.15 };

/**
 * How something grows: the exponent over all sizes, where what it costs to begin at all flattens it, and that of the last step
 * alone, where nothing hides behind that.
 *
 * @param points in order of size, at least two
 */
export function growthFigures(what: string, points: readonly GrowthPoint[]): Figure[] {
  const figure = (name: string, among: readonly GrowthPoint[]): Figure => ({
    name,
    size: null,
    unit: "power",
    spread: spreadOf([growthExponent(among)]),
    goal: linear,
  });
  return [
    figure(`growth of ${what}`, points),
    figure(`growth of ${what}, last step alone`, points.slice(-2)),
  ];
}
