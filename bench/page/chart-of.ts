import type { Chart } from "../framework/benchmark.ts";
import { goalWords } from "../framework/number-words.ts";
import type { BenchmarkResult } from "../framework/result-file.ts";
import { barChart, lineChart } from "./draw-chart.ts";

type ResultFigure = BenchmarkResult["figures"][number];

/** Draws a chart from a result's figures. Throws where the result has none of the chart's figures. */
export function chartOf(chart: Chart, result: BenchmarkResult): string {
  const figures = chart.figures.map((name) => result.figures.filter((figure) => figure.name === name));
  const missing = chart.figures.filter((_, index) => figures[index]?.length === 0);
  if (missing.length > 0)
    throw new Error(
      `Expected figures for the chart ${chart.name} in ${result.benchmark}, got no ${missing.join(", ")}`,
    );
  if (chart.kind === "bars")
    return barChart({
      title: chart.title,
      bars: figures.flat().map((figure) => ({
        label: figure.name,
        ...point(figure),
        goal: goalValue(figure),
      })),
    });
  const judged = figures.flat().find(({ goal }) => goal !== null);
  return lineChart({
    title: chart.title,
    series: figures.map((sizes) => ({
      label: sizes[0]?.name ?? "",
      points: sizes.map((figure) => ({ size: figure.size ?? 0, ...point(figure) })),
    })),
    sizes: chart.sizes ?? "",
    scale: chart.scale ?? "linear",
    goal:
      judged === undefined
        ? null
        : { value: goalValue(judged) ?? 0, label: goalWords(judged.goal, judged.unit) },
  });
}

const point = ({ spread }: ResultFigure) => ({ low: spread.p25, value: spread.median, high: spread.p75 });

function goalValue({ goal }: ResultFigure): number | null {
  if (goal === null) return null;
  return "atMost" in goal ? goal.atMost : goal.atLeast;
}
