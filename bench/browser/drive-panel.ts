import type { Page } from "playwright";
import * as z from "zod/mini";
import { callExpression } from "../../test/browser/drivers/call-expression.ts";
import type { InBrowser } from "../../test/browser/drivers/inspector-browser.ts";
import type {} from "../../test/panel/page/page.ts";

/** What the page writes down of itself, in milliseconds. */
declare global {
  interface Window {
    bench: {
      readonly keystrokes: number[];
      file: File | null;
    };
  }
}

/** Runs a function in the page, as the drivers do. */
function inPage<Argument, Result>(
  page: Page,
  run: InBrowser<Argument, Result>,
  argument: Argument,
): Promise<Result> {
  return page.evaluate<Result>(callExpression(run, argument));
}

/** Begins to write down, for each keystroke in a field, the time from the key until what it changed was painted. */
export async function watchPage(page: Page): Promise<void> {
  await inPage(
    page,
    () => {
      const bench: Window["bench"] = { keystrokes: [], file: null };
      window.bench = bench;
      const afterPaint = (ready: () => void) =>
        requestAnimationFrame(() => {
          const painted = new MessageChannel();
          painted.port1.onmessage = ready;
          painted.port2.postMessage(null);
        });
      addEventListener(
        "input",
        (event) => {
          if (event.target instanceof HTMLInputElement && event.target.type === "file") {
            bench.file = event.target.files?.[0] ?? null;
            return;
          }
          afterPaint(() => bench.keystrokes.push(performance.now() - event.timeStamp));
        },
        { capture: true },
      );
    },
    null,
  );
}

/** Takes the keystrokes written down so far, and begins anew. */
export function takeKeystrokes(page: Page): Promise<number[]> {
  return inPage(page, () => window.bench.keystrokes.splice(0), null);
}

/**
 * Opens a file with the panel's own import, as a person does, and returns the milliseconds until its session is shown with
 * all of its rows.
 */
export async function importFile(page: Page, path: string): Promise<number> {
  const done = inPage(
    page,
    () =>
      new Promise<number>((resolve) => {
        const input = document.querySelector<HTMLInputElement>("input[type=file]");
        if (input === null) throw new TypeError("Expected the panel to have a file field, got none");
        const { store } = window.panelPage.panel;
        const before = store.tabs.peek().length;
        input.addEventListener(
          "input",
          () => {
            const started = performance.now();
            const look = () => {
              const { session } = store.tab.peek();
              const shown =
                store.tabs.peek().length > before &&
                store.tables.model("frames").rows.length === session.log.length;
              if (shown) resolve(performance.now() - started);
              else setTimeout(look, 4);
            };
            look();
          },
          { once: true, capture: true },
        );
      }),
    null,
  );
  await page.setInputFiles("input[type=file]", path);
  return done;
}

/** Reads the file that was imported last and parses its lines, in the same page, and drops the result. In milliseconds. */
export function parseImported(page: Page): Promise<number> {
  return inPage(
    page,
    async () => {
      const { file } = window.bench;
      if (file === null) throw new TypeError("Expected a file to have been imported, got none");
      const started = performance.now();
      const piece = 1 << 20;
      const decoder = new TextDecoder();
      let rest = "";
      for (let at = 0; at < file.size; at += piece) {
        const bytes = await file.slice(at, at + piece).arrayBuffer();
        const lines = (rest + decoder.decode(bytes, { stream: true })).split("\n");
        rest = lines.pop() ?? "";
        for (const line of lines) JSON.parse(line);
      }
      return performance.now() - started;
    },
    null,
  );
}

/** Closes the session that is shown, which is one of a file. */
export async function closeShown(page: Page): Promise<void> {
  await inPage(
    page,
    async () => {
      const { store } = window.panelPage.panel;
      store.closeTab(store.tab.peek());
      // What is drawn holds on to its session until something else is.
      for (let frame = 0; frame < 2; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
    },
    null,
  );
}

/** Waits until the search behind the filter has looked at every row; returns the milliseconds that it took. */
export function searchEnd(page: Page): Promise<number> {
  return inPage(
    page,
    async () => {
      const started = performance.now();
      const model = window.panelPage.panel.store.tables.model("frames");
      while (model.searching.peek()) await new Promise((resolve) => setTimeout(resolve, 4));
      return performance.now() - started;
    },
    null,
  );
}

/** Scrolls the frames' table, a page a frame of the screen, and returns the milliseconds between frames. */
export function scrollFrames(page: Page, steps: number): Promise<readonly number[]> {
  return inPage(
    page,
    async (count: number) => {
      const grid = document.querySelector("[role=grid]");
      const scroller = [grid, ...(grid?.querySelectorAll("*") ?? [])].find(
        (element) => element !== null && element.scrollHeight > element.clientHeight * 2,
      );
      if (scroller === null || scroller === undefined)
        throw new TypeError("Expected a table that scrolls, got none");
      scroller.scrollTop = 0;
      const times: number[] = [];
      let last = await new Promise<number>(requestAnimationFrame);
      for (let step = 0; step < count; step++) {
        scroller.scrollTop += 400;
        const now = await new Promise<number>(requestAnimationFrame);
        times.push(now - last);
        last = now;
      }
      return times;
    },
    steps,
  );
}

const heapSchema = z.object({ usedSize: z.number(), backingStorageSize: z.number() });

/** The bytes of JavaScript that live after garbage collection, typed arrays included. */
export async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  try {
    await session.send("HeapProfiler.collectGarbage");
    await session.send("HeapProfiler.collectGarbage");
    const { usedSize, backingStorageSize } = heapSchema.parse(await session.send("Runtime.getHeapUsage"));
    return usedSize + backingStorageSize;
  } finally {
    await session.detach();
  }
}

/** What the time axis shows, in milliseconds. */
async function axisLength(page: Page): Promise<number> {
  return Number(await page.getByRole("slider", { name: "Time axis" }).getAttribute("aria-valuemax"));
}

/**
 * Turns the wheel over the time axis: into the session, along it, and out again, a notch each frame of the screen. Returns the
 * milliseconds between frames. Throws where the axis does not follow.
 */
export async function zoomOverview(page: Page): Promise<readonly number[]> {
  const box = await page.getByRole("slider", { name: "Time axis" }).boundingBox();
  if (box === null) throw new TypeError("Expected a time axis, got none");
  await page.mouse.move(box.x + box.width * 0.6, box.y + box.height * 0.6);
  const whole = await axisLength(page);
  const times: number[] = [];
  const turn = async (deltaX: number, deltaY: number, notches: number) => {
    for (let notch = 0; notch < notches; notch++) {
      await page.mouse.wheel(deltaX, deltaY);
      times.push(
        await inPage(
          page,
          async () => {
            const first = await new Promise<number>(requestAnimationFrame);
            return (await new Promise<number>(requestAnimationFrame)) - first;
          },
          null,
        ),
      );
    }
  };
  await turn(0, -120, 24);
  if (!((await axisLength(page)) < whole / 50))
    throw new Error("Expected the axis to zoom in, got none of it");
  await turn(-60, 0, 20);
  await turn(0, 120, 30);
  if ((await axisLength(page)) !== whole) throw new Error("Expected the axis to show all again, got a part");
  return times;
}
