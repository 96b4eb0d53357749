import { type Flow, flowIntoTool } from "../browser/flow-into-tool.ts";
import type { Benchmark, Figure } from "../framework/benchmark.ts";
import { figuresAt } from "../framework/figures-at.ts";
import { frameCounts } from "../framework/frame-counts.ts";
import { growthFigures } from "../framework/growth-figures.ts";
import { median } from "../framework/spread.ts";

/** What the relay and the live panel cost as a session grows. */
export const relayGrowth: Benchmark = {
  name: "relay-growth",
  title: "The relay's growth",
  question: "Does a frame's way from the page to the panel stay as cheap, however many went before it?",
  method:
    "A real Chromium with our panel in front in DevTools, that nobody is attached to. The page joins, then a server on loopback sends command statuses as fast as the page takes them, so that nothing waits for a clock. The time is the clock's, from the page's first frame until the panel's status bar counts all of them; the processor time is that of all the browser's processes together, as the browser tells it: page, hook, bridge, router, panel and DevTools itself, which listens to each frame, too, and whose share is in it. It begins with the join and ends when all is shown. A fresh browser for each size and round. The exponents are those of the whole time over the number of frames: 1 is linear.",
  needs: "chromium",
  charts: [
    {
      name: "time",
      title: "Milliseconds until all frames are in the panel (lower is better)",
      kind: "lines",
      figures: ["time until all is in the panel", "processor time of the whole browser"],
      sizes: "frames",
      scale: "logarithmic",
    },
  ],
  async run({ quick, progress }) {
    const figures: Figure[] = [];
    const times: { size: number; cost: number }[] = [];
    const processorTimes: { size: number; cost: number }[] = [];
    for (const size of frameCounts(quick)) {
      const flows: Flow[] = [];
      for (let round = 0; round < (quick ? 1 : size < 1e6 ? 3 : 1); round++) {
        progress(`${size} frames, round ${round + 1}`);
        flows.push(await flowIntoTool("privicore", 0, size));
      }
      const whole = flows.map(({ pageTime, lag }) => pageTime + lag);
      const used = flows.map(({ processorTime }) => processorTime);
      times.push({ size, cost: median(whole) });
      processorTimes.push({ size, cost: median(used) });
      const figure = figuresAt(size);
      figures.push(
        figure("time until all is in the panel", "ms", whole),
        figure("processor time of the whole browser", "ms", used),
        figure(
          "processor time a frame",
          "µs",
          used.map((time) => (time * 1000) / size),
        ),
        figure(
          "frames lost without account",
          "count",
          flows.map(({ passed, shown, dropped }) => passed - shown - dropped),
          { atMost: 0 },
        ),
        figure(
          "frames dropped and accounted for",
          "count",
          flows.map(({ dropped }) => dropped),
        ),
      );
    }
    return [
      ...figures,
      ...growthFigures("the time until all is in the panel", times),
      ...growthFigures("the processor time", processorTimes),
    ];
  },
};
