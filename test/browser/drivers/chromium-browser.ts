import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type BrowserContext, type CDPSession, chromium, type Page, type Worker } from "playwright";
import { findOrInstallBrowser } from "../../../scripts/browsers/find-browser.ts";
import { callExpression } from "./call-expression.ts";
import { setTheme } from "./chromium-devtools-scripts.ts";
import { ChromiumTab, isDevtools } from "./chromium-tab.ts";
import type { InspectorBrowser, LaunchOptions, Theme } from "./inspector-browser.ts";
import { temporaryProfile } from "./temporary-profile.ts";
import { waitUntil } from "./wait-until.ts";

/** Chromium with everything that Playwright can do: its context, and per tab the page and the panel's frame. */
export interface ChromiumInspector extends InspectorBrowser {
  readonly name: "chromium";
  readonly tab: ChromiumTab;
  readonly context: BrowserContext;
  newTab(): Promise<ChromiumTab>;
  newWindow(): Promise<ChromiumTab>;
  /** The extension's ID, as in `chrome-extension://ID/`. */
  extensionId(): Promise<string>;
  /** The extension's service worker while it runs; null while it does not. */
  serviceWorker(): Worker | null;
}

/** Starts Chromium. Rejects with one line on what to install where there is none. */
export async function launchChromium(options: LaunchOptions = {}): Promise<ChromiumInspector> {
  // Without it Playwright ignores devtools:// targets. It is read at each attachment.
  process.env["PW_CHROMIUM_ATTACH_TO_OTHER"] = "1";
  const executablePath = findOrInstallBrowser("chromium");
  const profile = await temporaryProfile();
  try {
    await writePreferences(profile.folder, options.theme ?? "light");
    const context = await chromium.launchPersistentContext(profile.folder, {
      executablePath,
      headless: false,
      viewport: null,
      // Playwright would end this process, too, at a signal. The profile's guard ends the browser whenever this process ends.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
      ...(options.backForwardCache === true ? { ignoreDefaultArgs: ["--disable-back-forward-cache"] } : {}),
      args: chromiumArguments(options),
    });
    const browser = context.browser();
    if (browser === null) throw new Error("Expected a browser behind the persistent context, got none");
    const cdp = await browser.newBrowserCDPSession();
    if (options.downloads !== undefined)
      await cdp.send("Browser.setDownloadBehavior", {
        behavior: "allow",
        downloadPath: resolve(options.downloads),
      });
    const processId = await mainProcess(cdp);
    profile.guard(processId);
    const first = context.pages()[0] ?? (await context.newPage());
    const closed = new Promise<void>((resolve) => context.once("close", () => resolve()));
    let closing: Promise<void> | undefined;
    const tabOf = (page: Page) => new ChromiumTab(context, cdp, page);
    const workers = () =>
      context.serviceWorkers().filter((worker) => worker.url().startsWith("chrome-extension://"));

    return {
      name: "chromium",
      version: browser.version(),
      processId,
      context,
      tab: tabOf(first),
      async newTab() {
        return tabOf(await context.newPage());
      },
      async newWindow() {
        const opened = context.waitForEvent("page");
        await cdp.send("Target.createTarget", { url: "about:blank", newWindow: true });
        return tabOf(await opened);
      },
      async openedTab(address) {
        const page = await waitUntil(
          `a tab at ${address}`,
          () => context.pages().find((page) => page.url().includes(address)) ?? null,
        );
        await page.waitForLoadState();
        return tabOf(page);
      },
      async extensionId() {
        const worker = await waitUntil("the extension's service worker", () => workers()[0] ?? null);
        return new URL(worker.url()).host;
      },
      serviceWorker: () => workers()[0] ?? null,
      async backgroundRuns() {
        return (await serviceWorkerTargets(cdp)).length > 0;
      },
      async inBackground(run, argument) {
        const worker = await waitUntil("the extension's service worker", () => workers()[0] ?? null);
        return worker.evaluate(callExpression(run, argument));
      },
      async stopBackground() {
        for (const targetId of await serviceWorkerTargets(cdp)) {
          const startedAt = await startOf(workers()[0]);
          await cdp.send("Target.closeTarget", { targetId });
          // A message may have started it again already, under the same target ID: another start tells that it ended.
          await waitUntil("the service worker to stop", async () => {
            if (!(await serviceWorkerTargets(cdp)).includes(targetId)) return true;
            const now = await startOf(workers()[0]);
            return now !== null && now !== startedAt;
          });
        }
      },
      async setTheme(theme) {
        const devtools = context.pages().filter(isDevtools);
        for (const page of devtools) await page.evaluate(setTheme(theme === "dark" ? "dark" : "default"));
      },
      closed,
      close() {
        // Not by its own way out, which takes two seconds to save what is removed at once.
        closing ??= profile.remove().then(() => closed);
        return closing;
      },
    };
  } catch (error) {
    await profile.remove();
    throw error;
  }
}

/** When a service worker began, in ms since the epoch; null where it does not answer, because it is not running. */
async function startOf(worker: Worker | undefined): Promise<number | null> {
  if (worker === undefined) return null;
  const start = worker.evaluate(() => performance.timeOrigin).catch(() => null);
  return Promise.race([start, pause(1_000, null)]);
}

function chromiumArguments({ extension, headless, windowSize }: LaunchOptions): string[] {
  const { width, height } = windowSize ?? { width: 1500, height: 950 };
  const folder = extension === null ? null : resolve(extension ?? "dist/chromium");
  return [
    ...(headless === false ? [] : ["--headless=new"]),
    // The sandbox cannot be had as root, which is what containers run as.
    ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    ...(folder === null ? [] : [`--load-extension=${folder}`, `--disable-extensions-except=${folder}`]),
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    `--window-size=${width},${height}`,
  ];
}

/** DevTools keep their settings as JSON texts inside the profile's preferences. */
async function writePreferences(profile: string, theme: Theme): Promise<void> {
  const settings = { "ui-theme": JSON.stringify(theme === "dark" ? "dark" : "default") };
  await mkdir(join(profile, "Default"));
  await writeFile(
    join(profile, "Default", "Preferences"),
    JSON.stringify({
      devtools: { preferences: settings, synced_preferences_sync_disabled: settings },
    }),
  );
}

async function mainProcess(cdp: CDPSession): Promise<number> {
  const { processInfo } = await cdp.send("SystemInfo.getProcessInfo");
  const main = processInfo.find(({ type }) => type === "browser");
  if (main === undefined) throw new Error("Expected Chromium to name its main process, got none");
  return main.id;
}

async function serviceWorkerTargets(cdp: CDPSession): Promise<string[]> {
  const { targetInfos } = await cdp.send("Target.getTargets");
  return targetInfos
    .filter(({ type, url }) => type === "service_worker" && url.startsWith("chrome-extension://"))
    .map(({ targetId }) => targetId);
}
