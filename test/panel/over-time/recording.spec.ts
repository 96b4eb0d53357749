import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Simulator } from "../../../demo/simulator/simulator.ts";
import { playDemo, startDemo } from "../../browser/demo-page.ts";
import type { InspectorBrowser } from "../../browser/drivers/inspector-browser.ts";
import { browsersUnderTest, launchInspector } from "../../browser/drivers/launch.ts";
import { eventually, PanelInTime } from "./panel-in-time.ts";

const connections = { role: "listitem", within: { role: "list", name: "Connections" } };

describe.each(browsersUnderTest)("recording in %s's DevTools", (name) => {
  let simulator: Simulator;
  let browser: InspectorBrowser;
  let page: PanelInTime;

  beforeAll(async () => {
    simulator = await startDemo();
    browser = await launchInspector(name);
    await browser.tab.open(simulator.url);
    page = new PanelInTime(await browser.tab.openPanel());
    await page.panel.resize({ width: 1200, height: 900 });
  });
  afterAll(async () => {
    await browser?.close();
    await simulator?.close();
  });

  async function play(): Promise<void> {
    await page.expectEndOfDemo(await playDemo(browser.tab, simulator.url, "correct"));
  }
  const frames = async () => Number(/([\d,]+) frames/.exec(await page.statusBar())?.[1]?.replaceAll(",", ""));

  it("begins anew with every page, unless the log is to be preserved", async () => {
    await play();
    const once = await frames();
    expect(once).toBeGreaterThan(10);
    await play();
    await expect.poll(frames, { timeout: 20_000 }).toBe(once);
    await page.expectTexts(connections, (texts) => expect(texts).toHaveLength(1));

    await page.click({ role: "checkbox", name: "Preserve log" });
    await play();
    await expect.poll(frames, { timeout: 20_000 }).toBe(2 * once);
    await page.expectTexts(connections, (texts) => {
      expect(texts).toHaveLength(2);
      expect(texts[0]).toContain("closed");
    });
    // The page that was there before is part of the log, with its end.
    const ended = () =>
      page.panel.evaluate(
        () =>
          [...document.querySelectorAll("[role=gridcell][data-column=kind]")].filter(
            ({ textContent }) => textContent === "page ended",
          ).length,
      );
    await expect.poll(ended, { timeout: 20_000 }).toBeGreaterThan(0);
    await page.click({ role: "checkbox", name: "Preserve log" });
    await browser.tab.open(simulator.url);
    await play();
    await expect.poll(frames, { timeout: 20_000 }).toBe(once);
  });

  it("stops at the limit of events that is set, says so, and goes on when asked to", async () => {
    await page.click({ role: "button", name: "More" });
    await page.click({ role: "menuitem", name: "Settings" });
    const setLimit = () =>
      page.panel.evaluate(() => {
        const field = document.querySelector<HTMLInputElement>("dialog input[min='1000']");
        if (field === null) return "";
        field.value = "1000";
        field.dispatchEvent(new Event("change", { bubbles: true }));
        return field.value;
      });
    await expect.poll(setLimit, { timeout: 20_000 }).toBe("1000");
    await page.click({ role: "button", name: "Close the dialog" });
    const flood = () =>
      browser.tab.evaluate(
        () =>
          new Promise<void>((resolve) => {
            const socket = new WebSocket(`ws://${location.host}/socket`);
            let answers = 0;
            socket.onopen = () => {
              for (let number = 0; number < 800; number++) socket.send(`word ${number}`);
            };
            socket.onmessage = () => {
              if (++answers === 800) resolve();
            };
          }),
      );
    await flood();
    await page.expectTexts({ role: "alert" }, (texts) =>
      expect(texts).toEqual([expect.stringMatching(/stopped at its limit of 1,000 events/)]),
    );
    await eventually(() => page.statusBar(), /recording stopped/);
    const kept = await frames();
    expect(kept).toBeGreaterThan(900);
    expect(kept).toBeLessThanOrEqual(1000);
    await page.click({ role: "button", name: "Dismiss" });

    // A cleared session has room again.
    await page.click({ role: "button", name: "Clear" });
    await page.click({ role: "button", name: "Record" });
    await play();
    await eventually(() => page.statusBar(), /live$/);
    expect(await frames()).toBeLessThan(100);
  });
});
