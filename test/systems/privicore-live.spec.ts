import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Simulator, startSimulator } from "../../demo/simulator/simulator.ts";
import type { InspectorBrowser } from "../browser/drivers/inspector-browser.ts";
import { browsersUnderTest, launchInspector } from "../browser/drivers/launch.ts";
import { PanelPage, type Row } from "../browser/panel-page.ts";
import { commandStory } from "./command-story.ts";

describe.each(browsersUnderTest)("Privicore's HTTP calls in the panel of %s", (name) => {
  let simulator: Simulator;
  let browser: InspectorBrowser;

  beforeAll(async () => {
    simulator = await startSimulator({ page: "dist/node/demo" });
    browser = await launchInspector(name);
  });
  afterAll(async () => {
    await browser?.close();
    await simulator?.close();
  });

  it("stand among the frames that they lead to, and are judged with them", async () => {
    await browser.tab.open(simulator.url);
    const panel = await browser.tab.openPanel();
    await panel.resize({ width: 1400, height: 800 });
    const page = new PanelPage(panel);
    await browser.tab.evaluate(commandStory);

    await page.expectRows("Frames", (rows) => {
      const story = rows.map((row) => `${row["Type"]} ${row["Outcome"]}`.trim());
      expect(story.filter((row) => row.startsWith("POST"))).toEqual([
        "POST /profile/authenticate",
        "POST /storage/register success",
        "POST /storage/register success",
        "POST /storage/register failed",
        "POST /storage/register",
      ]);
      const joined = story.indexOf("joinChannel ok");
      const [early, good, bad] = places(rows, "POST /storage/register");
      expect(early).toBeLessThan(joined);
      expect(joined).toBeLessThan(good ?? -1);
      // Each call comes before the two status messages that bear its command's ID.
      for (const call of [early, good, bad]) {
        const id = rows[call ?? -1]?.["ID"];
        const messages = places(rows, "X-DPT-CAB-ID").filter((place) => rows[place]?.["ID"] === id);
        expect(messages).toHaveLength(2);
        expect(Math.min(...messages)).toBeGreaterThan(call ?? Number.POSITIVE_INFINITY);
      }
    });
    await page.click({ role: "tab", name: "Problems" });
    await page.expectRows("Problems", (rows) => {
      const told = rows.map((row) => Object.values(row).join(" "));
      expect(told).toEqual(
        expect.arrayContaining([
          expect.stringContaining("while no connection of this page was joined"),
          expect.stringContaining("profile.not_an_owner"),
          expect.stringMatching(/storage\/register.*401|401.*storage\/register/),
        ]),
      );
    });
  });

  it("tell how the token stood that they used", async () => {
    const page = new PanelPage(await browser.tab.openPanel());
    await page.click({ role: "tab", name: "Frames" });
    await page.selectRow("Frames", "joinChannel", "join-1", "ok");
    await page.expectTexts({ role: "complementary", name: "Detail" }, ([detail]) => {
      expect(detail).toMatch(/Token then\s*valid until .+ \(.+ left\)/);
    });
  });
});

/** The places of the rows of a type. */
function places(rows: readonly Row[], type: string): readonly number[] {
  return rows.flatMap((row, index) => (row["Type"]?.startsWith(type) ? [index] : []));
}
