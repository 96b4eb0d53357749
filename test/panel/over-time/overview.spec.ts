import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { captureHeader, eventLine, headerLine } from "../../../src/io/capture-file/write-capture-file.ts";
import type { InspectorBrowser } from "../../browser/drivers/inspector-browser.ts";
import { browsersUnderTest, launchInspector } from "../../browser/drivers/launch.ts";
import { patience } from "../../browser/panel-page.ts";
import { scripts } from "../page/scripts.ts";
import { eventually, PanelInTime } from "./panel-in-time.ts";

const end = Date.UTC(2026, 10, 20, 10, 0, 0);
const connections = { role: "listitem", within: { role: "list", name: "Connections" } };

/** A capture file of a scripted conversation that ends at a fixed time. */
function capture(script: string): string {
  const events = scripts[script]?.(end) ?? [];
  const header = captureHeader({ createdAt: new Date(end).toISOString(), redacted: false });
  return headerLine(header) + events.map(eventLine).join("");
}

describe.each(browsersUnderTest)("the overview in %s's DevTools", (name) => {
  let browser: InspectorBrowser;
  let page: PanelInTime;

  beforeAll(async () => {
    browser = await launchInspector(name);
    await browser.tab.open("data:text/html,<p>nothing speaks here</p>");
    page = new PanelInTime(await browser.tab.openPanel());
    await page.panel.resize({ width: 1400, height: 700 });
    await page.chooseFile("session.jsonl", capture("session"));
    await page.expectRows("Frames", (rows) => expect(rows.length).toBeGreaterThan(10));
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    await page.panel.evaluate(() => document.querySelector<HTMLElement>("[role=slider]")?.focus());
    // Once for the moment, once for the range; an Escape that the panel has no use for opens DevTools' console.
    while ((await page.momentBar()) !== "") {
      const before = await page.momentBar();
      await page.panel.press("Escape");
      await expect.poll(() => page.momentBar()).not.toBe(before);
    }
    await page.panel.press("0");
    await eventually(() => page.momentBar(), /^$/);
    await page.click({ role: "tab", name: "Frames" });
  });

  const laterRows = () => page.panel.evaluate(() => document.querySelectorAll("[role=row].is-later").length);

  it("shows everything as of a moment that is clicked, and goes back", async () => {
    await page.onTimeAxis(0.25);
    await eventually(() => page.momentBar(), /As of \d\d:\d\d:\d\d\.\d{3} · 2 joined/);
    await expect.poll(laterRows, patience).toBeGreaterThan(0);
    await page.expectTexts(connections, (texts) =>
      expect(texts).toEqual([expect.stringContaining("joined"), expect.stringContaining("joined")]),
    );
    await page.click({ role: "button", name: "Back to live" });
    await eventually(() => page.momentBar(), /^$/);
    await expect.poll(laterRows, patience).toBe(0);
  });

  it("knows at a moment what was pending then, in every view", async () => {
    // The first join is answered 14 ms after it was sent: step to the sent frame.
    await page.panel.press("Home");
    for (const _ of ["created", "opened", "join"]) await page.panel.press("ArrowRight");
    await eventually(() => page.momentBar(), /1 joining.*1 pending exchange/);
    await page.expectRows("Frames", (rows) => {
      const join = rows.find((row) => row["Kind"] === "join");
      expect(join?.["Outcome"]).toBe("pending");
      expect(join?.["Latency"]).toBe("");
    });
    await page.click({ role: "tab", name: "Exchanges" });
    await page.expectRows("Exchanges", (rows) => {
      expect(rows[0]?.["Outcome"]).toBe("pending");
      expect(rows[0]?.["Status"]).toBe("");
    });
    await page.click({ role: "tab", name: "Channels" });
    await page.expectRows("Channels", (rows) => expect(rows[0]?.["State"]).toContain("joining"));
    // What was pending then, by a press on the count: the filter asks as of the moment, too.
    await page.click({ role: "button", name: "1 pending exchange" });
    await page.expectRows("Exchanges", (rows) => expect(rows).toHaveLength(1));
    await page.panel.evaluate(() => {
      const field = document.querySelector<HTMLInputElement>("input[aria-label=Filter]");
      if (field === null) throw new Error("no filter field");
      field.value = "";
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    });
    // One event on, it is answered.
    await page.panel.evaluate(() => document.querySelector<HTMLElement>("[role=slider]")?.focus());
    await page.panel.press("ArrowRight");
    await eventually(() => page.momentBar(), /1 joined.*nothing pending/);
    await page.expectRows("Exchanges", (rows) => expect(rows[0]?.["Outcome"]).toBe("ok"));
  });

  it("limits every view to a range that is dragged, and zooms to it", async () => {
    const all = await page.axis();
    await page.onTimeAxis(0.3, 0.6);
    await eventually(() => page.momentBar(), /^Only\d\d:\d\d:\d\d/);
    const counts = () => page.panel.evaluate(() => document.querySelector(".match-count")?.textContent ?? "");
    await eventually(counts, /^\d+ of \d+$/);
    const [shown, total] = (await counts()).split(" of ").map(Number);
    expect(shown).toBeGreaterThan(3);
    expect(shown).toBeLessThan(total ?? 0);
    await page.click({ role: "button", name: "Zoom to the range" });
    await expect.poll(async () => (await page.axis()).length / all.length, patience).toBeCloseTo(0.3, 1);
    await page.click({ role: "button", name: "Clear the range" });
    await eventually(() => page.momentBar(), /^$/);
  });

  it("moves a range's edges where they are dragged to, past each other, too", async () => {
    const length = async () => {
      const [, value, unit] = /\(([\d.,]+) (ms|s|min)\)/.exec(await page.momentBar()) ?? [];
      return Number(value) * (unit === "min" ? 60_000 : unit === "s" ? 1000 : 1);
    };
    const whole = (await page.axis()).length;
    await page.onTimeAxis(0.4, 0.6);
    await eventually(() => page.momentBar(), /^Only/);
    const share = async () => (await length()) / whole;
    expect(await share()).toBeCloseTo(0.2, 1);
    await page.dragRangeEdge("to", 0.9);
    await expect.poll(share, patience).toBeCloseTo(0.5, 1);
    await page.dragRangeEdge("from", 0.2);
    await expect.poll(share, patience).toBeCloseTo(0.7, 1);
    const before = await page.momentBar();
    await page.dragRangeEdge("to", 0.1);
    await expect.poll(share, patience).toBeCloseTo(0.1, 1);
    // What was its beginning is its end now.
    const clocks = (text: string) => text.match(/\d\d:\d\d:\d\d\.\d{3}/g) ?? [];
    expect(clocks(await page.momentBar())[1]).toBe(clocks(before)[0]);
    await page.click({ role: "button", name: "Clear the range" });
  });

  it("zooms and moves by wheel and by key", async () => {
    const whole = await page.axis();
    await page.wheel(-400, 0.5);
    await expect.poll(async () => (await page.axis()).length).toBeLessThan(whole.length * 0.6);
    const near = await page.axis();
    await page.wheel(200, 0.5, true);
    await page.panel.press("Control+ArrowLeft");
    expect((await page.axis()).length).toBe(near.length);
    await page.panel.press("-");
    await expect.poll(async () => (await page.axis()).length).toBeGreaterThan(near.length);
    await page.panel.press("0");
    await expect.poll(async () => (await page.axis()).length).toBe(whole.length);
  });

  it("is walked by keyboard alone, and says where it is", async () => {
    await page.panel.press("End");
    await page.panel.press("ArrowLeft");
    await eventually(async () => (await page.axis()).said, /^\d\d:\d\d:\d\d\.\d{3}, 2 joined/);
    await page.panel.press("Shift+ArrowRight");
    await eventually(() => page.momentBar(), /Only/);
    await page.panel.press("Escape");
    await eventually(async () => (await page.axis()).said, /, live$/);
  });

  it("draws all connections in one lane when asked to", async () => {
    await page.click({ role: "button", name: "Draw all connections as one lane" });
    await page.expectTexts(connections, (texts) => expect(texts).toEqual([]));
    await page.click({ role: "button", name: "A lane for every connection" });
    await page.expectTexts(connections, (texts) => expect(texts).toHaveLength(2));
  });

  it("shows the problems that had been found by then, and counts what there was then", async () => {
    await page.chooseFile("problems.jsonl", capture("problems"));
    await page.click({ role: "tab", name: "Problems" });
    const badge = () =>
      page.panel.evaluate(() => Number(document.querySelector("[role=tab] .badge")?.textContent ?? 0));
    const frames = async () => Number(/(\d+) frames/.exec(await page.statusBar())?.[1]);
    // Each problem has a time; headings have none.
    const shown = async () =>
      (await page.rows("Problems")).filter((row) => /^\d/.test(row["Time"] ?? "")).length;
    // The file is there once its tab is; what is counted then comes with the next painting, each part of the panel for itself.
    await page.expectTexts({ role: "tab", name: "problems.jsonl" }, (tabs) => expect(tabs).toHaveLength(1));
    const counts = async () => ({ problems: await badge(), frames: await frames() });
    const [problems, all] = [15, 12];
    await expect.poll(counts, patience).toEqual({ problems, frames: all });
    await page.onTimeAxis(0.02);
    await eventually(() => page.momentBar(), /As of/);
    await expect.poll(badge, patience).toBeLessThan(problems);
    await expect.poll(async () => (await shown()) - (await badge()), patience).toBe(0);
    expect(await badge()).toBeGreaterThan(0);
    await expect.poll(frames, patience).toBeLessThan(all);
    await page.panel.evaluate(() => document.querySelector<HTMLElement>("[role=slider]")?.focus());
    await page.panel.press("Home");
    await eventually(
      () => page.panel.evaluate(() => document.querySelector(".empty")?.textContent ?? ""),
      /No problem had been found by \d\d:\d\d:\d\d.* were found later/,
    );
    await expect.poll(counts, patience).toEqual({ problems: 0, frames: 0 });
    await page.click({ role: "button", name: "Back to live" });
    await expect.poll(counts, patience).toEqual({ problems, frames: all });
    await page.click({ role: "button", name: "Close problems.jsonl" });
  });
});
