/** The zips as a person installs them: unpacked and loaded in Chromium, as a temporary add-on in Firefox. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Simulator } from "../../demo/simulator/simulator.ts";
import { packageFiles, packagesFolder } from "../../scripts/packages/package-files.ts";
import { playDemo, startDemo } from "../browser/demo-page.ts";
import type { InspectorBrowser } from "../browser/drivers/inspector-browser.ts";
import { browsersUnderTest, launchInspector } from "../browser/drivers/launch.ts";
import { PanelPage } from "../browser/panel-page.ts";

let simulator: Simulator;
let folder: string;

beforeAll(async () => {
  expect(existsSync(packagesFolder), "Expected packages: npm run package").toBe(true);
  folder = mkdtempSync(join(tmpdir(), "privicore-loaded-"));
  simulator = await startDemo();
});
afterAll(async () => {
  await simulator?.close();
  rmSync(folder, { recursive: true, force: true });
});

function unpacked(zip: string): string {
  for (const [path, bytes] of Object.entries(unzipSync(readFileSync(zip)))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  return folder;
}

describe.each(browsersUnderTest)("the %s package", (name) => {
  let browser: InspectorBrowser;

  beforeAll(async () => {
    const zip = join(packagesFolder, packageFiles[name]);
    // Firefox takes the zip itself, as its page for temporary add-ons does.
    browser = await launchInspector(name, { extension: name === "chromium" ? unpacked(zip) : zip });
  });
  afterAll(() => browser?.close());

  it("pairs, follows and judges what a page said before DevTools opened", async () => {
    await playDemo(browser.tab, simulator.url, "correct");
    const page = new PanelPage(await browser.tab.openPanel());
    await page.click({ role: "tab", name: "Exchanges" });
    await page.expectRows("Exchanges", (rows) => {
      expect(rows.map((row) => row["Action"])).toEqual(["joinChannel", "leaveChannel"]);
      for (const row of rows) expect(row["Outcome"]).toContain("ok");
    });
    await page.click({ role: "tab", name: "Problems" });
    await page.expectTexts({ role: "tabpanel" }, ([text]) => expect(text).toContain("No problems found"));
  });
});
