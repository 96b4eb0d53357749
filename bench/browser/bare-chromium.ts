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
const evaluation = z.object({ result: z.object({ result: z.object({ value: z.optional(z.unknown()) }) }) });
/** Of each process the seconds of processor time that it has used. */
const processes = z.object({
  result: z.object({ processInfo: z.array(z.object({ cpuTime: z.number() })) }),
});
const isDevTools = (url: string): boolean => url.startsWith("devtools://");
const attachment = z.object({ result: z.object({ sessionId: z.string() }) });

/** A Chromium that nobody is attached to, but for the moments in which the panel is asked something. */
export interface BareChromium {
  /** Evaluates an expression in the panel's document; a promise is awaited. Rejects where the panel is not there. */
  inPanel(expression: string): Promise<unknown>;
  /** The same in DevTools' own window, which reaches DevTools' modules by `import`. */
  inDevTools(expression: string): Promise<unknown>;
  /** Milliseconds of processor time that all of the browser's processes have used so far: page, panel, DevTools and the rest. */
  processorTime(): Promise<number>;
  /**
   * Runs something and returns how long each task of the panel's main thread took meanwhile, in milliseconds of the thread's own
   * time, by the browser's trace; only tasks of more than `least` milliseconds. Tracing itself costs a little.
   */
  panelTasksDuring<Result>(
    run: () => Promise<Result>,
    least: number,
  ): Promise<{ readonly result: Result; readonly tasks: readonly number[] }>;
  stop(): Promise<void>;
}

/**
 * A Chromium whose page nobody is attached to: a driver (Playwright, puppeteer) listens to every frame of the page's
 * sockets itself, which costs more than what is to be measured. Only DevTools' own window is spoken to, to pick the tool.
 */
export async function startBareChromium(url: string, extension: boolean, tool: Tool): Promise<BareChromium> {
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
  let port: DebuggingPort;
  try {
    port = await DebuggingPort.open(profile.folder);
    if (tool !== null) await showTool(port, tool);
  } catch (error) {
    await profile.remove();
    throw error;
  }
  const inPanel = (expression: string) => port.evaluate(isPanel, expression);
  return {
    inPanel,
    inDevTools: (expression) => port.evaluate(isDevTools, expression),
    async processorTime() {
      const { result } = processes.parse(await port.command("SystemInfo.getProcessInfo", {}));
      return result.processInfo.reduce((sum, { cpuTime }) => sum + cpuTime * 1000, 0);
    },
    async panelTasksDuring(run, least) {
      const { result, events } = await port.trace(async () => {
        // Told apart from the other processes' threads by what it alone says.
        await inPanel(`performance.mark("${panelMark}") !== null`);
        return run();
      });
      const panel = events.find(({ name }) => name === panelMark);
      if (panel === undefined) throw new Error("Expected the panel's mark in the trace, got none");
      const tasks = events.flatMap(({ name, pid, tid, tdur = 0 }) =>
        name === "RunTask" && pid === panel.pid && tid === panel.tid && tdur / 1000 > least
          ? [tdur / 1000]
          : [],
      );
      return { result, tasks };
    },
    async stop() {
      port.close();
      await profile.remove();
    },
  };
}

const isPanel = (url: string): boolean => url.endsWith("/panel/panel.html");

/** A command to the browser that is not answered by then, in milliseconds, is lost: its target was replaced meanwhile. */
const commandPatience = 5000;
/** How long DevTools may take to come up on a busy machine, in milliseconds. */
const devtoolsPatience = 90_000;

const panelMark = "privicore-panel";
const traceEvent = z.object({
  name: z.string(),
  pid: z.number(),
  tid: z.number(),
  /** Microseconds of the thread's own time. */
  tdur: z.optional(z.number()),
});
type TraceEvent = z.infer<typeof traceEvent>;
const traceMessage = z.object({
  method: z.literal("Tracing.dataCollected"),
  params: z.object({ value: z.array(z.unknown()) }),
});
const traceEnd = z.object({ method: z.literal("Tracing.tracingComplete") });

/** A connection to Chromium's debugging port. */
class DebuggingPort {
  readonly #socket: WebSocket;
  #lastId = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.setMaxListeners(0);
  }

  static async open(profile: string): Promise<DebuggingPort> {
    const place = await waitUntil(
      "Chromium's debugging port",
      // The file may be read while it is written: the port stands on its first line, the path on its second.
      async () => /^(\d+)\n(\/\S+)/.exec(await readFile(join(profile, "DevToolsActivePort"), "utf8")),
      devtoolsPatience,
    );
    const socket = new WebSocket(`ws://127.0.0.1:${place[1]}${place[2]}`);
    await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
    return new DebuggingPort(socket);
  }

  command(method: string, params: object, sessionId?: string): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const id = ++this.#lastId;
      const heard = (data: Buffer): void => {
        const message: unknown = JSON.parse(data.toString());
        if (typeof message !== "object" || message === null || !("id" in message) || message.id !== id)
          return;
        finish();
        resolve(message);
      };
      const finish = () => {
        clearTimeout(timer);
        this.#socket.off("message", heard);
      };
      const timer = setTimeout(() => {
        finish();
        reject(new Error(`Expected an answer to ${method} within ${commandPatience} ms, got none`));
      }, commandPatience);
      this.#socket.on("message", heard);
      this.#socket.send(
        JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) }),
      );
    });
  }

  /** Evaluates in the first target whose URL satisfies the condition, and lets go of it again. Rejects where there is none. */
  async evaluate(isTarget: (url: string) => boolean, expression: string): Promise<unknown> {
    const { targetInfos } = targets.parse(await this.command("Target.getTargets", {})).result;
    const target = targetInfos.find(({ url }) => isTarget(url));
    if (target === undefined) throw new Error("Expected a target to evaluate in, got none");
    const { sessionId } = attachment.parse(
      await this.command("Target.attachToTarget", { targetId: target.targetId, flatten: true }),
    ).result;
    try {
      const answer = await this.command(
        "Runtime.evaluate",
        { expression, awaitPromise: true, returnByValue: true },
        sessionId,
      );
      return evaluation.parse(answer).result.result.value;
    } finally {
      await this.command("Target.detachFromTarget", { sessionId });
    }
  }

  /** Runs something under the browser's trace and returns the tasks and marks of all processes' threads. */
  async trace<Result>(
    run: () => Promise<Result>,
  ): Promise<{ readonly result: Result; readonly events: readonly TraceEvent[] }> {
    const events: TraceEvent[] = [];
    let complete = (): void => undefined;
    const completed = new Promise<void>((resolve) => {
      complete = resolve;
    });
    const heard = (data: Buffer): void => {
      const message: unknown = JSON.parse(data.toString());
      for (const value of traceMessage.safeParse(message).data?.params.value ?? []) {
        const event = traceEvent.safeParse(value).data;
        if (event?.name === "RunTask" || event?.name === panelMark) events.push(event);
      }
      if (traceEnd.safeParse(message).success) complete();
    };
    this.#socket.on("message", heard);
    try {
      await this.command("Tracing.start", {
        traceConfig: {
          includedCategories: ["disabled-by-default-devtools.timeline", "blink.user_timing"],
          excludedCategories: ["*"],
        },
        transferMode: "ReportEvents",
      });
      const result = await run();
      await this.command("Tracing.end", {});
      await completed;
      return { result, events };
    } finally {
      this.#socket.off("message", heard);
    }
  }

  close(): void {
    this.#socket.close();
  }
}

async function showTool(port: DebuggingPort, tool: Exclude<Tool, null>): Promise<void> {
  const wanted =
    tool === "privicore"
      ? `[...views.keys()].find((id) => id.startsWith("chrome-extension://"))`
      : `"${tool}"`;
  const expression = `(async () => {
    if (document.querySelector(".root-view") === null) return false;
    const UI = await import("./ui/legacy/legacy.js");
    // Below the page, so that the tool is as wide as the window.
    UI.DockController.DockController.instance().setDockSide("bottom");
    const manager = UI.ViewManager.ViewManager.instance();
    const { views } = manager;
    const id = ${wanted};
    if (id === undefined) return false;
    await manager.showView(id);
    return true;
  })()`;
  await waitUntil(
    `the ${tool} tool`,
    async () => (await port.evaluate(isDevTools, expression)) === true,
    devtoolsPatience,
  );
  // Its frame comes with the view, its document a moment later.
  if (tool === "privicore")
    await waitUntil(
      "the panel's document",
      async () => (await port.evaluate(isPanel, `document.readyState === "complete"`)) === true,
      devtoolsPatience,
    );
}
