import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BareChromium, startBareChromium } from "../../bench/browser/bare-chromium.ts";
import { callExpression } from "../browser/drivers/call-expression.ts";
import type { InBrowser } from "../browser/drivers/inspector-browser.ts";
import { browsersUnderTest } from "../browser/drivers/launch.ts";
import { waitUntil } from "../browser/drivers/wait-until.ts";
import { type PageServer, startPageServer } from "./page-server.ts";
import { startProbe } from "./panel-probe.ts";

let server: PageServer;
beforeAll(async () => {
  server = await startPageServer();
});
afterAll(() => server?.close());

/** Evaluates in the page by way of the panel: a driver that is attached to the page keeps Chromium from prerendering. */
const inPage = (browser: BareChromium, expression: string): Promise<unknown> =>
  browser.inPanel(
    `new Promise((resolve) => chrome.devtools.inspectedWindow.eval(${JSON.stringify(expression)}, resolve))`,
  );

const numbered = (when: string): string[] => [0, 1, 2, 3, 4].map((number) => `${number} ${when}`);

/** Firefox does not prerender. */
describe.runIf(browsersUnderTest.includes("chromium"))("a page that Chromium prerenders", () => {
  it("is captured from its activation on: what it did before too, once, in order, as a document of its own", async () => {
    const next = server.page("next", {
      body: `<script>
        window.began = document.prerendering;
        const say = (texts) => {
          const socket = new WebSocket("${server.socketOrigin}/echo");
          socket.onopen = () => texts.forEach((text) => socket.send(text));
        };
        say(${JSON.stringify(numbered("while prerendering"))});
        document.addEventListener("prerenderingchange", () => say(${JSON.stringify(numbered("when activated"))}));
        fetch("/prerendered");
      </script>`,
    });
    const rules = JSON.stringify({ prerender: [{ source: "list", urls: [next], eagerness: "immediate" }] });
    const start = server.page("start", {
      body: `<a href="${next}">next</a><script type="speculationrules">${rules}</script>
        <script>new WebSocket("${server.socketOrigin}/silent");</script>`,
    });
    const browser = await startBareChromium(server.page("plain"), true, "privicore");
    try {
      const probe = await startProbe({
        evaluate: async <Argument, Result>(run: InBrowser<Argument, Result>, argument?: Argument) =>
          (await browser.inPanel(callExpression(run, argument))) as Result,
      });
      await inPage(browser, `location.href = ${JSON.stringify(start)}`);
      await waitUntil("the page to be prerendered", () => server.requested.includes("/prerendered"));
      await probe.until("the page in front", ({ byType }) => byType["connection-opened"] === 1);
      expect(await probe.summary()).toMatchObject({ sent: 0, documents: 1 });

      await inPage(browser, `document.querySelector("a").click()`);
      await probe.until("all echoes", ({ received }) => received >= 10);
      const activated = await inPage(
        browser,
        "began && performance.getEntriesByType('navigation')[0].activationStart > 0",
      );
      expect(activated).toBe(true);
      const end = await probe.until("the first page's end", ({ byType }) => byType["document-ended"] === 1);
      expect(end).toMatchObject({ sent: 10, received: 10, disorder: null, gapFrames: 0, documents: 1 });
      const events = await probe.events();
      const documents = events.filter((event) => event.type === "document");
      expect(documents).toMatchObject([
        { document: "d1", url: start, topFrame: true },
        { document: "d2", url: next, topFrame: true },
      ]);
      const sent = events.flatMap((event) =>
        event.type === "frame" && event.direction === "sent" ? [`${event.connection} ${event.payload}`] : [],
      );
      // Chromium connects the sockets of a prerendered page once it is activated, so the two may open in any order.
      expect(sent.sort()).toEqual([
        ...numbered("while prerendering").map((text) => `d2:1 ${text}`),
        ...numbered("when activated").map((text) => `d2:2 ${text}`),
      ]);
    } finally {
      await browser.stop();
    }
  });
});
