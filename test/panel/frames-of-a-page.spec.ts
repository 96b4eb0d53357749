import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { InspectorBrowser } from "../browser/drivers/inspector-browser.ts";
import { browsersUnderTest, launchInspector } from "../browser/drivers/launch.ts";
import { patience } from "../browser/panel-page.ts";
import { type PageServer, startPageServer } from "../capture/page-server.ts";
import { PanelInTime } from "./over-time/panel-in-time.ts";

let server: PageServer;
beforeAll(async () => {
  server = await startPageServer();
});
afterAll(() => server?.close());

const connections = { role: "listitem", within: { role: "list", name: "Connections" } };

/** A script that joins over a socket of its own; what it says comes back as it was. */
const joins = (socketOrigin: string, who: string): string => `
  const socket = new WebSocket("${socketOrigin}/echo");
  socket.onopen = () => socket.send(JSON.stringify({
    action: "joinChannel", authorizationToken: "T-4F2A90C6AA563C0BFD2420F1", correlationId: ${who}
  }));
`;

describe.each(browsersUnderTest)(
  "a page whose frames have sockets before it has one, in %s's DevTools",
  (name) => {
    let browser: InspectorBrowser;
    beforeAll(async () => {
      browser = await launchInspector(name);
    });
    afterAll(() => browser?.close());

    it("keeps what its frames said, and shows what they say on, whether the panel was open or is opened late", async () => {
      const inner = joins(server.socketOrigin, "location.host");
      server.page("inner", { body: `<script>${inner}</script>` });
      const srcdoc = joins(server.socketOrigin, "'srcdoc'").replaceAll('"', "&quot;");
      const host = server.page("host", {
        body: `<iframe src="${server.origin}/inner"></iframe><iframe src="${server.otherOrigin}/inner"></iframe>
        <iframe srcdoc="<script>${srcdoc}</script>"></iframe>
        <button onclick="(() => {${joins(server.socketOrigin, "'top'").replaceAll('"', "&quot;")}})()">Join</button>`,
      });
      await browser.tab.open(server.page("plain"));
      const openPanel = async () => {
        const panel = await browser.tab.openPanel();
        // High enough for all connections.
        await panel.resize({ width: 1200, height: 900 });
        return new PanelInTime(panel);
      };
      let page = await openPanel();
      await browser.tab.open(host);
      const frames = async () => /[\d,]+ frames/.exec(await page.statusBar())?.[0];
      await expect.poll(frames, patience).toBe("6 frames");

      await browser.tab.evaluate(() => document.querySelector("button")?.click());
      await expect.poll(frames, patience).toBe("8 frames");
      await page.expectTexts(connections, (texts) => expect(texts).toHaveLength(4));
      await page.expectRows("Frames", (rows) =>
        expect(rows.filter(({ Kind }) => Kind === "join").length).toBeGreaterThanOrEqual(4),
      );
      const say = () => {
        for (const socket of server.sockets("/echo")) socket.send("said later");
      };
      say();
      await expect.poll(frames, patience).toBe("12 frames");

      await browser.tab.closeDevtools();
      page = await openPanel();
      await expect.poll(frames, patience).toBe("12 frames");
      await page.expectTexts(connections, (texts) => expect(texts).toHaveLength(4));
      say();
      await expect.poll(frames, patience).toBe("16 frames");

      // Another page begins anew.
      await browser.tab.open(host);
      await browser.tab.evaluate(() => document.querySelector("button")?.click());
      await expect.poll(frames, patience).toBe("8 frames");
      await page.expectTexts(connections, (texts) => expect(texts).toHaveLength(4));
    });
  },
);
