import { join } from "node:path";
import { PanelOnPage } from "../../test/panel/panel-on-page.ts";
import { closeShown, heapOf, importFile, watchPage } from "../browser/drive-panel.ts";
import { longTasksDuring } from "../browser/trace-tasks.ts";
import { inTemporaryFolder } from "../captures/temporary-folder.ts";
import { writeCapture } from "../captures/write-capture.ts";
import type { Benchmark, Figure } from "../framework/benchmark.ts";
import { spreadOf } from "../framework/spread.ts";
import { largeFrames } from "../traffic/large-frames.ts";

/** A file as large as anybody will ever drop on the panel. */
export const openGigabyte: Benchmark = {
  name: "open-gigabyte",
  title: "A capture of 1 GB in the panel",
  question: "Does the panel stay answerable while it opens a huge file, and can that be cancelled?",
  method:
    "A capture of 1 GB (frames of 4 KiB) is opened in the panel in Chromium, twice: once it is cancelled as soon as its progress is shown, once it is waited for. Long tasks are those of more than 50 ms of the thread's own time, by the browser's trace. Heap is after garbage collection.",
  needs: "chromium",
  charts: [],
  async run({ quick, progress }) {
    const bytes = quick ? 2e7 : 1e9;
    await PanelOnPage.build();
    const panels = await PanelOnPage.start();
    try {
      return await inTemporaryFolder(async (folder) => {
        progress("writing the file");
        const path = join(folder, "large.jsonl");
        const frames = writeCapture(path, largeFrames(4096), bytes);
        const page = await panels.open("", { width: 1400, height: 700 });
        await watchPage(page);
        const before = await heapOf(page);
        progress("cancelling");
        await page.setInputFiles("input[type=file]", path);
        const bar = page.getByRole("progressbar", { name: "Opening large.jsonl" });
        await bar.waitFor();
        const asked = performance.now();
        await page.getByRole("button", { name: "Cancel" }).click();
        await bar.waitFor({ state: "detached" });
        const cancelled = performance.now() - asked;
        progress("opening");
        let opened = 0;
        const long = await longTasksDuring(page, async () => {
          opened = await importFile(page, path);
        });
        const held = (await heapOf(page)) - before;
        await closeShown(page);
        const figure = (name: string, unit: Figure["unit"], value: number, goal: Figure["goal"] = null) => ({
          name,
          size: frames,
          unit,
          spread: spreadOf([value]),
          goal,
        });
        return [
          figure("time to open", "ms", opened),
          figure("tasks over 50 ms while opening", "count", long.length, { atMost: 0 }),
          figure("time until opening is given up, once cancelled", "ms", cancelled),
          figure("heap held, of the file's size", "times", held / bytes),
        ];
      });
    } finally {
      await panels.stop();
    }
  },
};
