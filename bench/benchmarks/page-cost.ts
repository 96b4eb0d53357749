import { setTimeout as pause } from "node:timers/promises";
import * as z from "zod/mini";
import { type BareChromium, startBareChromium, type Tool } from "../browser/bare-chromium.ts";
import { startJobServer } from "../browser/job-server.ts";
import type { Benchmark, Figure, Goal } from "../framework/benchmark.ts";
import { ratios, spreadOf } from "../framework/spread.ts";

interface Setup {
  readonly name: string;
  readonly extension: boolean;
  readonly tool: Tool;
}

const setups: readonly Setup[] = [
  { name: "DevTools closed", extension: false, tool: null },
  { name: "DevTools closed, with the extension", extension: true, tool: null },
  { name: "DevTools on Elements", extension: false, tool: "elements" },
  { name: "our panel in front", extension: true, tool: "privicore" },
  { name: "Chrome's Network panel", extension: false, tool: "network" },
];

const jobs = [
  { kind: "round-trips", count: 2000, title: "2,000 round trips" },
  { kind: "burst", count: 20_000, title: "a burst of 20,000" },
  { kind: "documents", count: 50, title: "50 empty frames loaded" },
] as const;

/** Two setups, and what the ratio of their times is held to. */
const comparisons: readonly { readonly of: string; readonly to: string; readonly goal: Goal | null }[] = [
  { of: "DevTools closed, with the extension", to: "DevTools closed", goal: { atMost: 1.15 } },
  { of: "our panel in front", to: "DevTools on Elements", goal: { atMost: 1.3 } },
  { of: "Chrome's Network panel", to: "DevTools on Elements", goal: null },
  { of: "DevTools on Elements", to: "DevTools closed", goal: null },
];
const comparisonName = (of: string, to: string, job: string): string => `${of} against ${to}, ${job}`;

const resultSchema = z.object({ took: z.number() });

/** What the extension costs a page with busy sockets, DevTools closed and open, beside Chrome's own panel. */
export const pageCost: Benchmark = {
  name: "page-cost",
  title: "The page's cost",
  question:
    "How much slower do a page's sockets get: with DevTools closed, with our panel in front, and with Chrome's own Network panel?",
  method:
    "Five real Chromiums side by side that differ in one thing each, and that nobody is attached to (a driver would listen to every frame itself): DevTools closed, without and with the extension; DevTools on Elements without it; our panel in front; Chrome's Network panel without it. In each a page sends frames of 190 bytes to an echoing server on loopback: one after the other, each after the answer to the one before (round trips), or all at once (burst), and tells how long it took until the last answer; and it loads 50 empty documents into a frame of its own, one after the other. All take turns in each round, another one first each time; ratios are of neighbours in the same round. The first two rounds are not counted.",
  needs: "chromium",
  charts: [
    {
      name: "ratios",
      title: "Time against the same page without (lower is better; dashed: the goal)",
      kind: "bars",
      figures: jobs.flatMap(({ title }) => comparisons.map(({ of, to }) => comparisonName(of, to, title))),
    },
  ],
  async run({ quick, progress }) {
    const rounds = quick ? 2 : 15;
    const server = await startJobServer("bench/browser/page-cost.page.ts", (socket) =>
      socket.on("message", (data, binary) => socket.send(data, { binary })),
    );
    const browsers: BareChromium[] = [];
    const times = new Map<string, number[]>();
    const timesOf = (job: string, setup: string) => times.get(`${job} ${setup}`) ?? [];
    try {
      for (const [browser, { extension, tool }] of setups.entries())
        browsers.push(await startBareChromium(server.page(browser), extension, tool));
      for (let round = -2; round < rounds; round++) {
        progress(`round ${round + 1} of ${rounds}`);
        for (const { kind, count, title } of jobs)
          for (let turn = 0; turn < setups.length; turn++) {
            const browser = (turn + Math.max(0, round)) % setups.length;
            const { took } = resultSchema.parse(await server.run(browser, { kind, count }));
            // What the measured browser still has to do must not disturb the next one.
            await pause(300);
            const setup = setups[browser]?.name ?? "";
            if (round >= 0) times.set(`${title} ${setup}`, [...timesOf(title, setup), took]);
          }
      }
    } finally {
      for (const browser of browsers) await browser.stop();
      await server.close();
    }
    return jobs.flatMap(({ title }): Figure[] => [
      ...comparisons.map(
        ({ of, to, goal }): Figure => ({
          name: comparisonName(of, to, title),
          size: null,
          unit: "times",
          spread: spreadOf(ratios(timesOf(title, of), timesOf(title, to))),
          goal,
        }),
      ),
      ...setups.map(
        ({ name }): Figure => ({
          name: `${name}, ${title}`,
          size: null,
          unit: "ms",
          spread: spreadOf(timesOf(title, name)),
          goal: null,
        }),
      ),
    ]);
  },
};
