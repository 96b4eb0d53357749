import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { InspectorBrowser, InspectorPanel } from "../browser/drivers/inspector-browser.ts";
import { browsersUnderTest, launchInspector } from "../browser/drivers/launch.ts";
import { waitUntil } from "../browser/drivers/wait-until.ts";
import { type PageServer, startPageServer } from "./page-server.ts";

let server: PageServer;
beforeAll(async () => {
  server = await startPageServer();
});
afterAll(() => server?.close());

/**
 * More than the page keeps for a panel that does not ask: one that stops while it is hidden loses some of them. No more than that:
 * each frame costs Firefox the more, the more a socket has had (docs/threat-model.md, Known limits).
 */
const count = 21_000;
const burst = 6_000;

/** Whether the panel's document is painted: a hidden one gets no animation frames, or one that was on its way. */
const painted = (panel: InspectorPanel): Promise<boolean> =>
  panel.evaluate(
    () =>
      new Promise<boolean>((resolve) => {
        let frames = 0;
        const next = () => {
          if (++frames === 3) resolve(true);
          else requestAnimationFrame(next);
        };
        requestAnimationFrame(next);
        setTimeout(() => resolve(false), 500);
      }),
  );

/** What the panel itself says at its foot. */
const statusOf = (panel: InspectorPanel): Promise<string> =>
  panel.evaluate(() => document.querySelector("[role=status].status-bar")?.textContent ?? "");

const shown = (frames: number): string => frames.toLocaleString("en");
const complete = (frames: number): RegExp => new RegExp(`${shown(frames)} frames.*\\D0 dropped`);

describe.each(browsersUnderTest)("a panel that is not seen in %s", (name) => {
  let browser: InspectorBrowser;
  beforeAll(async () => {
    browser = await launchInspector(name);
  });
  afterAll(() => browser?.close());
  afterEach(() => browser.tab.closeDevtools());

  /** Sends the frames, and waits until the panel has said that it has them, while it is not seen. */
  async function streamTo(panel: InspectorPanel, frames = count): Promise<void> {
    await browser.tab.evaluate(
      async ({ url, frames, atOnce }) => {
        const socket = new WebSocket(url);
        await new Promise((resolve) => socket.addEventListener("open", resolve));
        let next = 0;
        // The page may be in the background itself: its timers run once a second there.
        const timer = setInterval(() => {
          for (let i = 0; i < atOnce && next < frames; i++) socket.send(`${next++} ${"x".repeat(100)}`);
          if (next >= frames) clearInterval(timer);
        }, 500);
      },
      { url: `${server.socketOrigin}/silent`, frames, atOnce: burst },
    );
    await waitUntil(
      "all frames in the panel",
      async () => (await statusOf(panel)).includes(`${shown(frames)} frames`),
      60_000,
    );
    expect(await painted(panel)).toBe(false);
    expect(await statusOf(panel)).toMatch(complete(frames));
  }

  it("takes everything in while another tool is in front", async () => {
    await browser.tab.open(server.page("plain"));
    const panel = await browser.tab.openPanel();
    expect(await painted(panel)).toBe(true);
    await browser.tab.openOtherTool();
    await waitUntil("the panel to be hidden", async () => !(await painted(panel)));
    await streamTo(panel);
    await browser.tab.openPanel();
    await waitUntil("the panel to be seen", () => painted(panel));
    expect(await statusOf(panel)).toMatch(complete(count));
  });

  it("takes everything in while another tab is in front", async () => {
    await browser.tab.open(server.page("plain"));
    const panel = await browser.tab.openPanel();
    const other = await browser.newTab();
    try {
      // Chromium keeps painting for a driver that is attached; what its timers do is the same.
      if (name === "firefox")
        await waitUntil("the panel to be hidden", () =>
          panel.evaluate(() => document.visibilityState === "hidden"),
        );
      await streamTo(panel);
    } finally {
      await other.close();
    }
    await waitUntil("the panel to be seen", () => painted(panel));
    expect(await statusOf(panel)).toMatch(complete(count));
  });

  // The last: its window stays minimised.
  it("takes everything in while the window is minimised", async () => {
    await browser.tab.open(server.page("plain"));
    const panel = await browser.tab.openPanel();
    await browser.tab.minimizeWindow();
    // Chromium keeps painting for a driver that is attached.
    if (name === "firefox") await waitUntil("the panel to be hidden", async () => !(await painted(panel)));
    await streamTo(panel, burst);
  });
});
