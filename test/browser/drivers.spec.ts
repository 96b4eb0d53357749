import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readlinkSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { InspectorBrowser } from "./drivers/inspector-browser.ts";
import { browsersUnderTest, launchInspector } from "./drivers/launch.ts";
import { waitUntil } from "./drivers/wait-until.ts";

/** Two plain pages on loopback, told apart by their titles. */
let server: Server;
let origin: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    response.setHeader("content-type", "text/html");
    response.end(`<!doctype html><title>${request.url}</title><script>var own = "the page's own";</script>`);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe.each(browsersUnderTest)("%s with the built extension", (name) => {
  let browser: InspectorBrowser;

  beforeAll(async () => {
    browser = await launchInspector(name, { theme: "dark" });
  });
  afterAll(() => browser?.close());

  it("shows the Privicore panel in DevTools", async () => {
    await browser.tab.open(`${origin}/first`);
    const panel = await browser.tab.openPanel();
    expect(await panel.evaluate(() => location.pathname)).toBe("/panel/panel.html");
    expect((await panel.screenshot()).subarray(1, 4).toString()).toBe("PNG");
  });

  it("runs functions in the page as the page's own script would", async () => {
    await browser.tab.open(`${origin}/second`);
    const seen = await browser.tab.evaluate(async (suffix) => {
      const own: unknown = Reflect.get(window, "own");
      return `${document.title} ${String(own)}${suffix}`;
    }, "!");
    expect(seen).toBe("/second the page's own!");
  });

  it("gives the panel the size that is asked for, without reloading it", async () => {
    const panel = await browser.tab.openPanel();
    await panel.evaluate(() => void Reflect.set(window, "marked", true));
    for (const size of [
      { width: 500, height: 300 },
      { width: 1400, height: 400 },
    ]) {
      await panel.resize(size);
      expect(await panel.evaluate(() => ({ width: innerWidth, height: innerHeight }))).toEqual(size);
    }
    expect(await panel.evaluate(() => Reflect.get(window, "marked") === true)).toBe(true);
  });

  it("presses keys in the panel", async () => {
    const panel = await browser.tab.openPanel();
    await panel.evaluate(() => {
      addEventListener("keydown", ({ key, ctrlKey }) => Reflect.set(window, "pressed", `${ctrlKey} ${key}`));
    });
    await panel.press("Control+ArrowDown");
    expect(await panel.evaluate(() => String(Reflect.get(window, "pressed")))).toBe("true ArrowDown");
  });

  it("closes and opens DevTools, in another window too", async () => {
    await browser.tab.closeDevtools();
    await browser.tab.openPanel();
    const other = await browser.newWindow();
    await other.open(`${origin}/other-window`);
    await other.openPanel();
    expect(await other.evaluate(() => document.title)).toBe("/other-window");
    expect(await browser.tab.evaluate(() => document.title)).toBe("/second");
    await other.close();
  });

  it("really stops the extension's background", async () => {
    // An open panel would start it again at once.
    await browser.tab.closeDevtools();
    await browser.stopBackground();
    expect(await browser.backgroundRuns()).toBe(false);
  });
});

describe.each(browsersUnderTest)("%s leaves nothing behind", (name) => {
  const runs = (processId: number) => {
    try {
      process.kill(processId, 0);
      // A process that has ended stays listed until its parent has asked for it; nobody does once the parent is killed.
      return !/^Z/.test(execFileSync("ps", ["-o", "stat=", "-p", `${processId}`], { encoding: "utf8" }));
    } catch {
      return false;
    }
  };

  it.each(["SIGINT", "SIGTERM", "SIGKILL"] as const)("when its driver gets %s", async (signal) => {
    const driver = spawn(
      process.execPath,
      ["node_modules/tsx/dist/cli.mjs", "test/browser/drivers/hold-open.ts", name],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    const [line]: string[] = await once(createInterface({ input: driver.stdout }), "line");
    const { driverId, processId, profile } = JSON.parse(line ?? "");
    expect(runs(processId)).toBe(true);
    expect(existsSync(profile)).toBe(true);
    const elsewhere = name === "chromium" ? dirname(readlinkSync(join(profile, "SingletonSocket"))) : null;
    expect(elsewhere === null || existsSync(elsewhere)).toBe(true);
    process.kill(driverId, signal);
    await waitUntil("the browser to end", () => !runs(processId));
    await waitUntil("the profile to be removed", () => !existsSync(profile));
    expect(elsewhere !== null && existsSync(elsewhere)).toBe(false);
  });
});

it.each(browsersUnderTest)("%s is not started without a built extension", async (name) => {
  await expect(launchInspector(name, { extension: "out/nowhere" })).rejects.toThrow(
    "Expected the built extension in out/nowhere, got none: run npm run build first",
  );
});
