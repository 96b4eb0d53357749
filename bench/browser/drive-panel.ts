import type { Page } from "playwright";
import type {} from "../../test/panel/page/page.ts";

/** What the page measures of itself, in milliseconds. */
declare global {
  interface Window {
    bench: {
      readonly longTasks: number[];
      readonly keystrokes: number[];
      readonly frames: number[];
    };
  }
}

/** Begins to write down long tasks and, for each keystroke in a field, the time until what it changed was painted. */
export async function watchPage(page: Page): Promise<void> {
  await page.evaluate(() => {
    const bench: Window["bench"] = { longTasks: [], keystrokes: [], frames: [] };
    window.bench = bench;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) bench.longTasks.push(duration);
    }).observe({ type: "longtask" });
    addEventListener(
      "input",
      ({ timeStamp }) => {
        requestAnimationFrame(() => {
          // After the frame's own work and its paint.
          const painted = new MessageChannel();
          painted.port1.onmessage = () => bench.keystrokes.push(performance.now() - timeStamp);
          painted.port2.postMessage(null);
        });
      },
      { capture: true },
    );
  });
}

/** Takes what was written down so far and begins anew. */
export function takeWatch(
  page: Page,
): Promise<{ readonly longTasks: number[]; readonly keystrokes: number[]; readonly frames: number[] }> {
  return page.evaluate(() => ({
    longTasks: window.bench.longTasks.splice(0),
    keystrokes: window.bench.keystrokes.splice(0),
    frames: window.bench.frames.splice(0),
  }));
}

/** Feeds the panel `count` frames at once, and returns the milliseconds until all of them are in the session and the table. */
export function openFrames(page: Page, count: number): Promise<number> {
  return page.evaluate(async (wanted) => {
    const { panel, feed } = window.panelPage;
    const started = performance.now();
    feed(wanted);
    const { store } = panel;
    while (
      store.session.peek().log.frames < wanted ||
      store.tables.model("frames").rows.length < store.session.peek().log.length - store.baseline
    )
      await new Promise((resolve) => setTimeout(resolve, 4));
    return performance.now() - started;
  }, count);
}

/** The JavaScript heap in bytes, after garbage collection. */
export async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  try {
    await session.send("HeapProfiler.collectGarbage");
    await session.send("HeapProfiler.collectGarbage");
    const { usedSize, backingStorageSize } = await session.send("Runtime.getHeapUsage");
    return usedSize + (backingStorageSize ?? 0);
  } finally {
    await session.detach();
  }
}
