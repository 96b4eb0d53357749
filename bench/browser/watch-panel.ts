import * as z from "zod/mini";

/**
 * What runs inside the panel: at each frame of the screen it looks for the newest numbered row, and after that frame's paint
 * writes down when it was; long tasks are counted meanwhile. One expression, for a browser that nobody is attached to.
 */
export const watchPanel = `(() => {
  const seen = [];
  const longTasks = [];
  const painted = new MessageChannel();
  let waiting = null;
  let newest = -1;
  painted.port1.onmessage = () => {
    if (waiting !== null) seen.push([waiting, performance.timeOrigin + performance.now()]);
    waiting = null;
  };
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longTasks.push(duration);
  }).observe({ type: "longtask" });
  const look = () => {
    let found = newest;
    const rows = document.querySelectorAll("[role=row][data-row]");
    for (const row of rows)
      for (const [, number] of row.textContent.matchAll(/seq-(\\d+)-/g)) found = Math.max(found, Number(number));
    if (found > newest) {
      newest = found;
      waiting = found;
      painted.port2.postMessage(null);
    }
    requestAnimationFrame(look);
  };
  look();
  window.bench = { seen, longTasks };
  return true;
})()`;

/** What the status bar says, and how many numbered rows were seen. */
export const readPanel = `(() => {
  const status = document.querySelector("[role=status].status-bar")?.textContent ?? "";
  const number = (pattern) => Number((pattern.exec(status)?.[1] ?? "-1").replace(/\\D/g, ""));
  return {
    frames: number(/([\\d,.\\s]+)\\s*frames?/),
    dropped: number(/([\\d,.\\s]+)\\s*dropped/),
    seen: window.bench.seen.length,
  };
})()`;
export const panelStateSchema = z.object({ frames: z.number(), dropped: z.number(), seen: z.number() });
export type PanelState = z.infer<typeof panelStateSchema>;

/** Everything that was written down. */
export const readWatch = "window.bench";
export const watchSchema = z.object({
  /** The newest number on the screen, and when it was painted: milliseconds since the epoch. */
  seen: z.array(z.tuple([z.number(), z.number()])),
  /** Durations in milliseconds. */
  longTasks: z.array(z.number()),
});
