import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { InspectorBrowser, InspectorPanel } from "../browser/drivers/inspector-browser.ts";
import { browsersUnderTest, launchInspector } from "../browser/drivers/launch.ts";
import { PanelPage, type Row } from "../browser/panel-page.ts";
import { amityStory, rocketchatStory, sendbirdStory } from "./client-stories.ts";
import { type ServedClients, serveClients } from "./serve-clients.ts";

describe.each(browsersUnderTest)("the real clients in the panel of %s", (name) => {
  let served: ServedClients;
  let browser: InspectorBrowser;
  let panel: InspectorPanel;
  let page: PanelPage;

  beforeAll(async () => {
    served = await serveClients();
    browser = await launchInspector(name);
    await browser.tab.open(served.page);
    panel = await browser.tab.openPanel();
    page = new PanelPage(panel);
    await panel.resize({ width: 1400, height: 800 });
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
  });
  beforeEach(async () => {
    await page.click({ role: "button", name: "Clear" });
    await browser.tab.reload();
  });

  it("shows Amity's joins and leaves, done and refused", async () => {
    await browser.tab.evaluate(amityStory, served.standIns);
    await page.expectRows("Frames", (rows) => {
      expect(outcomes(rows)).toEqual([
        ["POST /api/v3/channels/team%2Fone%2050%25/join", "ok"],
        ["DELETE /api/v3/channels/team%2Fone%2050%25/leave", "ok"],
        ["DELETE /api/v3/channels/team%2Fone%2050%25/leave", "rejected"],
        ["POST /api/v3/channels/banned/join", "rejected"],
      ]);
    });
    // A lane of its own for each channel, with who is on it as far as the calls tell.
    await page.expectTexts({ role: "button", name: "Amity" }, (lanes) => {
      expect(lanes).toEqual(["Amity team/one 50% nobody", "Amity banned"]);
    });
  });

  it("shows Sendbird's, over HTTP and its socket, in one order", async () => {
    await browser.tab.evaluate(sendbirdStory, served.standIns);
    await page.expectRows("Frames", (rows) => {
      expect(outcomes(rows)).toEqual([
        ["PUT /v3/group_channels/team%2Fone%2050%25/join", "ok"],
        ["PUT /v3/group_channels/team%2Fone%2050%25/leave", "ok"],
        ["PUT /v3/group_channels/missing/leave", "rejected"],
        ["ENTR", "ok"],
        ["ENTR", "ok"],
        ["EXIT", "ok"],
        ["EXIT", "ok"],
        ["ENTR", "rejected"],
        ["ENTR", "rejected"],
      ]);
    });
  });

  it("shows Rocket.Chat's, over HTTP and DDP, in one order", async () => {
    await browser.tab.evaluate(rocketchatStory, served.standIns);
    await page.expectRows("Frames", (rows) => {
      expect(outcomes(rows)).toEqual([
        ["POST /chat/api/v1/channels.leave", "rejected"],
        ["POST /chat/api/v1/channels.join", "ok"],
        ["POST /chat/api/v1/channels.leave", "ok"],
        ["POST /chat/api/v1/channels.leave", "rejected"],
        ["joinRoom", "ok"],
        ["joinRoom", "ok"],
        ["leaveRoom", "ok"],
        ["leaveRoom", "ok"],
        ["joinRoom", "rejected"],
        ["joinRoom", "rejected"],
        ["sub stream-room-messages", "ok"],
        ["sub stream-room-messages", "ok"],
        ["sub stream-room-messages", "rejected"],
        ["sub stream-room-messages", "rejected"],
      ]);
    });
    // The tab carries the number of problems: two refused calls, and what the one without a login lacked.
    await page.click({ role: "tab", name: "Problems" });
    await page.expectRows("Problems", (rows) => {
      const told = rows.map((row) => Object.values(row).join(" "));
      expect(told).toEqual(
        expect.arrayContaining([
          expect.stringContaining("You must be logged in to do this."),
          expect.stringContaining("You are the last owner."),
          expect.stringContaining("X-Auth-Token is missing"),
        ]),
      );
    });
    await page.click({ role: "tab", name: "Frames" });
  });
});

/** Type and outcome of the rows that have an outcome: both halves of an exchange, and the calls. */
function outcomes(rows: readonly Row[]): readonly (readonly [string, string])[] {
  return rows.flatMap((row) => {
    const outcome = row["Outcome"] ?? "";
    return outcome === "" ? [] : [[row["Type"] ?? "", outcome] as const];
  });
}
