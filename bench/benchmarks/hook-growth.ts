import { setTimeout as pause } from "node:timers/promises";
import * as z from "zod/mini";
import { type BareChromium, startBareChromium } from "../browser/bare-chromium.ts";
import { startJobServer } from "../browser/job-server.ts";
import type { Benchmark, Figure } from "../framework/benchmark.ts";
import { figuresAt } from "../framework/figures-at.ts";
import { frameCounts } from "../framework/frame-counts.ts";
import { growthFigures } from "../framework/growth-figures.ts";
import { median, ratios } from "../framework/spread.ts";

const resultSchema = z.object({ took: z.number() });

/** What the hook costs a page that has been busy for long, while nobody watches. */
export const hookGrowth: Benchmark = {
  name: "hook-growth",
  title: "The hook's growth",
  question: "Does recording a frame stay as cheap for the page, however many it had before?",
  method:
    "Two real Chromiums side by side with DevTools closed, without and with the extension, that nobody is attached to. A page sends frames of 190 bytes to an echoing server on loopback, 500 at a time, each 500 after the answers to the ones before, until as many frames as the size says have gone or come; and tells how long that took. What the hook keeps is bounded by 20,000 events and 16 MiB: at 10,000 frames it is still filling, from 100,000 on nearly every frame evicts another. The page is loaded anew before each run, so that the ring begins empty. Both take turns; a ratio is of two that stood beside each other. The exponents are those of the page's time with the extension over the number of frames.",
  needs: "chromium",
  charts: [
    {
      name: "ratio",
      title: "The page's time with the extension, in times of that without (lower is better)",
      kind: "lines",
      figures: ["the page's time, with the extension against without"],
      sizes: "frames sent and received",
    },
  ],
  async run({ quick, progress }) {
    const figures: Figure[] = [];
    const points: { size: number; cost: number }[] = [];
    const server = await startJobServer("bench/browser/page-cost.page.ts", (socket) =>
      socket.on("message", (data, binary) => socket.send(data, { binary })),
    );
    const browsers: BareChromium[] = [];
    try {
      for (const [browser, extension] of [false, true].entries())
        browsers.push(await startBareChromium(server.page(browser), extension, null));
      for (const size of frameCounts(quick)) {
        const times: number[][] = [[], []];
        const rounds = quick ? 2 : roundsAt(size);
        // The first rounds of the first size warm the browsers up.
        for (let round = size === 1e3 ? -2 : 0; round < rounds; round++) {
          progress(`${size} frames, round ${round + 1} of ${rounds}`);
          for (const browser of round % 2 === 0 ? [0, 1] : [1, 0]) {
            await server.run(browser, { kind: "reload", count: 0 });
            const { took } = resultSchema.parse(
              await server.run(browser, { kind: "waves", count: size / 2 }),
            );
            // What the measured browser still has to do must not disturb the next one.
            await pause(300);
            if (round >= 0) times[browser]?.push(took);
          }
        }
        const [without = [], having = []] = times;
        points.push({ size, cost: median(having) });
        const figure = figuresAt(size);
        figures.push(
          figure(
            "the page's time, with the extension against without",
            "times",
            ratios(having, without),
            // Below, the page's start weighs more than its frames.
            size >= 1e5 ? { atMost: 1.15 } : null,
          ),
          figure("the page's time with the extension", "ms", having),
          figure("the page's time without", "ms", without),
        );
      }
    } finally {
      for (const browser of browsers) await browser.stop();
      await server.close();
    }
    return [...figures, ...growthFigures("the page's time with the extension", points)];
  },
};

/** Large sizes take long and vary little. */
function roundsAt(size: number): number {
  if (size >= 1e6) return 3;
  return size >= 1e5 ? 7 : 15;
}
