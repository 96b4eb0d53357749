import { mkdir, writeFile } from "node:fs/promises";
import type { InspectorBrowser } from "../../test/browser/drivers/inspector-browser.ts";
import { waitUntil } from "../../test/browser/drivers/wait-until.ts";
import { readPanel } from "./read-panel.ts";

const folder = "out/start";

/**
 * Lets the demo page play its tour in front of the open panel, and leaves a picture of the panel and a text of what it
 * showed. Returns that text. Rejects where the tour fails or the panel shows nothing of it.
 */
export async function playDemo(browser: InspectorBrowser, page: string): Promise<string> {
  await browser.tab.open(page);
  const panel = await browser.tab.openPanel();
  await panel.resize({ width: 1280, height: 720 });
  await browser.tab.open(`${page}?play`);
  const end = await waitUntil(
    "the demo to end",
    async () => {
      const state = await browser.tab.evaluate(() => document.documentElement.dataset["demo"] ?? "");
      return state === "done" || state === "failed" ? state : null;
    },
    60_000,
  );
  if (end === "failed") throw new Error("The demo page stopped in the middle of its tour; its log says why.");
  const shown = await waitUntil("the panel to show the tour's frames", async () => {
    const read = await readPanel(panel);
    return read.frames.length > 0 && read;
  });

  const picture = `${folder}/panel-${browser.name}.png`;
  const report = `${folder}/report-${browser.name}.txt`;
  const text = [
    `${browser.name} ${browser.version}, ${page}`,
    `Status: ${shown.status}`,
    ...shown.connections.map((connection) => `Connection: ${connection}`),
    "The newest frames in the table:",
    ...shown.frames.map((frame) => `  ${frame}`),
  ].join("\n");
  await mkdir(folder, { recursive: true });
  await writeFile(picture, await panel.screenshot());
  await writeFile(report, `${text}\n`);
  return `${text}\n\nPicture: ${picture}\nReport:  ${report}`;
}
