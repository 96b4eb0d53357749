import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeCapture } from "../../bench/captures/write-capture.ts";
import type { CaptureEvent } from "../../src/contract/capture-event.ts";
import { launchChromium } from "../browser/drivers/chromium-browser.ts";
import { waitUntil } from "../browser/drivers/wait-until.ts";
import { startLiveServer } from "./live-server.ts";
import { generateFrames } from "./page/generate-frames.ts";
import { scripts } from "./page/scripts.ts";
import { type LivePanel, type Look, type OpenPanel, type PanelHost, settles, status } from "./panel-host.ts";
import { pasted } from "./pasted.ts";

/**
 * The real panel in Chromium's DevTools, one browser for all: each opening begins with a new document of the panel, without
 * settings. What a script plays comes in as a capture file, by the panel's own import; what is live comes from a page.
 */
export async function startDevtoolsHost(): Promise<PanelHost> {
  const folder = await mkdtemp(join(tmpdir(), "privicore-panel-"));
  const server = await startLiveServer();
  const browser = await launchChromium();
  const panel = await browser.tab.openPanel();
  const { devtools: page, frame } = panel;
  let complaints: string[] = [];
  page.on("console", (message) => {
    const ours = message.location().url.startsWith("chrome-extension://");
    if (ours && (message.type() === "error" || message.type() === "warning")) complaints.push(message.text());
  });
  page.on("pageerror", (error) => {
    if (error.stack?.includes("chrome-extension://") === true) complaints.push(String(error));
  });

  const renew = async ({ width = 1400, height = 400, dark = false }: Look): Promise<OpenPanel> => {
    await browser.tab.open("about:blank");
    await browser.setTheme(dark ? "dark" : "light");
    // Its settings must not be saved any more once they are gone, as they are a while after they were changed.
    await frame.evaluate(`(async () => {
      window.old = true;
      chrome.storage.local.set = async () => undefined;
      await chrome.storage.local.clear();
    })()`);
    await frame.evaluate(() => location.reload());
    await waitUntil("a new document of the panel", () => frame.evaluate("window.old !== true"));
    await frame.getByRole("grid").waitFor();
    await panel.resize({ width, height });
    complaints = [];
    return {
      frame,
      page,
      complaints,
      setTheme: (theme) => browser.setTheme(theme),
      copied: () => pasted(frame, page),
      close: () => Promise.resolve(),
    };
  };
  const openCapture = async (name: string, events: Iterable<CaptureEvent>, look: Look = {}) => {
    const path = join(folder, "capture.jsonl");
    writeCapture(path, events);
    const opened = await renew(look);
    await frame.locator("input[type=file]").setInputFiles(path);
    await waitUntil(
      `the capture of ${name}`,
      async () => /[1-9]\d* frame|[1-9]\d* connection/.test(await status(frame)),
      60_000,
    );
    return opened;
  };
  const longLog = 200_000;
  return {
    longLog,
    open: (script, look = {}) =>
      script === null ? renew(look) : openCapture(script, scripts[script]?.(Date.now()) ?? [], look),
    async openLive(frames): Promise<LivePanel> {
      const opened = await renew({});
      await browser.tab.open(server.page(frames));
      // Besides the page's join and its answer.
      await settles(() => status(opened.frame)).toContain(`${frames + 2} frames`);
      return { ...opened, more: async () => server.sendOne() };
    },
    openLong: () => openCapture("a long log", longEvents(longLog)),
    async stop() {
      await browser.close();
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function* longEvents(count: number): Generator<CaptureEvent> {
  for (const batch of generateFrames(count, Date.now() - count)) yield* batch;
}
