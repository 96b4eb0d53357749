import { digits } from "../framework/number-words.ts";

/** A line of a chart: its points in order of size. */
export interface Series {
  readonly label: string;
  readonly points: readonly {
    readonly size: number;
    readonly low: number;
    readonly value: number;
    readonly high: number;
  }[];
}

export interface ChartData {
  readonly title: string;
  readonly series: readonly Series[];
  /** Label of the horizontal axis, and the words for a size. */
  readonly sizes: string;
  readonly scale: "linear" | "logarithmic";
  /** Drawn as a dashed line. */
  readonly goal: { readonly value: number; readonly label: string } | null;
}

const width = 760;
const plot = { left: 64, right: 24, top: 44, height: 240 };
const plotWidth = width - plot.left - plot.right;
/** Told apart by people who see few colours, and on white; the dash tells them apart without any. */
const strokes = [
  { colour: "#0b62a8", dash: "" },
  { colour: "#c4500d", dash: "7 3" },
  { colour: "#0a7a55", dash: "2 3" },
  { colour: "#8a3a8f", dash: "9 3 2 3" },
];

/** Lines over size as an SVG on white. Sizes stand at even distances, as decades do; whiskers span the middle half. */
export function lineChart(chart: ChartData): string {
  const sizes = [...new Set(chart.series.flatMap(({ points }) => points.map(({ size }) => size)))].sort(
    (one, other) => one - other,
  );
  const x = (size: number) =>
    plot.left +
    (sizes.length === 1 ? plotWidth / 2 : 30 + ((plotWidth - 60) * sizes.indexOf(size)) / (sizes.length - 1));
  const axis = valueAxis(chart);
  const parts = [
    ...axis.ticks.map(
      ({ value, y }) =>
        `<line x1="${plot.left}" x2="${width - plot.right}" y1="${y}" y2="${y}" stroke="#e3e3e3"/>` +
        text(plot.left - 8, y + 4, digits(value), "end"),
    ),
    ...sizes.map((size) => text(x(size), plot.top + plot.height + 18, size.toLocaleString("en"), "middle")),
    text(plot.left + plotWidth / 2, plot.top + plot.height + 38, chart.sizes, "middle"),
  ];
  if (chart.goal !== null) {
    const y = axis.y(chart.goal.value);
    parts.push(
      `<line x1="${plot.left}" x2="${width - plot.right}" y1="${y}" y2="${y}" stroke="#b00020" stroke-dasharray="4 4"/>`,
      text(width - plot.right, y - 5, `goal ${chart.goal.label}`, "end", "#b00020"),
    );
  }
  for (const [index, { points }] of chart.series.entries()) {
    const { colour, dash } = strokes[index % strokes.length] ?? { colour: "#333333", dash: "" };
    const at = (point: { size: number; value: number }) => `${round(x(point.size))},${axis.y(point.value)}`;
    parts.push(
      `<polyline points="${points.map(at).join(" ")}" fill="none" stroke="${colour}" stroke-width="2" stroke-dasharray="${dash}"/>`,
      ...points.map(
        (point) =>
          `<line x1="${round(x(point.size))}" x2="${round(x(point.size))}" y1="${axis.y(point.low)}" y2="${axis.y(point.high)}" stroke="${colour}"/>` +
          `<circle cx="${round(x(point.size))}" cy="${axis.y(point.value)}" r="3.5" fill="${colour}"/>`,
      ),
    );
  }
  return page(
    chart.title,
    parts,
    chart.series.map(({ label }) => label),
    plot.top + plot.height + 52,
  );
}

/** A bar for each value under its label. Whiskers span the middle half. */
export function barChart(chart: {
  readonly title: string;
  readonly bars: readonly {
    readonly label: string;
    readonly low: number;
    readonly value: number;
    readonly high: number;
    readonly goal: number | null;
  }[];
}): string {
  const { left } = plot;
  const rowHeight = 42;
  const most = Math.max(...chart.bars.flatMap(({ high, goal }) => [high, goal ?? 0])) * 1.12;
  const x = (value: number) => round(left + ((width - left - 60) * value) / most);
  const parts = chart.bars.flatMap(({ label, low, value, high, goal }, index) => {
    const y = plot.top + 8 + index * rowHeight;
    const { colour } = strokes[0] ?? { colour: "#333333" };
    return [
      text(left, y + 2, label, "start"),
      `<rect x="${left}" y="${y + 8}" width="${round(x(value) - left)}" height="17" fill="${colour}"/>`,
      `<line x1="${x(low)}" x2="${x(high)}" y1="${y + 16.5}" y2="${y + 16.5}" stroke="#111111"/>`,
      text(x(Math.max(value, high)) + 6, y + 21, digits(value), "start"),
      ...(goal === null
        ? []
        : [
            `<line x1="${x(goal)}" x2="${x(goal)}" y1="${y + 5}" y2="${y + 28}" stroke="#b00020" stroke-dasharray="4 3"/>`,
          ]),
    ];
  });
  return page(chart.title, parts, [], plot.top + chart.bars.length * rowHeight + 8);
}

function valueAxis(chart: ChartData) {
  const values = chart.series.flatMap(({ points }) =>
    points.flatMap(({ low, value, high }) => [low, value, high]),
  );
  if (chart.goal !== null) values.push(chart.goal.value);
  const bottom = plot.top + plot.height;
  if (chart.scale === "linear") {
    const most = Math.max(...values) * 1.08;
    const y = (value: number) => round(bottom - (plot.height * value) / most);
    const step = niceStep(most / 5);
    return { y, ticks: steps(0, most, step).map((value) => ({ value, y: y(value) })) };
  }
  const least = Math.floor(Math.log10(Math.max(Math.min(...values), 1e-6)));
  const most = Math.ceil(Math.log10(Math.max(...values)));
  const y = (value: number) =>
    round(
      bottom - (plot.height * (Math.log10(Math.max(value, 10 ** least)) - least)) / Math.max(1, most - least),
    );
  return { y, ticks: steps(least, most, 1).map((power) => ({ value: 10 ** power, y: y(10 ** power) })) };
}

function steps(from: number, to: number, step: number): number[] {
  return Array.from({ length: Math.floor((to - from) / step + 1e-9) + 1 }, (_, index) => from + index * step);
}

/** 1, 2 or 5 times a power of ten, at least as large. */
function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  return ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
}

function page(title: string, parts: readonly string[], legend: readonly string[], legendTop: number): string {
  const height = legendTop + legend.length * 20 + 10;
  const entries = legend.map((label, index) => {
    const { colour, dash } = strokes[index % strokes.length] ?? { colour: "#333333", dash: "" };
    const y = legendTop + index * 20 + 6;
    return (
      `<line x1="${plot.left}" x2="${plot.left + 34}" y1="${y}" y2="${y}" stroke="${colour}" stroke-width="2" stroke-dasharray="${dash}"/>` +
      text(plot.left + 44, y + 4, label, "start")
    );
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}" font-family="system-ui, sans-serif" font-size="12">`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    `<text x="${plot.left}" y="24" font-size="14" font-weight="600" fill="#111111">${escaped(title)}</text>`,
    ...parts,
    ...entries,
    "</svg>",
    "",
  ].join("\n");
}

function text(
  x: number,
  y: number,
  words: string,
  anchor: "start" | "middle" | "end",
  colour = "#333333",
): string {
  return `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}" fill="${colour}">${escaped(words)}</text>`;
}

const round = (value: number): number => Math.round(value * 10) / 10;

function escaped(words: string): string {
  return words.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}
