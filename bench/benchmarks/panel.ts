import { statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Page } from "playwright";
import { PanelOnPage } from "../../test/panel/panel-on-page.ts";
import {
  closeShown,
  heapOf,
  importFile,
  parseImported,
  scrollFrames,
  searchEnd,
  takeKeystrokes,
  watchPage,
} from "../browser/drive-panel.ts";
import { longTasksDuring } from "../browser/trace-tasks.ts";
import { inTemporaryFolder } from "../captures/temporary-folder.ts";
import { writeCapture } from "../captures/write-capture.ts";
import type { Benchmark, Figure } from "../framework/benchmark.ts";
import { figuresAt } from "../framework/figures-at.ts";
import { frameCounts } from "../framework/frame-counts.ts";
import type { GrowthPoint } from "../framework/growth-exponent.ts";
import { growthFigures } from "../framework/growth-figures.ts";
import { median, ratios } from "../framework/spread.ts";
import { conversation } from "../traffic/conversation.ts";

/** Typed letter by letter: a word that most rows have, a field, a rare word, one that no row has, an expression, a negation. */
const queries = ["completed", "type:X-DPT-CAB-ID", "invoices", "zebra", "/b[0-9]+c/", "-completed"];
/** Pause between two keys, in milliseconds: a quick typist's. */
const keyPause = 120;

/** What may stay of a session's heap once it is closed. */
const mostLeft = 0.05;

/** The panel over a long session. */
export const panel: Benchmark = {
  name: "panel",
  title: "The panel over a long session",
  question:
    "How long does the panel take to open a capture, and does it answer keys and wheel at once however long the session is?",
  method:
    "The panel's page in a real Chromium, 1,400 × 400, opened by its own import with a capture of mostly command statuses. Opening is from the choice of the file until the session is judged and all its rows are in the table, against reading the same `File` in pieces and calling `JSON.parse` on each line in the same page, in turn. Keystrokes are real key events in the filter's field, a new query letter by letter; each is from the event's own time until after the paint of what it changed: the first screenful of matches, the rest follows. Scrolling moves the table by 400 pixels each frame of the screen. Long tasks are those of more than 50 ms of the thread's own time, by the browser's trace. Heap is after garbage collection, without the file's own text; what is held after closing is looked at for up to two seconds. The exponents are those of the medians and of the heap over the number of frames: 1 is linear, 0 does not grow.",
  needs: "chromium",
  charts: [
    {
      name: "keystroke",
      title: "Milliseconds from a key to its paint (lower is better)",
      kind: "lines",
      figures: ["keystroke in the filter"],
      sizes: "frames in the session",
    },
    {
      name: "open",
      title: "Time to open a capture, in times of reading and parsing alone (lower is better)",
      kind: "lines",
      figures: ["open a capture in the panel"],
      sizes: "frames in the session",
      scale: "logarithmic",
    },
  ],
  async run({ quick, progress }) {
    const figures: Figure[] = [];
    const points: Record<keyof Costs, GrowthPoint[]> = {
      opening: [],
      heap: [],
      keystroke: [],
      scrolling: [],
    };
    await PanelOnPage.build();
    const panels = await PanelOnPage.start();
    try {
      await inTemporaryFolder(async (folder) => {
        for (const frames of frameCounts(quick)) {
          progress(`${frames} frames`);
          const path = join(folder, "capture.jsonl");
          writeCapture(path, conversation(frames));
          const page = await panels.open("");
          await watchPage(page);
          const measured = await measurePanel(page, path, frames, quick ? 1 : frames < 1e6 ? 5 : 3);
          for (const cost of costs) points[cost].push({ size: frames, cost: measured.costs[cost] });
          figures.push(...measured.figures);
          await page.close();
        }
      });
    } finally {
      await panels.stop();
    }
    return [
      ...figures,
      ...growthFigures("the time to open", points.opening),
      ...growthFigures("the heap held", points.heap),
      ...growthFigures("a keystroke's time", points.keystroke),
      ...growthFigures("the time between frames while scrolling", points.scrolling),
    ];
  },
};

/** What is looked at for growth, at one size: the medians of times in milliseconds, and bytes. */
interface Costs {
  readonly opening: number;
  readonly heap: number;
  readonly keystroke: number;
  readonly scrolling: number;
}
const costs = ["opening", "heap", "keystroke", "scrolling"] as const satisfies readonly (keyof Costs)[];

async function measurePanel(
  page: Page,
  path: string,
  frames: number,
  rounds: number,
): Promise<{ readonly costs: Costs; readonly figures: readonly Figure[] }> {
  const before = await heapOf(page);
  const opened: number[] = [];
  const parsed: number[] = [];
  for (let round = 0; round < rounds; round++) {
    if (round > 0) await closeShown(page);
    opened.push(await importFile(page, path));
    parsed.push(await parseImported(page));
  }
  await closeShown(page);
  const opening = await longTasksDuring(page, async () => void (await importFile(page, path)));
  const held = (await heapOf(page)) - before;
  const searches: number[] = [];
  const typing = await longTasksDuring(page, async () => void searches.push(...(await typeQueries(page))));
  const keystrokes = await takeKeystrokes(page);
  const scrolled: number[] = [];
  const scrolling = await longTasksDuring(
    page,
    async () => void scrolled.push(...(await scrollFrames(page, 120))),
  );
  await closeShown(page);
  const left = await heapLeft(page, before, held);

  const figure = figuresAt(frames);
  return {
    costs: {
      opening: median(opened),
      heap: held,
      keystroke: median(keystrokes),
      scrolling: median(scrolled),
    },
    figures: [
      figure(
        "open a capture in the panel",
        "times",
        ratios(opened, parsed),
        frames >= 1e5 ? { atMost: 3 } : null,
      ),
      figure("time to open in the panel", "ms", opened),
      figure("tasks over 50 ms while opening", "count", [opening.length]),
      figure("heap held, of the file's size", "times", [held / statSync(path).size]),
      figure(
        "heap held after the session is closed, of what it held",
        "times",
        [Math.max(0, left) / held],
        // On a small session the panel's own code, loaded by then, is all that is left, and it weighs.
        frames >= 1e6 ? { atMost: mostLeft } : null,
      ),
      figure("keystroke in the filter", "ms", keystrokes, { atMost: 32 }),
      figure("until every row was looked at, after the last key", "ms", searches),
      figure("tasks over 50 ms while typing", "count", [typing.length]),
      figure("time between frames while scrolling", "ms", scrolled),
      figure("tasks over 50 ms while scrolling", "count", [scrolling.length], {
        atMost: 0,
      }),
    ],
  };
}

/** Types each query and takes it away again; returns how long each one's search went on after its last key. */
/** The heap above `before` once what was held has been let go of, or two seconds after: timers of the panel still hold on to it for a moment. */
async function heapLeft(page: Page, before: number, held: number): Promise<number> {
  const until = performance.now() + 2_000;
  for (;;) {
    const left = (await heapOf(page)) - before;
    if (left < held * mostLeft || performance.now() > until) return left;
    await pause(100);
  }
}

async function typeQueries(page: Page): Promise<number[]> {
  const searches: number[] = [];
  const field = page.getByRole("searchbox", { name: "Filter" });
  for (const query of queries) {
    await field.focus();
    await page.keyboard.type(query, { delay: keyPause });
    searches.push(await searchEnd(page));
    await field.fill("");
    await searchEnd(page);
  }
  return searches;
}
