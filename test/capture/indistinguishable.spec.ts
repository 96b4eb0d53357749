import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { InspectorBrowser } from "../browser/drivers/inspector-browser.ts";
import { browsersUnderTest, launchInspector } from "../browser/drivers/launch.ts";
import { waitUntil } from "../browser/drivers/wait-until.ts";
import { type PageOptions, type PageServer, startPageServer } from "./page-server.ts";
import type { Outcomes } from "./pages/observations.ts";
import { startProbe } from "./panel-probe.ts";

declare global {
  interface Window {
    reported: readonly (readonly string[])[];
  }
}

const strictPolicy =
  "default-src 'none'; script-src 'self'; connect-src 'self' ws:; frame-src 'self'; worker-src blob:; require-trusted-types-for 'script'; trusted-types default";

/** The same observations on pages of different kinds. */
const pages: Readonly<Record<string, PageOptions>> = {
  plain: { script: "observations" },
  strict: { script: "observations", headers: { "content-security-policy": strictPolicy } },
};

/** The checks that the page's own policy ends. */
const refused: Readonly<Record<string, readonly string[]>> = {
  plain: [],
  strict: [
    "a frame of srcdoc",
    "a frame whose script runs before it has loaded",
    "a frame written with document.open",
    "workers work",
  ],
};

let server: PageServer;
beforeAll(async () => {
  server = await startPageServer();
});
afterAll(() => server?.close());

async function observe(browser: InspectorBrowser, page: string): Promise<Outcomes> {
  await browser.tab.open(server.page(page, pages[page] ?? {}));
  return browser.tab.evaluate((origin) => {
    // Firefox gives the driver's calls a view of the page that hides what its scripts have changed: see its own window.
    const own = (window as Window & { wrappedJSObject?: Window }).wrappedJSObject ?? window;
    return own.observeAll(origin);
  }, server.socketOrigin);
}

/** What a page's reports name as the source of two refused loads and of two exceptions that nobody catches. */
async function reportedSources(browser: InspectorBrowser, url: string): Promise<string[][]> {
  await browser.tab.open(url);
  await browser.tab.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = `
      window.reported = [];
      const causes = ["construct", "send"];
      addEventListener("securitypolicyviolation", (event) => reported.push([event.effectiveDirective, event.sourceFile ?? ""]));
      addEventListener("error", ({ filename }) => reported.push([causes.shift(), filename]));
      for (const refused of [() => new WebSocket("ws://127.0.0.1:1/"), () => new Worker("/worker.js")])
        // Some browsers throw, too.
        try { refused(); } catch {}
      setTimeout(() => { new WebSocket("http://[bad"); });
      setTimeout(() => { WebSocket.prototype.send.call({}, "x"); });`;
    document.head.append(script);
  });
  const reported = await waitUntil("all reports", async () => {
    const sources = await browser.tab.evaluate(() => {
      const own = (window as Window & { wrappedJSObject?: Window }).wrappedJSObject ?? window;
      return own.reported.map((report) => [...report]);
    });
    return sources.length === 4 && sources;
  });
  const order = ["connect-src", "worker-src", "construct", "send"];
  return reported.sort((one, other) => order.indexOf(one[0] ?? "") - order.indexOf(other[0] ?? ""));
}

/** Compares outcome by outcome, so that a failure shows the checks that differ and no others. */
function expectSame(outcomes: Outcomes, expected: Outcomes): void {
  const differing = Object.keys({ ...expected, ...outcomes }).filter(
    (check) => outcomes[check] !== expected[check],
  );
  const only = (all: Outcomes) => Object.fromEntries(differing.map((check) => [check, all[check]]));
  expect(only(outcomes), differing.join(", ")).toEqual(only(expected));
}

describe.each(browsersUnderTest)("a page in %s", (name) => {
  const without = new Map<string, Outcomes>();
  let browser: InspectorBrowser;

  beforeAll(async () => {
    const plain = await launchInspector(name, { extension: null });
    try {
      for (const page of Object.keys(pages)) without.set(page, await observe(plain, page));
    } finally {
      await plain.close();
    }
    browser = await launchInspector(name);
  });
  afterAll(() => browser?.close());

  it.each(Object.keys(pages))("observes the same with the extension as without: %s page", async (page) => {
    const outcomes = await observe(browser, page);
    const expected = without.get(page) ?? {};
    // So that a suite that does not run is not taken for one that finds nothing, nor a check that ends before its time.
    expect(Object.keys(expected).length).toBeGreaterThan(70);
    const ended = Object.entries(expected).filter(([, outcome]) => outcome.startsWith("threw"));
    expect(ended.map(([check]) => check)).toEqual(refused[page]);
    expectSame(outcomes, expected);
  });

  it("is told by reports what the threat model names, and no more", async () => {
    const policy = "connect-src 'none'; worker-src 'none'";
    const url = server.page("reporting", { headers: { "content-security-policy": policy } });
    const hook =
      name === "chromium" ? /^chrome-extension:\/\/[a-z]+\/src\/page\/hook\.iife\.js$/ : "<anonymous code>";
    const inPolicy = name === "chromium" ? "chrome-extension" : "<anonymous code>";
    expect(await reportedSources(browser, url)).toEqual([
      ["connect-src", inPolicy],
      // Firefox names no source for a worker.
      ["worker-src", name === "chromium" ? inPolicy : ""],
      ["construct", typeof hook === "string" ? hook : expect.stringMatching(hook)],
      ["send", typeof hook === "string" ? hook : expect.stringMatching(hook)],
    ]);
  });

  it.each(Object.keys(pages))("observes the same while the panel watches: %s page", async (page) => {
    const panel = await browser.tab.openPanel();
    const probe = await startProbe(panel);
    const outcomes = await observe(browser, page);
    expectSame(outcomes, without.get(page) ?? {});
    await probe.until("frames", ({ sent, received }) => sent > 20 && received > 500);
    await browser.tab.closeDevtools();
  });
});
