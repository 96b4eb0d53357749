import type { Figure } from "./benchmark.ts";
import { spreadOf } from "./spread.ts";

/** Makes the figures of one size from their samples. `suffix` ends each name, where a benchmark has several of a kind. */
export const figuresAt =
  (size: number, suffix = "") =>
  (name: string, unit: Figure["unit"], samples: readonly number[], goal: Figure["goal"] = null): Figure => ({
    name: `${name}${suffix}`,
    size,
    unit,
    spread: spreadOf(samples),
    goal,
  });
