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

  async function play(): Promise<void> {
    await playDemo(browser.tab, simulator.url, "correct");
    // Joined and left: then nothing more is to come.
    await panel.expectRows("Frames", (rows) => expect(rows.at(-1)?.["Kind"]).toBe("close"));
  }

  it("shows the same session, which goes on there, and stays when DevTools are closed", async () => {
    await panel.click({ role: "button", name: "More" });
    await panel.click({ role: "menuitem", name: "Open in its own tab" });
    const tab = await browser.openedTab("panel.html?follow=");
    const status = () => tab.evaluate(() => document.querySelector(".status-bar")?.textContent ?? "");
    const types = () =>
      tab.evaluate(() =>
        [...document.querySelectorAll("[role=row][data-row] [role=gridcell][data-column=label]")].map(
          ({ textContent }) => textContent?.trim() ?? "",
        ),
      );
    const counted = (text: string) => /(\d+) frames/.exec(text)?.[1];
    await expect
      .poll(async () => counted(await status()), { timeout: 20_000 })
      .toBe(counted(await panel.statusBar()));
    const rows = await panel.rows("Frames");
    await expect
      .poll(types, { timeout: 20_000 })
      .toEqual(expect.arrayContaining(rows.slice(-5).map((row) => row["Type"] ?? "")));

    // What happens now is seen there, too.
    await play();
    const own = counted(await panel.statusBar());
    await expect.poll(async () => counted(await status()), { timeout: 20_000 }).toBe(own);

    // The DevTools are closed: what was shown stays, and the tab says so.
    await browser.tab.closeDevtools();
    await eventually(status, /limit/);
    expect(counted(await status())).toBe(own);
  });
});
