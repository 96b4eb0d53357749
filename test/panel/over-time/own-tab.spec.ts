import { afterAll, beforeAll, expect, it } from "vitest";
import { type Simulator, startSimulator } from "../../../demo/simulator/simulator.ts";
import { type ChromiumInspector, launchChromium } from "../../browser/drivers/chromium-browser.ts";
import { waitUntil } from "../../browser/drivers/wait-until.ts";
import { eventually, PanelInTime } from "./panel-in-time.ts";

let simulator: Simulator;
let browser: ChromiumInspector;
let panel: PanelInTime;

beforeAll(async () => {
  simulator = await startSimulator({ page: "dist/node/demo" });
  browser = await launchChromium();
  await browser.tab.open(simulator.url);
  panel = new PanelInTime(await browser.tab.openPanel());
  await panel.panel.resize({ width: 1200, height: 600 });
  await browser.tab.open(`${simulator.url}?play=correct`);
  await waitUntil(
    "the scenario to be played",
    () => browser.tab.evaluate(() => document.documentElement.dataset["demo"] === "done"),
    60_000,
  );
});
afterAll(async () => {
  await browser?.close();
  await simulator?.close();
});

it("opens the panel in a tab of its own, with the same session, which goes on there", async () => {
  await panel.click({ role: "tab", name: "Frames" });
  const rows = await panel.rows("Frames");
  const opened = browser.context.waitForEvent("page");
  await panel.click({ role: "button", name: "More" });
  await panel.click({ role: "menuitem", name: "Open in its own tab" });
  const tab = await opened;
  const status = () => tab.locator(".status-bar").innerText();
  await eventually(status, /[1-9]\d* frames/);
  const texts = await tab
    .locator("[role=grid] [role=row][data-row] [role=gridcell][data-column=label]")
    .allInnerTexts();
  for (const row of rows.slice(-5)) expect(texts.map((text) => text.trim())).toContain(row["Type"] ?? "");

  // What happens now is seen there, too, and frames can be sent from there.
  const before = await status();
  await browser.tab.open(`${simulator.url}?play=correct`);
  await expect.poll(status, { timeout: 20_000 }).not.toBe(before);
  await waitUntil("the scenario to be played again", () =>
    browser.tab.evaluate(() => document.documentElement.dataset["demo"] === "done"),
  );
  const [own, there] = [await panel.statusBar(), await status()];
  expect(/(\d+) frames/.exec(there)?.[1]).toBe(/(\d+) frames/.exec(own)?.[1]);

  // The DevTools are closed: what was shown stays, and the tab says so.
  await browser.tab.closeDevtools();
  await eventually(status, /reconnecting|limit/);
  expect(await status()).toMatch(/[1-9]\d* frames/);
});
