import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { InspectorBrowser } from "../browser/drivers/inspector-browser.ts";
import { browsersUnderTest, launchInspector } from "../browser/drivers/launch.ts";
import { type PageServer, startPageServer } from "./page-server.ts";
import { startProbe } from "./panel-probe.ts";

let server: PageServer;
beforeAll(async () => {
  server = await startPageServer();
});
afterAll(() => server?.close());

async function converse(browser: InspectorBrowser): Promise<Readonly<Record<string, string>>> {
  await browser.tab.open(server.page("clients", { script: "clients" }));
  return browser.tab.evaluate((origin) => {
    const own = (window as Window & { wrappedJSObject?: Window }).wrappedJSObject ?? window;
    return own.converse(origin);
  }, server.socketOrigin);
}

/** What each client must have seen, so that seven failures are not taken for seven equal outcomes. */
const expected: Readonly<Record<string, unknown>> = {
  "reconnecting-websocket": [["message hello", "close", "message hello"], true],
  "graphql-ws": [{ data: { count: 1 } }, { data: { count: 2 } }, { data: { count: 3 } }],
  "socket.io-client": ["text", [1, 2, 3], "io client disconnect"],
  "rxjs webSocket": [{ n: 0 }, { n: 1 }, { n: 2 }],
  mqtt: ["topic", "payload é"],
  phoenix: [{ joined: "room:lobby" }, { text: "é" }, { text: "é" }],
  "@stomp/stompjs": ["stomped é", "/topic/a"],
};

describe.each(browsersUnderTest)("real clients in %s", (name) => {
  let browser: InspectorBrowser;
  beforeAll(async () => {
    browser = await launchInspector(name);
  });
  afterAll(() => browser?.close());

  it("run unchanged without the extension", async () => {
    const plain = await launchInspector(name, { extension: null });
    try {
      const outcomes = await converse(plain);
      for (const [client, outcome] of Object.entries(outcomes))
        expect([client, JSON.parse(outcome)]).toEqual([client, expected[client]]);
      expect(Object.keys(outcomes).sort()).toEqual(Object.keys(expected).sort());
    } finally {
      await plain.close();
    }
  });

  it("run unchanged with it, and every frame of theirs is seen", async () => {
    const probe = await startProbe(await browser.tab.openPanel());
    const from = server.received.length;
    const outcomes = await converse(browser);
    for (const [client, outcome] of Object.entries(outcomes))
      expect([client, JSON.parse(outcome)]).toEqual([client, expected[client]]);
    // Eight connections: one client reconnects.
    const seen = await probe.until("their ends", ({ byType }) => byType["connection-closed"] === 8);
    expect(seen).toMatchObject({ gapFrames: 0 });
    expect(seen.byType["connection-created"]).toBe(8);
    const sent = (await probe.events()).filter(
      (event) => event.type === "frame" && event.direction === "sent",
    );
    expect(sent.length).toBe(server.received.length - from);
  });
});
