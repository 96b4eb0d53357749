import * as z from "zod/mini";
import { type BareChromium, startBareChromium } from "../browser/bare-chromium.ts";
import { startJobServer } from "../browser/job-server.ts";
import type { Benchmark } from "../framework/benchmark.ts";
import { ratios, spreadOf } from "../framework/spread.ts";

const loadSchema = z.object({ load: z.number(), afterResponse: z.number() });

/** What the extension costs a page that has no socket at all. */
export const loadCost: Benchmark = {
  name: "load-cost",
  title: "Loading a page without sockets",
  question: "How much longer does a page take to load because the extension is there?",
  method:
    "Two real Chromiums with DevTools closed, one without and one with the extension, that nobody is attached to. A small page on loopback is reloaded in one, then in the other, and so on; it tells its navigation timing itself: from the start to the end of the load event, and from the first byte of the answer to there. Each load with the extension is divided by the one without that stood beside it.",
  needs: "chromium",
  charts: [],
  async run({ quick, progress }) {
    const rounds = quick ? 5 : 60;
    const server = await startJobServer("bench/browser/load-cost.page.ts");
    const browsers: BareChromium[] = [];
    const loads: z.infer<typeof loadSchema>[][] = [[], []];
    try {
      for (const [browser, extension] of [false, true].entries())
        browsers.push(await startBareChromium(server.page(browser), extension, null));
      // The first loads fill the caches.
      for (let round = -3; round < rounds; round++) {
        if (round % 10 === 0) progress(`load ${round} of ${rounds}`);
        for (const browser of round % 2 === 0 ? [0, 1] : [1, 0]) {
          const load = loadSchema.parse(await server.run(browser, "reload"));
          if (round >= 0) loads[browser]?.push(load);
        }
      }
    } finally {
      for (const browser of browsers) await browser.stop();
      await server.close();
    }
    const [without = [], having = []] = loads;
    const of = (measured: typeof without, part: "load" | "afterResponse") =>
      measured.map((load) => load[part]);
    return [
      {
        name: "time to load, with the extension against without",
        size: null,
        unit: "times",
        spread: spreadOf(ratios(of(having, "load"), of(without, "load"))),
        goal: { atMost: 1.15 },
      },
      {
        name: "from the first byte on, with the extension against without",
        size: null,
        unit: "times",
        spread: spreadOf(ratios(of(having, "afterResponse"), of(without, "afterResponse"))),
        goal: null,
      },
      {
        name: "time to load without",
        size: null,
        unit: "ms",
        spread: spreadOf(of(without, "load")),
        goal: null,
      },
      { name: "time to load with", size: null, unit: "ms", spread: spreadOf(of(having, "load")), goal: null },
    ];
  },
};
