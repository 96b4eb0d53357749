import * as z from "zod/mini";
import { waitUntil } from "../../test/browser/drivers/wait-until.ts";
import { type BareChromium, startBareChromium } from "../browser/bare-chromium.ts";
import { startJobServer } from "../browser/job-server.ts";
import { streamStatuses } from "../browser/stream-statuses.ts";
import {
  type PanelState,
  panelStateSchema,
  readPanel,
  readWatch,
  watchPanel,
  watchSchema,
} from "../browser/watch-panel.ts";
import type { Benchmark, Figure, Unit } from "../framework/benchmark.ts";
import { quantile, spreadOf } from "../framework/spread.ts";

const pageSchema = z.object({ times: z.array(z.number()) });
/** With nothing new for so long, in milliseconds, after all was sent, nothing more comes. */
const settled = 8000;
/** Frames a second at which no task may be long, and how often that is looked at under the trace. */
const goalRate = 5000;
const tracedRounds = 3;
/** The join and its answer. */
const framesBeside = 2;

/** From the page's event to the row on the screen. */
export const relay: Benchmark = {
  name: "relay",
  title: "From the page to the panel, live",
  question:
    "Does every frame arrive, how long after the page's own event does its row stand on the screen, and does the panel stay smooth?",
  method:
    "A real Chromium with our panel in front in DevTools, that nobody is attached to while frames flow. The page joins, then a server on loopback sends numbered command statuses at a steady rate, in ticks of 5 ms; the page writes down when its own `onmessage` gets each. In the panel, at each frame of the screen, the newest number among the rows is read, and the time after that frame's paint; the delay is between the two, for each frame of the screen that showed a newer row. Lost is what neither the panel's count of frames nor its count of dropped ones holds once all has settled. A long task is one of more than 50 ms in the panel's document: by the clock, as the browser reports it, and at 5,000 frames a second, in runs of their own, by the time of the panel's main thread alone, from the browser's trace, which a busy machine does not lengthen. A fresh browser for each rate and round.",
  needs: "chromium",
  charts: [
    {
      name: "delay",
      title: "Delay from the page's event to the painted row, in ms (lower is better)",
      kind: "lines",
      figures: ["delay, median", "delay, 99th percentile"],
      sizes: "frames a second",
      scale: "logarithmic",
    },
  ],
  async run({ quick, progress }) {
    const rates = quick ? [1000] : [1000, 5000, 20_000];
    const seconds = quick ? 2 : 10;
    const figures: Figure[] = [];
    for (const rate of rates) {
      const runs: RelayRun[] = [];
      for (let round = 0; round < (quick ? 1 : 3); round++) {
        progress(`${rate} frames a second, round ${round + 1}`);
        runs.push(await relayRun(rate, rate * seconds));
      }
      const figure = (
        name: string,
        unit: Unit,
        of: (run: RelayRun) => number,
        goal: Figure["goal"] = null,
      ): Figure => ({ name, size: rate, unit, spread: spreadOf(runs.map(of)), goal });
      figures.push(
        figure("delay, median", "ms", ({ delays }) => quantile(delays, 0.5)),
        figure("delay, 99th percentile", "ms", ({ delays }) => quantile(delays, 0.99)),
        figure("frames lost without account", "count", ({ lost }) => lost, { atMost: 0 }),
        figure("frames dropped and accounted for", "count", ({ dropped }) => dropped, { atMost: 0 }),
        figure("frames a second until the last was there", "frames a second", ({ throughput }) => throughput),
        figure(
          "tasks over 50 ms in the panel, by the clock",
          "count",
          ({ longTasks }) => longTasks.length,
          rate === goalRate ? { atMost: 0 } : null,
        ),
        figure("longest task in the panel by the clock, 0 for none over 50 ms", "ms", ({ longTasks }) =>
          Math.max(0, ...longTasks),
        ),
      );
      if (rate !== goalRate) continue;
      const traced: (readonly number[])[] = [];
      for (let round = 0; round < tracedRounds; round++) {
        progress(`${rate} frames a second under the trace, round ${round + 1}`);
        traced.push((await relayRun(rate, rate * seconds, true)).ownTimes);
      }
      const ofTraced = (
        name: string,
        unit: Unit,
        of: (tasks: readonly number[]) => number,
        goal: Figure["goal"] = null,
      ): Figure => ({ name, size: rate, unit, spread: spreadOf(traced.map(of)), goal });
      figures.push(
        ofTraced(
          "tasks over 50 ms of the panel's own time",
          "count",
          (tasks) => tasks.filter((task) => task > 50).length,
          { atMost: 0 },
        ),
        ofTraced("longest task of the panel's own time", "ms", (tasks) => Math.max(0, ...tasks)),
      );
    }
    return figures;
  },
};

interface RelayRun {
  /** Milliseconds, sorted. */
  readonly delays: readonly number[];
  readonly lost: number;
  readonly dropped: number;
  readonly throughput: number;
  readonly longTasks: readonly number[];
  /** Milliseconds of the main thread's own time, of each of its tasks that took any; empty where it was not traced. */
  readonly ownTimes: readonly number[];
}

async function relayRun(rate: number, count: number, traced = false): Promise<RelayRun> {
  const server = await startJobServer("bench/browser/relay.page.ts", streamStatuses);
  try {
    const browser = await startBareChromium(server.page(0), true, "privicore");
    try {
      await waitUntil("the panel", () => browser.inPanel(watchPanel), 60_000);
      const flow = async () => {
        await server.run(0, { kind: "connect", rate, count });
        const { times } = pageSchema.parse(await server.run(0, { kind: "take", times: "each" }));
        return { times, state: await lastFrame(browser, count) };
      };
      const { result, tasks: ownTimes } = traced
        ? await browser.panelTasksDuring(flow, 1)
        : { result: await flow(), tasks: [] };
      const { times, state } = result;
      const { seen, longTasks } = watchSchema.parse(await browser.inPanel(readWatch));
      if (seen.length === 0)
        throw new Error(`Expected rows in the panel, got none of ${state.frames} frames`);
      const delays = seen.map(([number, painted]) => painted - (times[number] ?? Number.NaN));
      const first = times[0] ?? 0;
      const last = seen.at(-1)?.[1] ?? Number.NaN;
      return {
        delays: delays.sort((one, other) => one - other),
        lost: count + framesBeside - state.frames - state.dropped,
        dropped: state.dropped,
        throughput: (count / (last - first)) * 1000,
        longTasks,
        ownTimes,
      };
    } finally {
      await browser.stop();
    }
  } finally {
    await server.close();
  }
}

/** Waits until the panel shows all frames, or nothing more comes. */
function lastFrame(browser: BareChromium, count: number): Promise<PanelState> {
  let shown = -1;
  let changed = performance.now();
  return waitUntil(
    "the last frame in the panel",
    async () => {
      const now = panelStateSchema.parse(await browser.inPanel(readPanel));
      if (now.frames !== shown) changed = performance.now();
      shown = now.frames;
      const all = now.frames + now.dropped >= count + framesBeside;
      // What never comes must not be waited for.
      return all || performance.now() - changed > settled ? now : null;
    },
    120_000,
  );
}
