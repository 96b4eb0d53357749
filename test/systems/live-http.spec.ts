import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { epochMilliseconds } from "../../src/contract/brands.ts";
import type { HttpEvent } from "../../src/contract/capture-event.ts";
import { callsMessageSchema, httpChannelName } from "../../src/contract/http-wire.ts";
import { createSession } from "../../src/core/create-session.ts";
import type { InspectorBrowser, InspectorPanel } from "../browser/drivers/inspector-browser.ts";
import { browsersUnderTest, launchInspector } from "../browser/drivers/launch.ts";
import { waitUntil } from "../browser/drivers/wait-until.ts";
import { amityStory, expectedOperations, rocketchatStory, sendbirdStory } from "./client-stories.ts";
import { conclusionsOf } from "./conclusions.ts";
import { type ServedClients, serveClients } from "./serve-clients.ts";

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
    const heard = await listen(panel);
    await tab.evaluate(sendbirdStory, served.standIns);
    await tab.evaluate(rocketchatStory, served.standIns);

    const events = await waitUntil(`${expectedOperations.length} calls`, async () => {
      const calls = await heard();
      return calls.length >= expectedOperations.length ? calls : null;
    });
    const session = createSession();
    for (const event of [...events].sort((a, b) => a.time - b.time)) session.append(event);
    // The last answer came after its call's start: time passes to it.
    session.advance(epochMilliseconds(Date.now()));
    expect(conclusionsOf(session).operations).toEqual(expectedOperations);
    for (const event of events) {
      expect(event.bodyNote).toBeNull();
      expect(event.time + (event.duration ?? 0)).toBeLessThanOrEqual(Date.now());
      expect(event.requestHeaders).toHaveProperty("Origin", new URL(served.page).origin);
    }
  });
});

/** Listens beside the panel to what the devtools page sends it; the result gives the calls heard so far. */
async function listen(panel: InspectorPanel): Promise<() => Promise<readonly HttpEvent[]>> {
  await panel.evaluate(listenInPanel, httpChannelName(0).replace(/0$/, ""));
  return async () => {
    const messages = await panel.evaluate(() => document.getElementById("heard-calls")?.textContent ?? "[]");
    const parsed: unknown = JSON.parse(messages);
    return z
      .array(callsMessageSchema)
      .parse(parsed)
      .flatMap(({ calls }) => calls);
  };
}

/** Runs in the panel. The devtools page answers every panel that attaches, so that asking twice loses nothing here. */
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
  channel.postMessage({ type: "attach" });
}

/** The part of the extension's API that the panel's document has, in either browser. */
declare const DevTools: { readonly inspectedWindow: { readonly tabId: number } };
