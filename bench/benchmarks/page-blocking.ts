import { type Call, largeTexts, measureBlocking, stream } from "../browser/blocking.ts";
import type { Benchmark, Figure } from "../framework/benchmark.ts";
import { quantile, spreadOf } from "../framework/spread.ts";

/** How long at a time the page has to wait for us. */
export const pageBlocking: Benchmark = {
  name: "page-blocking",
  title: "The page's main thread",
  question:
    "For how long at a time does the extension hold up the page while a panel watches 20,000 frames a second, and texts of a megabyte and more?",
  method:
    "A page in real Chromium with our panel in front sends 20,000 frames a second, 200 at a time; and, in another browser, texts of 1 and of 3 million characters that the server sends back: letters, é, 漢, 😀, JSON and control characters. From a trace of the browser: every call that it makes into the extension's scripts in the page, in the thread's own time, until the panel has every frame. A collection of garbage falls due by what the whole page has allocated, and into whatever allocates next, with us or without us: calls are given without those that fell into them, and the longest also with. What the hook does inside the page's own calls is part of the page's cost. Each round is a fresh browser; the figures are each round's longest call, and so on.",
  needs: "chromium",
  charts: [],
  async run({ quick, progress }) {
    const loads = [
      { name: "20,000 frames a second", load: stream(quick ? 1 : 5) },
      { name: "large texts", load: largeTexts(quick ? 1 : 3) },
    ];
    const figures: Figure[] = [];
    for (const { name, load } of loads) {
      const rounds: (readonly Call[])[] = [];
      for (let round = 0; round < (quick ? 1 : 3); round++) {
        progress(`${name}, round ${round + 1}`);
        rounds.push(await measureBlocking(load));
      }
      const figure = (
        title: string,
        part: number,
        time: keyof Call,
        goal: Figure["goal"] = null,
      ): Figure => ({
        name: `${title}, ${name}`,
        size: null,
        unit: "ms",
        spread: spreadOf(
          rounds.map((calls) =>
            quantile(
              calls.map((call) => call[time]).sort((one, other) => one - other),
              part,
            ),
          ),
        ),
        goal,
      });
      figures.push(
        figure("longest call", 1, "own", { atMost: 10 }),
        figure("longest call, with the collections of garbage that fell into it", 1, "whole"),
        figure("99 of 100 calls are shorter than", 0.99, "own"),
        figure("half of the calls are shorter than", 0.5, "own"),
      );
    }
    return figures;
  },
};
