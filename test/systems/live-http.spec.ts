import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { epochMilliseconds } from "../../src/contract/brands.ts";
import type { HttpEvent } from "../../src/contract/capture-event.ts";
import { httpChannelName, httpMessageSchema } from "../../src/contract/http-wire.ts";
import { createSession } from "../../src/core/create-session.ts";
import type { Session } from "../../src/core/session.ts";
import type { InspectorBrowser, InspectorPanel } from "../browser/drivers/inspector-browser.ts";
import { browsersUnderTest, launchInspector } from "../browser/drivers/launch.ts";
import { waitUntil } from "../browser/drivers/wait-until.ts";
import { PanelPage } from "../browser/panel-page.ts";
import { startPageServer } from "../capture/page-server.ts";
import { amityStory, expectedOperations, rocketchatStory, sendbirdStory } from "./client-stories.ts";
import { conclusionsOf } from "./conclusions.ts";
import { type ServedClients, serveClients } from "./serve-clients.ts";
import { startTroubledServer } from "./troubled-server.ts";

describe.each(browsersUnderTest)("live HTTP in %s", (name) => {
  let served: ServedClients;
  let browser: InspectorBrowser;

  beforeAll(async () => {
    served = await serveClients();
    browser = await launchInspector(name);
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
  });

  it("brings the calls of the real clients, from DevTools' opening, without the Network panel", async () => {
    const { tab } = browser;
    await tab.open(served.page);
    await tab.openOtherTool();
    // Another tool is in front: the panel is not loaded yet, the devtools page is.
    await tab.panelOffered();
    await tab.evaluate(amityStory, served.standIns);
    const panel = await tab.openPanel();
    await panel.resize({ width: 1400, height: 600 });
    await new PanelPage(panel).expectRows("Frames", (rows) => {
      const calls = rows.filter((row) => row["Kind"] === "HTTP");
      expect(calls.map((row) => row["Outcome"])).toEqual(["ok", "ok", "rejected", "rejected"]);
    });

    const heard = await listen(panel);
    await tab.evaluate(sendbirdStory, served.standIns);
    await tab.evaluate(rocketchatStory, served.standIns);
    const expected = expectedOperations.filter(([system]) => system !== "amity");
    const events = await waitUntil(`${expected.length} calls`, async () => {
      const calls = await heard();
      return calls.length >= expected.length ? calls : null;
    });
    expect(conclusionsOf(sessionOf(events)).operations).toEqual(expected);
    for (const event of events) {
      expect(event.bodyNote).toBeNull();
      expect(event.time + (event.duration ?? 0)).toBeLessThanOrEqual(Date.now());
      // One that the browser adds and tells of before the call goes out: others come by a second message, at times too late.
      expect(event.requestHeaders).toHaveProperty("Referer", `${new URL(served.page).origin}/`);
    }
  });

  it("shows calls that went wrong for what they are", async () => {
    const troubled = await startTroubledServer();
    try {
      const tab = await browser.newTab();
      await tab.open(served.page);
      const heard = await listen(await tab.openPanel());
      await tab.evaluate(troubledCalls, troubled.origin);
      const events = await waitUntil(`${troubledOperations.length + 1} calls`, async () => {
        const calls = await heard();
        return calls.length > troubledOperations.length ? calls : null;
      });
      const { operations, findings } = conclusionsOf(sessionOf(events));
      // Firefox gives no body of a request that reached nobody, and with it no room.
      const refused = [name === "firefox" ? null : "refused", "failed", null];
      expect(operations.map(([, , channel, outcome, reason]) => [channel, outcome, reason])).toEqual([
        ...troubledOperations,
        refused,
      ]);
      expect(findings).toEqual({ "operation-rejected": 1 });
      const notes = events.flatMap(({ bodyNote }) => bodyNote ?? []);
      expect(notes).toHaveLength(1);
      await tab.close();
    } finally {
      await troubled.close();
    }
  });

  it("leaves calls off where they would make the browser stand still, says so, and doubles none afterwards", async () => {
    const troubled = await startTroubledServer();
    const sockets = await startPageServer();
    const tab = await browser.newTab();
    try {
      await tab.open(served.page);
      const panel = await tab.openPanel();
      const heard = await listen(panel);
      const rooms = async () => (await heard()).map(({ url }) => new URL(url).pathname.split("/")[1]);
      await tab.evaluate(leaveRoom, `${troubled.origin}/empty`);
      await waitUntil("the call before", async () => (await rooms()).length === 1);
      await tab.evaluate(flood, `${sockets.socketOrigin}/silent`);
      const page = new PanelPage(panel);
      await page.expectTexts({ role: "status" }, (texts) =>
        expect(texts).toContainEqual(expect.stringContaining("12,000 frames")),
      );
      await page.expectRows("Frames", (rows) => {
        const gaps = rows.filter((row) => row["Kind"] === "gap").map((row) => Object.values(row).join(" "));
        if (name === "firefox") expect(gaps.at(-1)).toContain("recorded again from here on: HTTP calls");
        else expect(gaps).toEqual([]);
      });
      await tab.evaluate(leaveRoom, `${troubled.origin}/text`);
      await waitUntil("the call afterwards", async () => (await rooms()).includes("text"));
      expect(await rooms()).toEqual(["empty", "text"]);
    } finally {
      await tab.close();
      await sockets.close();
      await troubled.close();
    }
  });
});

/** Runs in the page: sends so many frames in one turn that a browser which copies all of them for each would stand still. */
async function flood(url: string): Promise<void> {
  const socket = new WebSocket(url);
  await new Promise((resolve) => socket.addEventListener("open", resolve));
  for (let i = 0; i < 12_000; i++) socket.send(`${i} flood`);
}

/** Runs in the page. */
function leaveRoom(base: string): Promise<unknown> {
  return fetch(`${base}/api/v1/channels.leave`, {
    method: "POST",
    headers: { "X-Auth-Token": "t", "X-User-Id": "ada", "Content-Type": "application/json" },
    body: JSON.stringify({ roomId: "r" }),
  })
    .then((response) => response.text())
    .catch(() => null);
}

/** Runs in the page: one call after the other, to another origin, so that each has its preflight. */
async function troubledCalls(origin: string): Promise<void> {
  const leave = (room: string, base: string, signal: AbortSignal | null = null) =>
    fetch(`${base}/${room}/api/v1/channels.leave`, {
      method: "POST",
      headers: { "X-Auth-Token": "t", "X-User-Id": "ada", "Content-Type": "application/json" },
      body: JSON.stringify({ roomId: room }),
      signal,
    })
      .then((response) => response.text())
      .catch(() => null);
  for (const room of ["html", "html-200", "redirect", "empty", "text", "broken", "huge", "50% a/b"])
    await leave(room, origin);
  await leave("silent", origin, AbortSignal.timeout(300));
  // Nothing listens on port 1.
  await leave("refused", "http://127.0.0.1:1");
}

/** Channel, outcome and reason of each that reached the server. */
const troubledOperations = [
  ["html", "failed", "an HTML page, “502 Bad Gateway”"],
  ["html-200", "failed", "not the API's answer: an HTML page, “Sign in”"],
  ["redirect", "failed", "redirected (307) to /moved/api/v1/channels.leave"],
  ["redirect", "ok", null],
  ["empty", "ok", null],
  ["text", "rejected", "slow down"],
  ["broken", "failed", null],
  ["huge", "ok", null],
  ["50% a/b", "ok", null],
  ["silent", "failed", null],
];

/** A session of the calls, with time passed to the last answer. */
function sessionOf(events: readonly HttpEvent[]): Session {
  const session = createSession();
  for (const event of [...events].sort((a, b) => a.time - b.time)) session.append(event);
  session.advance(epochMilliseconds(Date.now()));
  return session;
}

/** Listens beside the panel to what the devtools page sends it from now on; the result gives the calls heard so far. */
async function listen(panel: InspectorPanel): Promise<() => Promise<readonly HttpEvent[]>> {
  await panel.evaluate(listenInPanel, httpChannelName(0).replace(/0$/, ""));
  return async () => {
    const messages = await panel.evaluate(() => document.getElementById("heard-calls")?.textContent ?? "[]");
    const parsed: unknown = JSON.parse(messages);
    return z
      .array(httpMessageSchema)
      .parse(parsed)
      .flatMap((message) => (message.type === "calls" ? message.calls : []));
  };
}

/** Runs in the panel's document. */
function listenInPanel(channelPrefix: string): void {
  const api = globalThis as unknown as Record<
    "browser" | "chrome",
    { devtools: typeof DevTools } | undefined
  >;
  const { tabId } = ((api.browser ?? api.chrome) as { devtools: typeof DevTools }).devtools.inspectedWindow;
  const heard: unknown[] = [];
  const place = document.createElement("template");
  place.id = "heard-calls";
  document.documentElement.append(place);
  const channel = new BroadcastChannel(`${channelPrefix}${tabId}`);
  channel.addEventListener("message", ({ data }) => {
    heard.push(data);
    place.textContent = JSON.stringify(heard);
  });
}

/** The part of the extension's API that the panel's document has, in either browser. */
declare const DevTools: { readonly inspectedWindow: { readonly tabId: number } };
