import { measureBlocking } from "../browser/blocking.ts";
import type { Benchmark, Figure } from "../framework/benchmark.ts";
import { quantile, spreadOf } from "../framework/spread.ts";

/** How long at a time the page has to wait for us. */
export const pageBlocking: Benchmark = {
  name: "page-blocking",
  title: "The page's main thread",
  question:
    "For how long at a time does the extension hold up the page while a panel watches 20,000 frames a second?",
  method:
    "A page in real Chromium sends 20,000 frames a second, 200 at a time, with our panel in front. From a trace of the page: every call that the browser makes into the extension's scripts, in the thread's own time. What the hook does inside the page's own calls is part of the page's cost. Each round is a fresh browser; the figures are each round's longest call, and so on.",
  needs: "chromium",
  charts: [],
  async run({ quick, progress }) {
    const rounds: (readonly number[])[] = [];
    for (let round = 0; round < (quick ? 1 : 3); round++) {
      progress(`round ${round + 1}`);
      const calls = await measureBlocking(quick ? 1 : 5);
      rounds.push([...calls].sort((one, other) => one - other));
    }
    const figure = (name: string, part: number, goal: Figure["goal"] = null): Figure => ({
      name,
      size: null,
      unit: "ms",
      spread: spreadOf(rounds.map((calls) => quantile(calls, part))),
      goal,
    });
    return [
      figure("longest call", 1, { atMost: 10 }),
      figure("99 of 100 calls are shorter than", 0.99),
      figure("half of the calls are shorter than", 0.5),
    ];
  },
};
