import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { InspectorBrowser } from "../browser/drivers/inspector-browser.ts";
import { browsersUnderTest, launchInspector } from "../browser/drivers/launch.ts";
import { waitUntil } from "../browser/drivers/wait-until.ts";
import { patience } from "../browser/panel-page.ts";
import { PanelInTime } from "../panel/over-time/panel-in-time.ts";
import { type PageServer, startPageServer } from "./page-server.ts";
import { startProbe } from "./panel-probe.ts";

let server: PageServer;
beforeAll(async () => {
  server = await startPageServer();
});
afterAll(() => server?.close());

const connections = { role: "listitem", within: { role: "list", name: "Connections" } };

/** What the page writes down: each `pageshow` with whether it came from the cache, and each end of its sockets. */
interface CachedPage extends Window {
  readonly log: string[];
  talk(text: string): Promise<void>;
  closeAll(): Promise<void>;
}

const script = (socketOrigin: string): string => `<script>
  const log = [];
  const sockets = [];
  addEventListener("pageshow", ({ persisted }) => log.push(persisted ? "restored" : "loaded"));
  const next = (socket, type) => new Promise((resolve) => socket.addEventListener(type, resolve, { once: true }));
  // Says something over a new socket, and waits for the answer.
  const talk = async (text) => {
    const socket = new WebSocket("${socketOrigin}/echo");
    sockets.push(socket);
    socket.addEventListener("close", ({ code }) => log.push("closed " + code));
    await next(socket, "open");
    socket.send(text);
    await next(socket, "message");
  };
  const closeAll = () => Promise.all(sockets.splice(0).map((socket) => {
    const closed = next(socket, "close");
    socket.close();
    return closed;
  }));
  Object.assign(window, { log, talk, closeAll });
</script>`;

describe.each(browsersUnderTest)("the back/forward cache in %s", (name) => {
  let browser: InspectorBrowser;
  beforeAll(async () => {
    browser = await launchInspector(name, { backForwardCache: true });
  });
  afterAll(() => browser?.close());
  afterEach(() => browser.tab.closeDevtools());

  const logOf = (): Promise<string[]> =>
    browser.tab.evaluate(() => {
      const own = ((window as Window & { wrappedJSObject?: Window }).wrappedJSObject ?? window) as CachedPage;
      return [...own.log];
    });
  const talk = (text: string): Promise<void> =>
    browser.tab.evaluate((said) => {
      const own = ((window as Window & { wrappedJSObject?: Window }).wrappedJSObject ?? window) as CachedPage;
      return own.talk(said);
    }, text);
  const closeAll = (): Promise<unknown> =>
    browser.tab.evaluate(() => {
      const own = ((window as Window & { wrappedJSObject?: Window }).wrappedJSObject ?? window) as CachedPage;
      return own.closeAll();
    });

  it("gives back a page whose sockets are closed: capture goes on, nothing is lost or doubled", async () => {
    await browser.tab.open(server.page("kept", { body: script(server.socketOrigin) }));
    const probe = await startProbe(await browser.tab.openPanel());
    const log = ["loaded"];
    const expected: string[] = [];
    for (let round = 1; round <= 4; round++) {
      await talk(`${round} said`);
      await closeAll();
      log.push("closed 1005");
      expected.push(`d${round}:${round} sent ${round} said`, `d${round}:${round} received ${round} said`);
      await probe.until("the end of the socket", ({ byType }) => byType["connection-closed"] === round);
      await browser.tab.open(server.page("elsewhere"));
      await probe.until("the page to end", ({ byType }) => byType["document-ended"] === round);
      await browser.tab.evaluate(() => history.back());
      log.push("restored");
      await waitUntil("the page again", async () => (await logOf()).length === log.length);
    }
    expect(await logOf()).toEqual(log);
    const end = await probe.until("the page again", ({ byType }) => byType["document"] === 5);
    expect(end).toMatchObject({ sent: 4, received: 4, gapFrames: 0, documents: 1 });
    expect(end.byType).toEqual({
      document: 5,
      "document-ended": 4,
      "connection-created": 4,
      "connection-opened": 4,
      "connection-closed": 4,
      frame: 8,
    });
    const frames = (await probe.events()).flatMap((event) =>
      event.type === "frame" ? [`${event.connection} ${event.direction} ${event.payload}`] : [],
    );
    expect(frames).toEqual(expected);
  });

  it("gives back a page with its frames: the panel begins anew with all of them, and shows what they say on", async () => {
    const panel = await browser.tab.openPanel();
    await panel.resize({ width: 1200, height: 900 });
    const page = new PanelInTime(panel);
    const frames = async () => /[\d,]+ frames/.exec(await page.statusBar())?.[0];
    server.page("inner-kept", { body: script(server.socketOrigin) });
    const body = `${script(server.socketOrigin)}<iframe src="/inner-kept"></iframe>`;
    await browser.tab.open(server.page("kept-with-frame", { body }));
    const inFrame = (text: string): Promise<void> =>
      browser.tab.evaluate(async (said) => {
        const own = (window as Window & { wrappedJSObject?: Window }).wrappedJSObject ?? window;
        const inner = own.document.querySelector("iframe")?.contentWindow as CachedPage | undefined;
        await inner?.talk(said);
        await inner?.closeAll();
      }, text);
    const log = ["loaded"];
    for (let round = 1; round <= 3; round++) {
      await inFrame("in the frame");
      await talk("in the page");
      await closeAll();
      log.push("closed 1005");
      await expect.poll(frames, patience).toBe("4 frames");
      await inFrame("in the frame again");
      await expect.poll(frames, patience).toBe("6 frames");
      await page.expectTexts(connections, (texts) => expect(texts).toHaveLength(3));
      await browser.tab.open(server.page("elsewhere"));
      await browser.tab.evaluate(() => history.back());
      log.push("restored");
      await waitUntil("the page again", async () => (await logOf()).length === log.length);
    }
    expect(await logOf()).toEqual(log);
  });

  it("keeps a page with an open socket where the browser does so, and shows how the socket ended", async () => {
    await browser.tab.open(server.page("kept", { body: script(server.socketOrigin) }));
    const panel = await browser.tab.openPanel();
    const probe = await startProbe(panel);
    await talk("1 said");
    await browser.tab.open(server.page("elsewhere"));
    await probe.until("the page to end", ({ byType }) => byType["document-ended"] === 1);
    // The panel is too busy to ask for anything while the page comes back and goes on: all of that has to wait for it.
    const busy = panel.evaluate(() => {
      const end = performance.now() + 3_000;
      while (performance.now() < end);
    });
    await browser.tab.evaluate(() => history.back());
    // Chromium keeps the page and breaks the socket off; Firefox closes the socket and loads the page anew.
    const [log, second] =
      name === "chromium" ? [["loaded", "restored", "closed 1006"], "d2:2"] : [["loaded"], "d2:1"];
    await waitUntil("the page again", async () => (await logOf()).length === log.length);
    expect(await logOf()).toEqual(log);
    await talk("2 said");
    await busy;
    const end = await probe.until("an answer after", ({ received }) => received === 2);
    expect(end).toMatchObject({ sent: 2, gapFrames: 0, documents: 1 });
    expect(end.byType).toMatchObject({ document: 2, "document-ended": 1 });
    expect(end.byType["gap"]).toBeUndefined();
    const events = await probe.events();
    const ends = events.flatMap((event) =>
      event.type === "connection-closed" ? [`${event.connection} ${event.code}`] : [],
    );
    // Firefox may have taken the page down before its socket's end could be told: then it ended with the page.
    if (name === "firefox" && ends.length === 0) expect(end.byType["connection-created"]).toBe(2);
    else expect(ends).toEqual([name === "chromium" ? "d1:1 1006" : "d1:1 1001"]);
    const frames = events.flatMap((event) =>
      event.type === "frame" ? [`${event.connection} ${event.direction} ${event.payload}`] : [],
    );
    expect(frames).toEqual([
      "d1:1 sent 1 said",
      "d1:1 received 1 said",
      `${second} sent 2 said`,
      `${second} received 2 said`,
    ]);
  });
});
