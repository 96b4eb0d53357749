import * as z from "zod/mini";

/**
 * What runs inside a tool: at each frame of the screen it counts the frames that the tool shows, and writes down when there
 * were more. One expression, for a browser that nobody is attached to.
 *
 * @param shown an expression that counts them
 */
export const watchCount = (shown: string): string => `(() => {
  const changes = [];
  const look = () => {
    const count = ${shown};
    if (count !== (changes.at(-1)?.[0] ?? 0)) changes.push([count, performance.timeOrigin + performance.now()]);
    requestAnimationFrame(look);
  };
  look();
  window.benchChanges = changes;
  return true;
})()`;

/** What was written down from the change with this number on, and how many frames the tool says that it dropped. */
export const readCounts = (from: number, dropped: string): string =>
  `({ changes: window.benchChanges.slice(${from}), dropped: ${dropped} })`;
export const countsSchema = z.object({
  /** Counts, and when, in milliseconds since the epoch. */
  changes: z.array(z.tuple([z.number(), z.number()])),
  dropped: z.number(),
});

const statusNumber = (pattern: string): string =>
  `Number((/${pattern}/.exec(document.querySelector("[role=status].status-bar")?.textContent ?? "")?.[1] ?? "0").replace(/\\D/g, ""))`;

/** In our panel: what the status bar says. The table has a row for each. */
export const framesInPanel = statusNumber("([\\d,.\\s]+)\\s*frames?");
export const droppedInPanel = statusNumber("([\\d,.\\s]+)\\s*dropped");

/**
 * In Chrome's DevTools: selects the page's socket in the Network panel and brings its Messages tab to the front. True once it
 * stands there. DevTools stand at the side, where the list has room.
 */
export const showMessages = `(async () => {
  const UI = await import("./ui/legacy/legacy.js");
  const Logs = await import("./models/logs/logs.js");
  const { NetworkPanel } = await import("./panels/network/network.js");
  UI.DockController.DockController.instance().setDockSide("right");
  const socket = Logs.NetworkLog.NetworkLog.instance().requests().find((one) => one.resourceType().name() === "websocket");
  if (socket === undefined) return false;
  const view = await NetworkPanel.NetworkPanel.instance().selectAndActivateRequest(socket);
  view.selectTab("web-socket-frames");
  window.benchView = view.visibleView?.element;
  return window.benchView !== undefined;
})()`;

/**
 * The rows of the Messages tab: those in the document, and those for which the list, which scrolls, keeps room above and below.
 * The list comes with the first of them, and stands in shadow roots of DevTools' widgets.
 */
export const framesInMessages = `(() => {
  const within = (node) => {
    for (const element of node.querySelectorAll("*")) {
      if (element.matches(".data-container")) return element;
      const found = element.shadowRoot === null ? null : within(element.shadowRoot);
      if (found !== null) return found;
    }
    return null;
  };
  window.benchList ??= within(window.benchView);
  const rows = [...(window.benchList?.querySelectorAll("tr.data-grid-data-grid-node") ?? [])];
  const height = rows[0]?.offsetHeight;
  if (!height) return 0;
  const fillers = [...window.benchList.querySelectorAll("tr.data-grid-filler-row")];
  return rows.length + Math.round(fillers.reduce((sum, { offsetHeight }) => sum + offsetHeight, 0) / height);
})()`;
