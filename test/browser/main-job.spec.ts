import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Simulator } from "../../demo/simulator/simulator.ts";
import { playDemo, press, pressAndSee, startDemo } from "./demo-page.ts";
import type { InspectedTab, InspectorBrowser } from "./drivers/inspector-browser.ts";
import { browsersUnderTest, launchInspector } from "./drivers/launch.ts";
import { PanelPage, type Row } from "./panel-page.ts";

const wide = { width: 1400, height: 700 };
const connections = { role: "listitem", within: { role: "list", name: "Connections" } };
const detail = { role: "complementary", name: "Detail" };

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startDemo();
});
afterAll(() => simulator?.close());

const withText = (rows: readonly Row[], ...texts: string[]) =>
  rows.filter((row) => texts.every((text) => Object.values(row).some((cell) => cell.includes(text))));

/** The rows of all that the demo page starts when it does everything right: of each, the call and its outcome. */
function expectAllSettled(rows: readonly Row[]): void {
  const succeeded = withText(rows, "success");
  expect(succeeded).toHaveLength(3);
  // A call is judged a moment after it has come: what is found wrong with it is found by then.
  for (const row of succeeded) expect(row["HTTP call"]).toMatch(/^POST /);
  expect(withText(rows, "/data-token/request-data")).toHaveLength(4);
}

describe.each(browsersUnderTest)("the panel in %s's DevTools", (name) => {
  let browser: InspectorBrowser;
  let tab: InspectedTab;

  beforeAll(async () => {
    browser = await launchInspector(name);
  });
  afterAll(() => browser?.close());

  const begin = async () => {
    tab = await browser.newTab();
  };
  const end = async () => {
    await tab.closeDevtools();
    await tab.close();
  };

  async function openPanel(): Promise<PanelPage> {
    const panel = await tab.openPanel();
    await panel.resize(wide);
    return new PanelPage(panel);
  }

  describe("opened after a page has spoken", () => {
    let page: PanelPage;
    beforeAll(async () => {
      await begin();
      await playDemo(tab, simulator.url, "correct");
      page = await openPanel();
    });
    afterAll(end);

    it("shows what came before DevTools were opened", async () => {
      await page.expectRows("Frames", (rows) => {
        expect(withText(rows, "join", "joinChannel", "ok")).not.toEqual([]);
        expect(withText(rows, "leave", "leaveChannel", "ok")).not.toEqual([]);
        expect(withText(rows, "STREAM-READY")).not.toEqual([]);
      });
      await page.expectTexts(connections, (texts) =>
        expect(texts).toEqual([expect.stringContaining("closed")]),
      );
      await page.click({ role: "tab", name: "Exchanges" });
      await page.expectRows("Exchanges", (rows) => {
        expect(rows.map((row) => row["Action"])).toEqual(["joinChannel", "leaveChannel"]);
        for (const row of rows) expect(row["Outcome"]).toContain("ok");
      });
      await page.click({ role: "tab", name: "Frames" });
    });

    it("explains a frame, and jumps to its other half", async () => {
      await page.selectRow("Frames", "answer", "ok");
      await page.expectTexts(detail, ([text]) =>
        expect(text).toMatch(/Join accepted after [\d.]+ ms: channel/),
      );
      await page.click({ role: "button", within: { role: "list", name: "Belongs together" } });
      await page.expectTexts(detail, ([text]) => expect(text).toMatch(/authorizationToken/));
    });

    it("hides tokens everywhere by default", async () => {
      await page.selectRow("Frames", "join", "joinChannel");
      await page.expectTexts(detail, ([text]) => expect(text).toContain("authorizationToken"));
      const everything = await page.panel.evaluate(() => document.documentElement.outerHTML);
      expect(everything).not.toMatch(/T-[0-9A-F]{24}/);
    });

    it("follows a page over a reload", async () => {
      await page.expectRows("Frames", (rows) => expect(withText(rows, "joinChannel")).not.toEqual([]));
      await tab.open(simulator.url);
      await pressAndSee(tab, "Connect", "Connected");
      await page.expectTexts(connections, (texts) =>
        expect(texts.filter((text) => !text.includes("closed"))).toHaveLength(1),
      );
      await tab.reload();
      await pressAndSee(tab, "Sign in", "Signed in");
      await pressAndSee(tab, "Connect", "Connected");
      await pressAndSee(tab, "Join", "answered 200");
      await page.expectRows("Frames", (rows) =>
        expect(withText(rows, "join", "joinChannel", "ok")).not.toEqual([]),
      );
    });
  });

  it("finds nothing wrong with a page whose calls DevTools knew before the panel was opened", async () => {
    await begin();
    try {
      await tab.open(simulator.url);
      await tab.openOtherTool();
      await tab.panelOffered();
      await playDemo(tab, simulator.url, "correct");
      const page = await openPanel();
      await page.click({ role: "tab", name: "Commands" });
      await page.expectRows("Commands", expectAllSettled);
      await page.click({ role: "tab", name: "Problems" });
      await page.expectTexts({ role: "tabpanel" }, ([text]) => expect(text).toContain("No problems found"));
    } finally {
      await end();
    }
  });

  describe("open while a page speaks", () => {
    let page: PanelPage;
    beforeAll(async () => {
      await begin();
      await tab.open(simulator.url);
      page = await openPanel();
    });
    afterAll(end);
    beforeEach(async () => {
      // Every page is a session of its own.
      await tab.open(simulator.url);
      await page.click({ role: "tab", name: "Frames" });
    });

    it("follows a page that joins, receives and leaves, as it happens", async () => {
      await pressAndSee(tab, "Sign in", "Signed in");
      await pressAndSee(tab, "Connect", "Connected");
      // Whose it is shows with the first action; until then it is a connection like any other.
      await page.expectTexts(connections, (texts) =>
        expect(texts).toEqual([expect.stringContaining("open")]),
      );

      await pressAndSee(tab, "Join", "answered 200");
      await page.expectTexts(connections, (texts) => expect(texts[0]).toMatch(/\bjoined\b.*since/));
      await page.expectRows("Frames", (rows) => {
        const [request] = withText(rows, "join", "joinChannel");
        const [answer] = withText(rows, "answer");
        expect(request?.["Outcome"]).toContain("ok");
        expect(request?.["Latency"]).toMatch(/\d.*ms/);
        expect(request?.["ID"]).not.toBe("");
        expect(answer?.["ID"]).toBe(request?.["ID"]);
      });

      await pressAndSee(tab, "Run", "succeeded");
      await page.expectRows("Frames", (rows) => expect(withText(rows, "X-DPT-CAB-ID")).toHaveLength(2));

      await pressAndSee(tab, "Leave", "answered 200");
      await page.expectTexts(connections, (texts) => expect(texts[0]).toContain("left"));
      await pressAndSee(tab, "Close", "closed with code 1000");
      await page.expectTexts(connections, (texts) => expect(texts[0]).toContain("closed"));
    });

    it("finds nothing wrong with a page that does everything right", async () => {
      await playDemo(tab, simulator.url, "correct");
      await page.expectTexts(connections, (texts) =>
        expect(texts).toEqual([expect.stringContaining("closed")]),
      );
      await page.expectRows("Frames", (rows) => expect(withText(rows, "STREAM-READY")).not.toEqual([]));
      await page.click({ role: "tab", name: "Commands" });
      await page.expectRows("Commands", expectAllSettled);
      await page.click({ role: "tab", name: "Problems" });
      await page.expectTexts({ role: "tabpanel" }, ([text]) => expect(text).toContain("No problems found"));
    });

    it("says that a join was abandoned where the page closes during it", async () => {
      await pressAndSee(tab, "Sign in", "Signed in");
      await pressAndSee(tab, "Connect", "Connected");
      // What the page called before it had a socket, by which it is known.
      await page.expectRows("Frames", (rows) => {
        expect(withText(rows, "connect").length).toBeGreaterThan(0);
        expect(withText(rows, "HTTP", "POST /profile/authenticate")).toHaveLength(1);
      });
      simulator.fail("join", "no-answer");
      await press(tab, "Join");
      await page.expectTexts(connections, (texts) => expect(texts[0]).toContain("joining"));
      await press(tab, "Close");
      await page.expectTexts(connections, (texts) => expect(texts[0]).toContain("closed"));
      await page.expectRows("Frames", (rows) =>
        expect(withText(rows, "join", "joinChannel", "abandoned")).toHaveLength(1),
      );
    });

    it("shows odd frames for what they are, and goes on", async () => {
      await pressAndSee(tab, "Sign in", "Signed in");
      await pressAndSee(tab, "Connect", "Connected");
      await pressAndSee(tab, "Join", "answered 200");
      for (const mistake of ["Send text that is not JSON", "Send an unknown action", "Send a binary frame"])
        await press(tab, mistake);
      await press(tab, "Receive a binary frame");
      await press(tab, "Receive a frame of 20 MB");
      await press(tab, "Receive text that is not JSON");
      await page.expectRows("Frames", (rows) => {
        expect(withText(rows, "malformed").length).toBeGreaterThan(0);
        expect(withText(rows, "action", "listChannels")).not.toEqual([]);
        expect(withText(rows, "binary")).toHaveLength(2);
        expect(withText(rows, "21.0 MB")).toHaveLength(1);
      });
      await pressAndSee(tab, "Leave", "answered 200");
      await page.expectRows("Frames", (rows) =>
        expect(withText(rows, "leave", "leaveChannel", "ok")).not.toEqual([]),
      );
    });
  });
});
