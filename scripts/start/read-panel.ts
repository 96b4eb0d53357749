import type { InspectorPanel } from "../../test/browser/drivers/inspector-browser.ts";

/** What the panel says at this moment, each as one line of text. */
export interface PanelReading {
  readonly status: string;
  readonly connections: readonly string[];
  /** The rows of the frame table that are in view. */
  readonly frames: readonly string[];
}

export function readPanel(panel: InspectorPanel): Promise<PanelReading> {
  return panel.evaluate(() => {
    const line = (element: Element | null) => {
      const walker = document.createTreeWalker(element ?? document.createElement("i"), NodeFilter.SHOW_TEXT);
      const parts: string[] = [];
      while (walker.nextNode() !== null) parts.push(walker.currentNode.textContent ?? "");
      return parts.join(" ").replace(/\s+/g, " ").trim();
    };
    const lines = (selector: string) => [...document.querySelectorAll(selector)].map(line);
    return {
      status: line(document.querySelector("[role=status]")),
      connections: lines("[aria-label=Connections] [role=option], [aria-label=Connections] li"),
      frames: lines("[role=grid][aria-label=Frames] [role=row]:has([role=gridcell])"),
    };
  });
}
