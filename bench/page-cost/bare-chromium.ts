import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { WebSocket } from "ws";
import * as z from "zod/mini";
import { findOrInstallBrowser } from "../../scripts/browsers/find-browser.ts";
import { temporaryProfile } from "../../test/browser/drivers/temporary-profile.ts";
import { waitUntil } from "../../test/browser/drivers/wait-until.ts";

/** Which DevTools tool is open beside the page; null is DevTools closed. */
export type Tool = "elements" | "network" | "privicore" | null;

const targets = z.object({
  result: z.object({
    targetInfos: z.array(z.object({ targetId: z.string(), type: z.string(), url: z.string() })),
  }),
});
const evaluation = z.object({ result: z.object({ result: z.object({ value: z.unknown() }) }) });

/**
 * A Chromium whose page nobody is attached to: a driver (Playwright, puppeteer) listens to every frame of the page's
 * sockets itself, which costs more than what is to be measured. Only DevTools' own window is spoken to, to pick the tool.
 */
export async function startBareChromium(
  url: string,
  extension: boolean,
  tool: Tool,
): Promise<() => Promise<void>> {
  const profile = await temporaryProfile();
  const folder = resolve("dist/chromium");
  const child = spawn(
    findOrInstallBrowser("chromium"),
    [
      "--headless=new",
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      ...(extension ? [`--load-extension=${folder}`, `--disable-extensions-except=${folder}`] : []),
      ...(tool === null ? [] : ["--auto-open-devtools-for-tabs"]),
      "--remote-debugging-port=0",
      "--remote-allow-origins=*",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
      // Several browsers stand side by side: none of them is in the background.
      "--disable-backgrounding-occluded-windows",
      "--disable-renderer-backgrounding",
      "--disable-background-timer-throttling",
      "--window-size=1500,950",
      `--user-data-dir=${profile.folder}`,
      url,
    ],
    { stdio: "ignore", detached: true },
  );
  if (child.pid === undefined) throw new Error("Expected Chromium to start");
  profile.guard(child.pid);
  if (tool !== null) await showTool(profile.folder, tool);
  return () => profile.remove();
}

async function showTool(profile: string, tool: Exclude<Tool, null>): Promise<void> {
  const [port, path] = await waitUntil("Chromium's debugging port", async () => {
    const lines = (await readFile(join(profile, "DevToolsActivePort"), "utf8")).split("\n");
    return lines.length > 1 && lines[1] !== "" && lines;
  });
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`);
  await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
  let lastId = 0;
  const command = (method: string, params: object, sessionId?: string): Promise<unknown> =>
    new Promise((resolve) => {
      const id = ++lastId;
      const heard = (data: Buffer): void => {
        const message: unknown = JSON.parse(data.toString());
        if (typeof message !== "object" || message === null || !("id" in message) || message.id !== id)
          return;
        socket.off("message", heard);
        resolve(message);
      };
      socket.on("message", heard);
      socket.send(JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) }));
    });
  const devtools = await waitUntil("DevTools' window", async () => {
    const { result } = targets.parse(await command("Target.getTargets", {}));
    return result.targetInfos.find(({ url }) => url.startsWith("devtools://")) ?? null;
  });
  const attached = z
    .object({ result: z.object({ sessionId: z.string() }) })
    .parse(await command("Target.attachToTarget", { targetId: devtools.targetId, flatten: true }));
  const { sessionId } = attached.result;
  const wanted =
    tool === "privicore"
      ? `[...views.keys()].find((id) => id.startsWith("chrome-extension://"))`
      : `"${tool}"`;
  const expression = `(async () => {
    if (document.querySelector(".root-view") === null) return false;
    const manager = (await import("./ui/legacy/legacy.js")).ViewManager.ViewManager.instance();
    const { views } = manager;
    const id = ${wanted};
    if (id === undefined) return false;
    await manager.showView(id);
    return true;
  })()`;
  await waitUntil(`the ${tool} tool`, async () => {
    const answer = await command(
      "Runtime.evaluate",
      { expression, awaitPromise: true, returnByValue: true },
      sessionId,
    );
    return evaluation.parse(answer).result.result.value === true;
  });
  await command("Target.detachFromTarget", { sessionId });
  socket.close();
}
