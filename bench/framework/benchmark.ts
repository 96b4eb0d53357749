import type { Spread } from "./spread.ts";

/** What a figure counts. `times` is a ratio; `power` the exponent of growth. */
export type Unit =
  | "times"
  | "power"
  | "ms"
  | "µs"
  | "bytes"
  | "bytes a frame"
  | "frames a second"
  | "MiB"
  | "count";

/** What a figure's median is held to. */
export type Goal = { readonly atMost: number } | { readonly atLeast: number };

/** One measured quantity, at one size. */
export interface Figure {
  /** The same for all sizes of one series: `time against JSON.parse, command statuses`. */
  readonly name: string;
  /** What it was measured at; null where there is no size. */
  readonly size: number | null;
  readonly unit: Unit;
  readonly spread: Spread;
  readonly goal: Goal | null;
}

/** A picture of some figures: lines over size, or bars where nothing grows. */
export interface Chart {
  /** Kebab-case; with the benchmark's name it makes the picture's file name. */
  readonly name: string;
  readonly title: string;
  readonly kind: "lines" | "bars";
  /** Names of figures, all of one unit, in the order of the legend. */
  readonly figures: readonly string[];
  /** Label of the size axis. Lines only. */
  readonly sizes?: string;
  readonly scale?: "linear" | "logarithmic";
}

/** What a benchmark is told. */
export interface RunOptions {
  /** Small sizes and few rounds: shows that the benchmark works, not how fast the product is. */
  readonly quick: boolean;
  /** Says on the terminal how far it is. */
  readonly progress: (text: string) => void;
}

/** A benchmark: a question about the product that a measurement answers. */
export interface Benchmark {
  /** Kebab-case: its argument on the command line and its result's file name. */
  readonly name: string;
  readonly title: string;
  /** What it answers, as a question. */
  readonly question: string;
  /** How it is measured, and what exactly is counted: one paragraph of Markdown. */
  readonly method: string;
  /** What must have been built before. */
  readonly needs: "nothing" | "build" | "chromium";
  readonly charts: readonly Chart[];
  run(options: RunOptions): Promise<readonly Figure[]>;
}

/** Whether the figure's median keeps its goal; null where it has none. */
export function meetsGoal({ goal, spread }: Pick<Figure, "goal" | "spread">): boolean | null {
  if (goal === null) return null;
  return "atMost" in goal ? spread.median <= goal.atMost : spread.median >= goal.atLeast;
}
