import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Simulator, startSimulator } from "../../demo/simulator/simulator.ts";
import type { InspectorBrowser } from "../browser/drivers/inspector-browser.ts";
import { browsersUnderTest, launchInspector } from "../browser/drivers/launch.ts";
import { eventually, PanelInTime } from "./over-time/panel-in-time.ts";

const sessions = { role: "tab", within: { role: "tablist", name: "Sessions" } };
const detail = { role: "complementary", name: "Detail" };
const connections = { role: "listitem", within: { role: "list", name: "Connections" } };

/** What a stranger finds, and the steps of docs/tour.md, one after the other. */
describe.each(browsersUnderTest)("the first run in %s's DevTools", (name) => {
  let simulator: Simulator;
  let browser: InspectorBrowser;
  let page: PanelInTime;

  beforeAll(async () => {
    simulator = await startSimulator({ page: "dist/node/demo" });
    browser = await launchInspector(name);
    // Addresses that this extension is not let into.
    await browser.tab.open(name === "firefox" ? "about:license" : "data:text/html,<p>quiet</p>");
    page = new PanelInTime(await browser.tab.openPanel());
    await page.panel.resize({ width: 500, height: 300 });
  });
  afterAll(async () => {
    await browser?.close();
    await simulator?.close();
  });

  const said = () => page.panel.evaluate(() => document.querySelector(".empty")?.textContent ?? "");

  it("says that a page is not watched", () => eventually(said, /not watched yet/));

  it("says what it waits for where a page opens no socket", async () => {
    await browser.tab.open(simulator.url);
    await eventually(said, /Waiting for the page to open a WebSocket/);
    await page.click({ role: "tab", name: "Problems" });
    await eventually(said, /Waiting for the page to open a WebSocket/);
  });

  it("says so where sockets are open and none speaks Privicore", async () => {
    await browser.tab.evaluate(() => void new WebSocket(`ws://${location.host}/nobody`));
    await eventually(said, /The page has opened 1 WebSocket, and none has joined a channel/);
  });

  it("says so where nothing is recorded", async () => {
    await page.click({ role: "button", name: "Stop recording" });
    await eventually(said, /Recording is stopped/);
    await page.click({ role: "button", name: "Record" });
    await eventually(said, /none has joined/);
    await page.click({ role: "tab", name: "Frames" });
  });

  it("needs no scrolling in a small dock", async () => {
    await page.click({ role: "button", name: "Clear" });
    await page.click({ role: "tab", name: "Commands" });
    await eventually(said, /Five-minute tour/);
    expect(
      await page.panel.evaluate(() => {
        const box = document.querySelector(".grid-empty");
        return box === null ? "no empty state" : box.scrollHeight - box.clientHeight;
      }),
    ).toBe(0);
    await page.click({ role: "tab", name: "Frames" });
  });

  it("opens the demo as a session of its own, once", async () => {
    await page.panel.resize({ width: 1280, height: 800 });
    for (let times = 0; times < 2; times++) {
      await page.click({ role: "button", name: "More" });
      await page.click({ role: "menuitem", name: "Explore a demo session" });
      await page.expectTexts(sessions, (tabs) => expect(tabs).toEqual(["Live", "demo-capture.jsonl"]));
    }
    await eventually(() => page.statusBar(), /^3 connections\s*30 frames/);
  });

  it("leads from a join to its answer and back", async () => {
    await page.panel.evaluate(() => document.querySelector<HTMLElement>("[role=grid]")?.focus());
    await page.panel.press("Home");
    await page.selectRow("Frames", "join", "joinChannel");
    await page.expectTexts(detail, ([text]) => expect(text).toContain("REDACTED-"));
    await page.panel.press("j");
    await page.expectTexts(detail, ([text]) => expect(text).toMatch(/^Answer, received/));
    await page.panel.press("j");
    await page.expectTexts(detail, ([text]) => expect(text).toMatch(/^Join, sent/));
    await page.panel.press("s");
    await page.expectTexts(detail, ([text]) => expect(text).toMatch(/T-[0-9A-F]{24}/));
    await page.panel.press("s");
    await page.expectTexts(detail, ([text]) => expect(text).not.toMatch(/T-[0-9A-F]{24}/));
  });

  it("shows the command that failed after its 202", async () => {
    await page.click({ role: "tab", name: "Commands" });
    await page.selectRow("Commands", "failed", "/data-token/delete-data");
    await page.expectTexts(detail, ([text]) => expect(text).toContain("profile.not_an_owner"));
  });

  it("explains the connection that nobody joined, with its evidence", async () => {
    await page.click({ role: "tab", name: "Problems" });
    await page.selectRow("Problems", "sent no joinChannel");
    await page.expectTexts(detail, ([text]) => expect(text).toContain("What to do"));
    await page.selectRow("Problems", "was refused with status 401");
    await page.click({ role: "button", within: { role: "list", name: "Evidence" } });
    await page.expectTexts({ role: "tabpanel" }, ([text]) => expect(text).toContain("joinChannel"));
    await page.expectTexts(detail, ([text]) => expect(text).toMatch(/^Join, sent/));
  });

  it("goes back to the moment when it was not joined", async () => {
    await page.onTimeAxis(0.35);
    await eventually(() => page.momentBar(), /As of .*2 open commands/);
    await page.expectTexts(connections, (texts) => expect(texts[1]).toContain("not joined"));
    await page.click({ role: "button", name: "Back to live" });
    await eventually(() => page.momentBar(), /^$/);
  });

  it("filters to what was refused", async () => {
    await page.click({ role: "tab", name: "Frames" });
    await page.panel.evaluate(() => {
      const field = document.querySelector<HTMLInputElement>("input[aria-label=Filter]");
      if (field === null) throw new Error("no filter field");
      field.value = "is:rejected";
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    });
    await page.expectRows("Frames", (rows) =>
      expect(rows.map((row) => row["Kind"])).toEqual(["join", "answer"]),
    );
  });

  it("opens the tour in a tab", async () => {
    await page.click({ role: "tab", name: "Live" });
    await page.click({ role: "tab", name: "Problems" });
    await page.click({ role: "link", name: "Five-minute tour" });
    const tour = await browser.openedTab("panel/tour.html");
    expect(await tour.evaluate(() => document.querySelector("h1")?.textContent)).toBe(
      "A tour in five minutes",
    );
    expect(await tour.evaluate(() => getComputedStyle(document.body).fontFamily)).toContain("system-ui");
  });
});
