import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Simulator } from "../../demo/simulator/simulator.ts";
import { captureFile, captureHeader } from "../../src/io/capture-file/write-capture-file.ts";
import { playDemo, startDemo } from "../browser/demo-page.ts";
import type { InspectorBrowser } from "../browser/drivers/inspector-browser.ts";
import { browsersUnderTest, launchInspector } from "../browser/drivers/launch.ts";
import { patience } from "../browser/panel-page.ts";
import { PanelInTime } from "./over-time/panel-in-time.ts";
import { Conversation } from "./page/conversation.ts";

const detail = { role: "complementary", name: "Detail" };

/** The actions of the views inside the browsers' own DevTools, over the demo page's tour of mistakes. */
describe.each(browsersUnderTest)("the views in %s's DevTools", (name) => {
  let simulator: Simulator;
  let browser: InspectorBrowser;
  let page: PanelInTime;

  beforeAll(async () => {
    simulator = await startDemo();
    browser = await launchInspector(name);
    await browser.tab.open(simulator.url);
    page = new PanelInTime(await browser.tab.openPanel());
    // High enough for all rows of the tour's problems: a table has only those in the document that are seen.
    await page.panel.resize({ width: 1400, height: 1000 });
    await playDemo(browser.tab, simulator.url, "tour");
  });
  afterAll(async () => {
    await browser?.close();
    await simulator?.close();
  });

  /** Types a query into the filter, as one keystroke would leave it. */
  const filter = (query: string) =>
    page.panel.evaluate((text) => {
      const field = document.querySelector<HTMLInputElement>("input[aria-label=Filter]");
      if (field === null) throw new Error("no filter field");
      field.focus();
      field.value = text;
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }, query);
  const selectedRow = () =>
    page.panel.evaluate(() => document.querySelector("[role=row][aria-selected=true]")?.textContent ?? "");
  const focusGrid = () =>
    page.panel.evaluate(() => document.querySelector<HTMLElement>("[role=grid]")?.focus());

  it("shows exchanges, channels, commands and the problems of a page that makes many mistakes", async () => {
    for (const [view, texts] of [
      ["Exchanges", ["joinChannel"]],
      ["Channels", ["closed"]],
      ["Commands", ["POST /"]],
      ["Problems", ["join-rejected", "command-failed", "already-joined", "status-after-final"]],
    ] as const) {
      await page.click({ role: "tab", name: view });
      await page.expectRows(view, (rows) => {
        const shown = rows.map((row) => Object.values(row).join(" ")).join("\n");
        for (const text of texts) expect(shown).toContain(text);
      });
    }
    await page.click({ role: "tab", name: "Frames" });
  });

  it("filters as it is typed into, and says how much is left", async () => {
    await filter("is:rejected");
    await page.expectRows("Frames", (rows) => {
      expect(rows.length).toBeGreaterThan(1);
      for (const row of rows) expect(row["Outcome"]).toBe("rejected");
    });
    await filter("chanel:1");
    await page.expectTexts({ role: "alert" }, ([text]) => expect(text).toContain('no key "chanel"'));
    await filter("");
    await page.expectTexts({ role: "alert" }, (texts) => expect(texts).toEqual([]));
  });

  it("is walked through with the keyboard: rows, other half, detail, views", async () => {
    await filter("action:joinChannel");
    await page.expectRows("Frames", (rows) => {
      expect(rows.length).toBeGreaterThan(2);
      for (const row of rows) expect(row["Type"]).toBe("joinChannel");
    });
    await focusGrid();
    await page.panel.press("Home");
    await expect.poll(selectedRow, patience).toContain("joinChannel");
    const first = await selectedRow();
    await page.panel.press("j");
    await expect.poll(selectedRow, patience).not.toBe(first);
    await page.panel.press("2");
    await expect.poll(selectedRow, patience).toContain("joinChannel");
    await page.panel.press("1");
    await page.panel.press("Escape");
    await page.expectTexts(detail, (texts) => expect(texts).toEqual([]));
    await filter("");
  });

  it("reveals an item's secrets on request, and hides them with the next item", async () => {
    await filter("dir:sent action:joinChannel");
    await page.expectRows("Frames", (rows) => expect(rows[0]?.["Kind"]).toBe("join"));
    await focusGrid();
    await page.panel.press("Home");
    await page.expectTexts(detail, ([text]) => expect(text).toContain("REDACTED-"));
    await page.click({ role: "button", name: "Reveal secrets" });
    await page.expectTexts(detail, ([text]) => expect(text).not.toContain("authorizationToken: REDACTED-"));
    await focusGrid();
    await page.panel.press("ArrowDown");
    await page.expectTexts(detail, ([text]) => expect(text).toContain("REDACTED-"));
    await filter("");
  });

  it("explains a problem and leads to its frames", async () => {
    await page.click({ role: "tab", name: "Problems" });
    await page.selectRow("Problems", "profile.");
    await page.expectTexts(detail, ([text]) => expect(text).toContain("Why it matters"));
    await page.click({ role: "button", within: { role: "list", name: "Evidence" } });
    await page.expectRows("Frames", (rows) => expect(rows.length).toBeGreaterThan(0));
    await expect.poll(selectedRow, patience).not.toBe("");
  });

  it("follows DevTools' theme while it is open", async () => {
    const theme = () => page.panel.evaluate(() => document.documentElement.dataset["theme"]);
    await browser.setTheme("dark");
    await expect.poll(theme, patience).toBe("dark");
    await browser.setTheme("light");
    await expect.poll(theme, patience).toBe("light");
  });

  it("fits into a small dock", async () => {
    await page.panel.resize({ width: 500, height: 300 });
    const cut = () =>
      page.panel.evaluate(() =>
        [document.body, ...document.querySelectorAll(".toolbar, .grid")]
          .filter((element) => element.scrollWidth > element.clientWidth + 1)
          .map(({ className }) => className),
      );
    await expect.poll(cut, patience).toEqual([]);
  });

  it("reads a large payload as a tree, beside everything else", async () => {
    await page.panel.resize({ width: 1400, height: 500 });
    const talk = new Conversation(Date.UTC(2026, 10, 20)).page("d1").connect("c1", "d1");
    const items = Array.from({ length: 20_000 }, (_, item) => `item ${item} ${"x".repeat(60)}`);
    talk.receive("c1", { data: { type: "X-DPT-BIG", sessionKey: "S-4F2A90C6AA563C0B", items } });
    const header = captureHeader({ createdAt: "2026-11-20T10:00:00.000Z", redacted: false });
    await page.chooseFile("large.jsonl", [...captureFile(header, talk.events)].join(""));
    await page.selectRow("Frames", "X-DPT-BIG");
    await page.click({ role: "button", name: "Read it as a tree" });
    await page.expectTexts(detail, ([text]) => {
      expect(text).toContain("Array(20000)");
      expect(text).toMatch(/sessionKey\s*:\s*REDACTED-\d/);
    });
    await page.click({ role: "button", name: "Close this session" });
  });

  it("clears, and lets the page be watched on", async () => {
    await page.panel.resize({ width: 1400, height: 500 });
    await page.click({ role: "tab", name: "Frames" });
    await page.click({ role: "button", name: "Clear" });
    await expect.poll(() => page.rows("Frames"), patience).toEqual([]);
    await browser.tab.open(`${simulator.url}?play=correct`);
    await page.expectRows("Frames", (rows) => expect(rows.length).toBeGreaterThan(3));
  });
});
