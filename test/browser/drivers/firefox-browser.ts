import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, readFile, writeFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import * as z from "zod/mini";
import { findOrInstallBrowser } from "../../../scripts/browsers/find-browser.ts";
import { callExpression } from "./call-expression.ts";
import { FirefoxSession } from "./firefox-session.ts";
import { evaluateJson, FirefoxTab } from "./firefox-tab.ts";
import type { InspectorBrowser, LaunchOptions } from "./inspector-browser.ts";
import { MarionetteClient } from "./marionette-client.ts";
import { type TemporaryProfile, temporaryProfile } from "./temporary-profile.ts";
import { waitUntil } from "./wait-until.ts";

const newSession = z.object({ capabilities: z.object({ browserVersion: z.string() }) });

/** Starts a stock Firefox through Marionette. Rejects with one line on what to install where there is none. */
export async function launchFirefox(options: LaunchOptions = {}): Promise<InspectorBrowser> {
  const profile = await temporaryProfile();
  try {
    const used = process.env[usedProfile];
    if (used !== undefined) await cp(used, profile.folder, { recursive: true });
    const { child, processId, client, version } = await start(profile, options);
    const closed = child.exitCode === null ? once(child, "exit").then(() => {}) : Promise.resolve();
    const session = new FirefoxSession(client);
    await client.send("WebDriver:SetTimeouts", { script: 90_000, pageLoad: 60_000 });
    const extension =
      options.extension === null ? null : await install(client, options.extension ?? "dist/firefox");
    const tab = new FirefoxTab(session, "tab-0", await session.currentHandle());
    await session.nameSelectedTab(tab.name);
    let tabs = 1;
    const open = async (kind: "tab" | "window") => {
      const name = `tab-${tabs}`;
      tabs += 1;
      return new FirefoxTab(session, name, await session.newTab(kind, name));
    };
    const extensionId = () => {
      if (extension === null) throw new TypeError("Expected a browser with the extension, got one without");
      return extension;
    };
    let closing: Promise<void> | undefined;

    return {
      name: "firefox",
      version,
      processId,
      tab,
      newTab: () => open("tab"),
      newWindow: () => open("window"),
      async openedTab(address) {
        const name = `tab-${tabs}`;
        tabs += 1;
        await session.privileged("nameTabAt", { address, name });
        return new FirefoxTab(session, name, "");
      },
      async stopBackground() {
        await session.privileged("stopBackground", { id: extensionId() });
      },
      backgroundRuns: async () =>
        z.boolean().parse(await session.privileged("backgroundRuns", { id: extensionId() })),
      inBackground: (run, argument) =>
        evaluateJson(session, "evaluateInBackground", { id: extensionId() }, callExpression(run, argument)),
      async setTheme(theme) {
        await session.privileged("setTheme", { theme });
      },
      closed,
      close() {
        closing ??= (async () => {
          client.disconnect();
          await profile.remove();
          await closed;
        })();
        return closing;
      },
    };
  } catch (error) {
    await profile.remove();
    throw error;
  }
}

/** The environment's name for a profile that {@link makeUsedProfile} has made: Firefox starts in half the time in a copy of it. */
export const usedProfile = "INSPECTOR_FIREFOX_PROFILE";

/** Starts Firefox in a new profile, has it ended in good order, and leaves the profile in a folder. */
export async function makeUsedProfile(folder: string): Promise<void> {
  const profile = await temporaryProfile();
  try {
    const { child, client } = await start(profile, {});
    const exited = once(child, "exit");
    // The connection may go with the browser, before the answer.
    await Promise.race([client.send("Marionette:Quit", { flags: ["eForceQuit"] }), exited]);
    await exited;
    const own = new Set(["lock", ".parentlock", "MarionetteActivePort", "user.js"]);
    await cp(profile.folder, folder, { recursive: true, filter: (path) => !own.has(basename(path)) });
  } finally {
    await profile.remove();
  }
}

interface StartedFirefox {
  readonly child: ChildProcess;
  readonly processId: number;
  readonly client: MarionetteClient;
  readonly version: string;
}

/** Starts Firefox in a profile and begins a session. */
async function start(profile: TemporaryProfile, options: LaunchOptions): Promise<StartedFirefox> {
  const program = findOrInstallBrowser("firefox");
  await writeFile(join(profile.folder, "user.js"), preferences(options));
  const { width, height } = options.windowSize ?? { width: 1500, height: 950 };
  const child = spawn(
    program,
    [
      ...(options.headless === false ? [] : ["--headless"]),
      "--marionette",
      "-remote-allow-system-access",
      "--no-remote",
      "--profile",
      profile.folder,
    ],
    {
      stdio: "ignore",
      // Its own process group: Ctrl-C in the terminal is ours to answer, and its children end with it.
      detached: true,
      env: { ...process.env, MOZ_HEADLESS_WIDTH: `${width}`, MOZ_HEADLESS_HEIGHT: `${height}` },
    },
  );
  const processId = await startedAs(child);
  profile.guard(processId);
  const client = await MarionetteClient.connect(await activePort(profile.folder, child));
  const { capabilities } = newSession.parse(await client.send("WebDriver:NewSession", { capabilities: {} }));
  return { child, processId, client, version: capabilities.browserVersion };
}

async function startedAs(child: ChildProcess): Promise<number> {
  if (child.pid === undefined) {
    const [error]: unknown[] = await once(child, "error").catch((reason: unknown) => [reason]);
    throw new Error("Expected Firefox to start", { cause: error });
  }
  return child.pid;
}

/** With port 0 Firefox takes a free one and says which in its profile. */
async function activePort(profile: string, child: ChildProcess): Promise<number> {
  return waitUntil(
    "Firefox to open its Marionette port",
    async () => {
      if (child.exitCode !== null) throw new Error(`Firefox ended with code ${child.exitCode}`);
      const port = Number(await readFile(join(profile, "MarionetteActivePort"), "utf8"));
      return port > 0 && port;
    },
    60_000,
  );
}

async function install(client: MarionetteClient, folder: string): Promise<string> {
  const answer = await client.send("Addon:Install", { path: resolve(folder), temporary: true });
  return z.object({ value: z.string() }).parse(answer).value;
}

/** Quiet, offline but for the page under test, and with DevTools as wished. */
function preferences({ theme, downloads }: LaunchOptions): string {
  const values: Readonly<Record<string, string | number | boolean>> = {
    "marionette.port": 0,
    "devtools.theme": theme ?? "light",
    "devtools.toolbox.zoomValue": "1",
    // Headless Firefox paints classic scrollbars as white stripes, in every theme.
    "ui.useOverlayScrollbars": 1,
    "app.update.enabled": false,
    "app.normandy.enabled": false,
    "browser.aboutwelcome.enabled": false,
    // Its own page of news costs more than the page under test.
    "browser.newtab.preload": false,
    "browser.newtabpage.enabled": false,
    "browser.shell.checkDefaultBrowser": false,
    "browser.startup.homepage_override.mstone": "ignore",
    "browser.startup.page": 0,
    "browser.tabs.warnOnClose": false,
    // A process that is kept ready for the next page costs as much as one that a page is in.
    "dom.ipc.processPrelaunch.enabled": false,
    "browser.safebrowsing.malware.enabled": false,
    "browser.safebrowsing.phishing.enabled": false,
    "datareporting.policy.dataSubmissionEnabled": false,
    "extensions.getAddons.cache.enabled": false,
    "extensions.systemAddon.update.enabled": false,
    "network.captive-portal-service.enabled": false,
    "network.connectivity-service.enabled": false,
    "services.settings.server": "data:,",
    "toolkit.telemetry.reportingpolicy.firstRun": false,
    "trailhead.firstrun.didSeeAboutWelcome": true,
    ...(downloads === undefined
      ? {}
      : {
          "browser.download.folderList": 2,
          "browser.download.dir": resolve(downloads),
          "browser.download.useDownloadDir": true,
          "browser.download.always_ask_before_handling_new_types": false,
        }),
  };
  const line = ([name, value]: [string, string | number | boolean]) =>
    `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`;
  return Object.entries(values).map(line).join("");
}
