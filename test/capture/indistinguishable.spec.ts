import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { InspectorBrowser } from "../browser/drivers/inspector-browser.ts";
import { browsersUnderTest, launchInspector } from "../browser/drivers/launch.ts";
import { type PageOptions, type PageServer, startPageServer } from "./page-server.ts";
import type { Outcomes } from "./pages/observations.ts";
import { startProbe } from "./panel-probe.ts";

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

  it.each(Object.keys(pages))("observes the same while the panel watches: %s page", async (page) => {
    const panel = await browser.tab.openPanel();
    const probe = await startProbe(panel);
    const outcomes = await observe(browser, page);
    expectSame(outcomes, without.get(page) ?? {});
    await probe.until("frames", ({ sent, received }) => sent > 20 && received > 500);
    await browser.tab.closeDevtools();
  });
});
