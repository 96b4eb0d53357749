import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Simulator } from "../../../demo/simulator/simulator.ts";
import { playDemo, startDemo } from "../../browser/demo-page.ts";
import type { InspectorBrowser } from "../../browser/drivers/inspector-browser.ts";
import { browsersUnderTest, launchInspector } from "../../browser/drivers/launch.ts";
import { eventually, PanelInTime } from "./panel-in-time.ts";

describe.each(browsersUnderTest)("the panel in a tab of its own in %s", (name) => {
  let simulator: Simulator;
  let browser: InspectorBrowser;
  let panel: PanelInTime;

  beforeAll(async () => {
    simulator = await startDemo();
    browser = await launchInspector(name);
    await browser.tab.open(simulator.url);
    panel = new PanelInTime(await browser.tab.openPanel());
    await panel.panel.resize({ width: 1200, height: 600 });
    await play();
  });
  afterAll(async () => {
    await browser?.close();
    await simulator?.close();
  });

  /** Gives when the page began that played. */
  async function play(): Promise<string> {
    const began = await playDemo(browser.tab, simulator.url, "correct");
    await panel.expectEndOfDemo(began);
    return began;
  }

  it("shows the same session, which goes on there, and stays when DevTools are closed", async () => {
    await panel.click({ role: "button", name: "More" });
    await panel.click({ role: "menuitem", name: "Open in its own tab" });
    const tab = await browser.openedTab("panel.html?follow=");
    const status = () => tab.evaluate(() => document.querySelector(".status-bar")?.textContent ?? "");
    const cells = (column: string) =>
      tab.evaluate(
        (wanted) =>
          [...document.querySelectorAll(`[role=row][data-row] [role=gridcell][data-column=${wanted}]`)].map(
            ({ textContent }) => textContent?.trim() ?? "",
          ),
        column,
      );
    const counted = (text: string) => /(\d+) frames/.exec(text)?.[1];
    await expect
      .poll(async () => counted(await status()), { timeout: 20_000 })
      .toBe(counted(await panel.statusBar()));
    const rows = await panel.rows("Frames");
    await expect
      .poll(() => cells("label"), { timeout: 20_000 })
      .toEqual(expect.arrayContaining(rows.slice(-5).map((row) => row["Type"] ?? "")));

    // What happens now is seen there, too.
    const began = await play();
    await expect
      .poll(async () => (await cells("time")).some((time) => time > began), { timeout: 20_000 })
      .toBe(true);
    const own = counted(await panel.statusBar());
    await expect.poll(async () => counted(await status()), { timeout: 20_000 }).toBe(own);

    // The DevTools are closed: what was shown stays, and the tab says so.
    await browser.tab.closeDevtools();
    await eventually(status, /limit/);
    expect(counted(await status())).toBe(own);
  });
});
