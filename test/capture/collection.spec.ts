import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { InspectorBrowser } from "../browser/drivers/inspector-browser.ts";
import { browsersUnderTest, launchInspector } from "../browser/drivers/launch.ts";
import { waitUntil } from "../browser/drivers/wait-until.ts";
import { type PageServer, startPageServer } from "./page-server.ts";

let server: PageServer;
beforeAll(async () => {
  server = await startPageServer();
});
afterAll(() => server?.close());

declare global {
  interface Window {
    dropped: WeakRef<WebSocket>;
    control: WeakRef<object>;
  }
}

/** How a page uses a socket before it lets go of it. */
const uses = ["no listener", "a listener", "a listener, removed", "closed"] as const;

/** Drops a socket that is open, or was, and makes the browser collect; whether it then is still there, and open at the server. */
async function fate(browser: InspectorBrowser, use: (typeof uses)[number]): Promise<string> {
  const { tab } = browser;
  const opened = (): number => server.requested.filter((path) => path === "/silent").length;
  const before = opened();
  await tab.open(server.page("plain"));
  await tab.evaluate(
    ({ url, use }) => {
      const socket = new WebSocket(url);
      const listener = () => {};
      if (use !== "no listener") socket.addEventListener("message", listener);
      if (use === "a listener, removed") socket.removeEventListener("message", listener);
      if (use === "closed") socket.addEventListener("open", () => socket.close(), { once: true });
      window.dropped = new WeakRef(socket);
    },
    { url: `${server.socketOrigin}/silent`, use },
  );
  await waitUntil(
    "the socket at the server",
    () => opened() > before && server.sockets("/silent").length === (use === "closed" ? 0 : 1),
  );
  // The page has heard so, too, once a message that the server sends after it has come.
  await tab.evaluate(async (url) => {
    const socket = new WebSocket(url);
    await new Promise((resolve) => {
      socket.onmessage = resolve;
    });
    socket.onmessage = null;
    window.control = new WeakRef({});
  }, `${server.socketOrigin}/stream?count=1`);
  // Collected in any case: it tells that a collection has been, and three in a row reach what depends on one another.
  for (let round = 0; round < 3; round++) {
    await waitUntil("a collection", async () => {
      await tab.collectGarbage();
      return tab.evaluate(() => window.control.deref() === undefined);
    });
    await tab.evaluate(() => {
      window.control = new WeakRef({});
    });
  }
  const there = await tab.evaluate(() => window.dropped.deref() !== undefined);
  return `${there ? "there" : "collected"}, ${server.sockets("/silent").length} open`;
}

describe.each(browsersUnderTest)("a socket that the page drops in %s", (name) => {
  const without = new Map<string, string>();
  let browser: InspectorBrowser;

  beforeAll(async () => {
    const plain = await launchInspector(name, { extension: null });
    try {
      for (const use of uses) without.set(use, await fate(plain, use));
    } finally {
      await plain.close();
    }
    browser = await launchInspector(name);
  });
  afterAll(() => browser?.close());

  it.each(uses)("has the same fate with the extension as without: %s", async (use) => {
    expect(await fate(browser, use)).toBe(without.get(use));
  });

  it("is collected once it is closed, so the collections here reach sockets", () => {
    expect(without.get("closed")).toBe("collected, 0 open");
  });
});
