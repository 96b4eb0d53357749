import { PanelOnPage } from "../../test/panel/panel-on-page.ts";
import { zoomOverview } from "../browser/drive-panel.ts";
import { longTasksDuring } from "../browser/trace-tasks.ts";
import type { Benchmark, Figure } from "../framework/benchmark.ts";
import { frameCounts } from "../framework/frame-counts.ts";
import type { GrowthPoint } from "../framework/growth-exponent.ts";
import { growthFigures } from "../framework/growth-figures.ts";
import { spreadOf } from "../framework/spread.ts";

/** Tasks of less than so many milliseconds are too many to be counted, and weigh little. */
const leastTask = 0.5;

/** The overview over a long session, while it is zoomed and moved. */
export const overviewZoom: Benchmark = {
  name: "overview-zoom",
  title: "Zooming the overview",
  question: "Does the overview follow the wheel, however long the session is?",
  method:
    "The panel in Chromium over a session such as a working day leaves: five connections, commands, problems in every thousand frames. Real wheel events over the time axis, a notch each frame of the screen: 24 into the session, 20 along it, 30 out again. It is checked that the axis follows. Long tasks are those of more than 50 ms of the thread's own time, by the browser's trace; the time of all tasks is the sum of those of half a millisecond and more, and the exponents are its own over the number of frames.",
  needs: "chromium",
  charts: [],
  async run({ quick, progress }) {
    const figures: Figure[] = [];
    const points: GrowthPoint[] = [];
    await PanelOnPage.build();
    const panels = await PanelOnPage.start();
    try {
      for (const frames of frameCounts(quick)) {
        progress(`${frames} frames`);
        const page = await panels.open(`day=${frames}`, { width: 1400, height: 700 });
        // The day's commands come with their frames: it may have a few more than it was asked for.
        await page.waitForFunction(
          (count) => {
            const { store } = window.panelPage.panel;
            const { log } = store.session.peek();
            return log.frames >= count && store.tables.model("frames").rows.length === log.length;
          },
          frames,
          { timeout: 240_000 },
        );
        // Once, so that the lanes are drawn and the code is warm.
        await zoomOverview(page);
        let between: readonly number[] = [];
        const zooming = async () => {
          between = await zoomOverview(page);
        };
        const tasks = await longTasksDuring(page, zooming, leastTask);
        const long = tasks.filter((task) => task > 50);
        const work = tasks.reduce((sum, task) => sum + task, 0);
        points.push({ size: frames, cost: work });
        const size = frames;
        figures.push(
          {
            name: "tasks over 50 ms while zooming",
            size,
            unit: "count",
            spread: spreadOf([long.length]),
            goal: { atMost: 0 },
          },
          {
            name: "time between frames while zooming",
            size,
            unit: "ms",
            spread: spreadOf(between),
            goal: null,
          },
          {
            name: "time of all tasks while zooming",
            size,
            unit: "ms",
            spread: spreadOf([work]),
            goal: null,
          },
        );
        await page.close();
      }
    } finally {
      await panels.stop();
    }
    return [...figures, ...growthFigures("the time of all tasks while zooming", points)];
  },
};
