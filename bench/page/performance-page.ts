import { mkdir, writeFile } from "node:fs/promises";
import type { Benchmark } from "../framework/benchmark.ts";
import { goalWords, numberWords, sizeWords } from "../framework/number-words.ts";
import { type BenchmarkResult, readResult } from "../framework/result-file.ts";
import { chartOf } from "./chart-of.ts";

const pagePath = "docs/performance.md";
const imageFolder = "docs/images";

/** Writes the docs' page and its charts from the results as they lie in bench/results/. Returns the paths written. */
export async function writePerformancePage(suite: readonly Benchmark[]): Promise<string[]> {
  await mkdir(imageFolder, { recursive: true });
  const files = await performanceFiles(suite);
  for (const [path, text] of files) await writeFile(path, text);
  return [...files.keys()];
}

/** The page and its charts by path, as the results would have them. */
export async function performanceFiles(suite: readonly Benchmark[]): Promise<ReadonlyMap<string, string>> {
  const charts: [string, string][] = [];
  const measured: Measured[] = [];
  for (const benchmark of suite) {
    const result = await readResult(benchmark.name);
    if (result === null) continue;
    for (const chart of benchmark.charts)
      charts.push([imagePath(benchmark, chart.name), chartOf(chart, result)]);
    measured.push({ benchmark, result });
  }
  return new Map([[pagePath, performancePage(measured)], ...charts]);
}

interface Measured {
  readonly benchmark: Benchmark;
  readonly result: BenchmarkResult;
}

function performancePage(measured: readonly Measured[]): string {
  return [
    "# Performance",
    "",
    "Written by `npm run bench -- --docs` from the results in `bench/results/`: not by hand.",
    "",
    "## How it is measured",
    "",
    "- Figures are ratios wherever they can be: what the product does against the least that must be done, on the same data in the same run. A ratio carries over to another machine, a number of seconds does not.",
    "- Both sides of a ratio run in turn (A B, B A, A B, …), each after a run of its own kind that is not counted and a garbage collection, in one process; every size in a fresh process. A slow moment of the machine falls on both.",
    "- The median is what is held to the goal. `p25 – p75` is the middle half of the samples, `min – max` all of them.",
    "- Times in Node are processor time of the whole process, the garbage collector's threads included: other work on the machine stretches the clock's time, and hardly this. Times in a browser are the clock's.",
    "- Growth is the exponent of the best fit over all sizes, and that of the last step alone (100,000 to 1,000,000 frames), where a fixed cost hides nothing: n^1 is linear, n^2 quadratic.",
    "- A missed goal stands here as missed.",
    "",
    "## How to repeat it",
    "",
    "```",
    "npm ci",
    "npm run build",
    "npm run bench                      # all; writes bench/results/*.json",
    "npm run bench -- --list            # their names",
    "npm run bench -- engine-throughput # one",
    "npm run bench -- --quick           # small sizes, to see that the suite works; nothing is kept",
    "npm run bench -- --docs            # this page and its charts",
    "```",
    "",
    "The guards in `test/guards/`, part of `npm test`, hold what no machine may change – growth, lost frames, bundle sizes – by counts and ratios.",
    "",
    ...leftOut,
    "## The goals at a glance",
    "",
    "| benchmark | goals met | missed |",
    "|---|---|---|",
    ...measured.map(overviewRow),
    "",
    ...measured.flatMap(section),
  ].join("\n");
}

/** What a reader may miss, and why it is not there. */
const leftOut = [
  "## What was left out",
  "",
  "- **Another WebSocket inspector beside ours.** The benchmark may only use what anybody can install from a registry, in a stated version. None was found that is an extension of DevTools: npm was asked for over sixty names (its search was not to be had), and of Debian's 19 `webext-*` packages none shows sockets. The known ones, such as [WebSocket DevTools](https://github.com/law-chain-hot/websocket-devtools), are published as sources on GitHub and in the browsers' stores, which the machine of these measurements does not reach. What npm has are proxies that show sockets outside of the browser (whistle, anyproxy, mockttp): the page's frames take another way through them, so their cost is no measure for a panel's. Beside ours stands what everybody has: Chrome's own Network panel, with the frames that it shows and with [its cost for the page](#the-pages-cost).",
  "",
];

function overviewRow({ benchmark, result }: Measured): string {
  const judged = result.figures.filter(({ met }) => met !== null);
  const missed = judged.filter(({ met }) => met === false);
  const named = missed.map(
    ({ name, size, unit, spread, goal }) =>
      `${name}${size === null ? "" : ` at ${sizeWords(size)}`}: ${numberWords(spread.median, unit)} (${goalWords(goal, unit)})`,
  );
  return `| [${benchmark.title}](#${anchor(benchmark.title)}) | ${judged.length - missed.length} of ${judged.length} | ${named.join("<br>") || "–"} |`;
}

function section({ benchmark, result }: Measured): string[] {
  return [
    `## ${benchmark.title}`,
    "",
    `${benchmark.question}`,
    "",
    benchmark.method,
    "",
    ...benchmark.charts.flatMap((chart) => [
      `![${chart.title}](${imagePath(benchmark, chart.name).replace("docs/", "")})`,
      "",
    ]),
    "| figure | at | median | p25 – p75 | min – max | samples | goal | |",
    "|---|--:|--:|--:|--:|--:|--:|---|",
    ...result.figures.map(({ name, size, unit, spread, goal, met }) => {
      const range = (from: number, to: number) =>
        spread.samples === 1 ? "" : `${numberWords(from, unit)} – ${numberWords(to, unit)}`;
      const cells = [
        name,
        sizeWords(size),
        numberWords(spread.median, unit),
        range(spread.p25, spread.p75),
        range(spread.min, spread.max),
        String(spread.samples),
        goalWords(goal, unit),
        met === null ? "" : met ? "met" : "**missed**",
      ];
      return `| ${cells.join(" | ")} |`;
    }),
    "",
    `Measured on ${result.day}: ${result.machine.processor}, ${result.machine.memory}, ${result.machine.system}, Node ${result.machine.node}; ${result.machine.loadBefore} processes wanted the processor on average in the minute before.`,
    "",
  ];
}

const imagePath = (benchmark: Benchmark, chart: string): string =>
  `${imageFolder}/bench-${benchmark.name}-${chart}.svg`;

/** A heading's anchor, as Markdown readers make it. */
const anchor = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^\w\s-]/g, "")
    .replace(/\s/g, "-");
