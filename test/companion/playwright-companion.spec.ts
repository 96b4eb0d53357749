/**
 * The Playwright companion on a real page in Chromium, against the stand-in; also the example that docs/playwright.md
 * speaks of. It imports the sources where a project would import "privicore-inspector/playwright".
 */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright";
import { afterAll, afterEach, expect as baseExpect, beforeAll, beforeEach, it } from "vitest";
import { type Simulator, startSimulator } from "../../demo/simulator/simulator.ts";
import { findOrInstallBrowser } from "../../scripts/browsers/find-browser.ts";
import { openSession } from "../../src/io/open-session.ts";
import {
  type ProblemOptions,
  privicoreMatchers,
  type RecordedPage,
  recordPrivicore,
} from "../../src/io/playwright/index.ts";
import { reportOf } from "../../src/io/report.ts";
import { textSource } from "../../src/io/source/byte-source.ts";

baseExpect.extend(privicoreMatchers);
declare module "vitest" {
  interface Matchers<T> {
    toHaveNoPrivicoreProblems(options?: ProblemOptions): Promise<T>;
  }
}
const expect = baseExpect;

let browser: Browser;
let simulator: Simulator;
let page: Page;

beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: findOrInstallBrowser("chromium"),
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
  simulator = await startSimulator({ pace: {} });
});
afterAll(async () => {
  await browser.close();
  await simulator.close();
});
beforeEach(async () => {
  page = await browser.newPage();
});
afterEach(async () => {
  await page.close();
});

/** What a page does in a test, in the page. */
interface Steps {
  readonly token: string;
  readonly socketUrl: string;
  /** Whether it leaves before it closes. */
  readonly leaves: boolean;
  readonly closeCode: number | null;
}

/** Joins, runs a command, awaits its status, leaves, closes: in the page. */
async function useChannel({ token, socketUrl, leaves, closeCode }: Steps): Promise<void> {
  const socket = new WebSocket(socketUrl);
  const received = (
    matches: (message: {
      correlationId?: string;
      data?: { id?: string; command_status?: number };
    }) => boolean,
  ) =>
    new Promise<void>((resolve) => {
      socket.addEventListener("message", ({ data }) => {
        if (matches(JSON.parse(data))) resolve();
      });
    });
  await new Promise((resolve) => socket.addEventListener("open", resolve));
  const act = async (action: string, correlationId: string) => {
    const answered = received((message) => message.correlationId === correlationId);
    socket.send(JSON.stringify({ action, authorizationToken: token, correlationId }));
    await answered;
  };
  await act("joinChannel", "join-1");
  const settled = received(({ data }) => data?.command_status === 2 || data?.command_status === 3);
  const accepted = await fetch("/device/approve-device", {
    method: "POST",
    headers: { "X-DPT-AUTHORIZATION": token },
  });
  await accepted.json();
  await settled;
  if (leaves) await act("leaveChannel", "leave-1");
  if (closeCode === null) return;
  const closed = new Promise((resolve) => socket.addEventListener("close", resolve));
  socket.close(closeCode);
  await closed;
}

const steps = (more: Partial<Steps> = {}): Steps => ({
  token: simulator.issueToken("ada"),
  socketUrl: `${simulator.socketUrl}?dialect=published`,
  leaves: true,
  closeCode: 1000,
  ...more,
});

it("finds nothing on a page that does it right, and tells all of it", async () => {
  const recording = await recordPrivicore(page);
  await page.goto(simulator.url);
  const right = steps();
  await page.evaluate(useChannel, right);
  await expect(recording).toHaveNoPrivicoreProblems({ failOn: "info" });
  await expect(expect(recording).not.toHaveNoPrivicoreProblems()).rejects.toThrow(/got none/);

  const report = await recording.report();
  expect(report.connections).toEqual([
    expect.objectContaining({
      id: "c1",
      system: "privicore",
      closeCode: 1000,
      sent: 2,
      received: expect.any(Number),
    }),
  ]);
  expect(report.exchanges.map(({ action, outcome, pairing }) => [action, outcome, pairing])).toEqual([
    ["joinChannel", "ok", "correlation-id"],
    ["leaveChannel", "ok", "correlation-id"],
  ]);
  expect(report.channels[0]?.history.map(({ state }) => state)).toEqual([
    "not-joined",
    "joining",
    "joined",
    "leaving",
    "left",
    "closed",
  ]);
  expect(report.commands).toEqual([
    expect.objectContaining({
      outcome: "success",
      connection: "c1",
      request: expect.objectContaining({ method: "POST", status: 202 }),
    }),
  ]);
  expect(JSON.stringify(report)).not.toContain(right.token);
});

it("fails with the findings' text", async () => {
  const recording = await recordPrivicore(page);
  await page.goto(simulator.url);
  simulator.fail("command", "fail");
  await page.evaluate(useChannel, steps({ leaves: false }));
  await expect(expect(recording).toHaveNoPrivicoreProblems()).rejects.toThrow(
    /Expected no Privicore problem at or above error, got 1:\n\n {2}error command-failed on c1 \(frame \d+\)\n {4}\S/,
  );
  await expect(recording).toHaveNoPrivicoreProblems({ ignore: ["command-failed"] });
  expect((await recording.report()).findings.map(({ rule }) => rule)).toEqual([
    "command-failed",
    "closed-without-leave",
  ]);
});

it("knows a document by its load: not by a new address, and its sockets end with it", async () => {
  const recording = await recordPrivicore(page);
  await page.goto(simulator.url);
  await page.evaluate(useChannel, steps({ leaves: false, closeCode: null }));
  await page.evaluate(() => history.pushState(null, "", "/elsewhere"));
  await page.goto(`${simulator.url}again`);
  await page.evaluate(useChannel, steps());
  const { connections, findings } = await recording.report();
  expect(recording.session.documents.map(({ url }) => new URL(url).pathname)).toEqual([
    "blank",
    "/",
    "/again",
  ]);
  expect(connections.map(({ id, closeCode }) => [id, closeCode])).toEqual([
    ["c1", null],
    ["c2", 1000],
  ]);
  expect(connections[0]?.closedAt).toEqual(expect.any(Number));
  expect(findings.map(({ rule }) => rule)).toEqual(["closed-without-leave"]);
});

it("stays in its document where a load comes to nothing", async () => {
  const recording = await recordPrivicore(page);
  await page.goto(simulator.url);
  await page.route("**/nothing", (route) => route.fulfill({ status: 204 }));
  await page.route("**/file", (route) =>
    route.fulfill({ headers: { "content-disposition": "attachment; filename=file" }, body: "content" }),
  );
  for (const path of ["/nothing", "/file"]) {
    const failed = page.waitForEvent("requestfailed");
    await page.evaluate((to) => location.assign(to), path);
    await failed;
    await page.evaluate(() => history.pushState(null, "", "/elsewhere"));
  }
  await page.evaluate(useChannel, steps());
  const { findings } = await recording.report();
  expect(recording.session.documents.map(({ url }) => new URL(url).pathname)).toEqual(["blank", "/"]);
  expect(findings).toEqual([]);
});

it("ends a document in whose place the browser shows that a load failed", async () => {
  const recording = await recordPrivicore(page);
  await page.goto(simulator.url);
  await page.evaluate(useChannel, steps({ leaves: false, closeCode: null }));
  await page.route("**/gone", (route) => route.abort());
  await expect(page.goto(`${simulator.url}gone`)).rejects.toThrow(/net::ERR_FAILED/);
  // The browser's own page comes after the refusal of the load.
  await expect
    .poll(async () => (await recording.report()).connections.map(({ closedAt }) => closedAt))
    .toEqual([expect.any(Number)]);
  const { findings } = await recording.report();
  expect(findings.map(({ rule }) => rule)).toEqual(["closed-without-leave"]);
});

it("gives a capture that opens to the same conclusions, without its secrets unless asked", async () => {
  const recording = await recordPrivicore(page);
  await page.goto(simulator.url);
  const { token, ...rest } = steps({ leaves: false });
  await page.evaluate(useChannel, { token, ...rest });
  await recording.stop();
  await page.evaluate(useChannel, steps());
  const report = await recording.report();
  expect(report.connections).toHaveLength(1);

  const folder = await mkdtemp(join(tmpdir(), "privicore-companion-"));
  try {
    await recording.saveCapture(join(folder, "capture.jsonl"));
    const saved = await readFile(join(folder, "capture.jsonl"), "utf8");
    expect(saved).not.toContain(token);
    expect(saved.split("\n")[0]).toContain('"redacted":true');
    const opened = await openSession(textSource(saved));
    expect(opened.usable && opened.session.findings.map(({ rule }) => rule)).toEqual(
      report.findings.map(({ rule }) => rule),
    );
  } finally {
    await rm(folder, { recursive: true });
  }
  expect(await recording.capture({ revealSecrets: true })).toContain(token);
});

it("concludes the same from the HAR that Playwright records itself", async () => {
  const folder = await mkdtemp(join(tmpdir(), "privicore-companion-"));
  try {
    const path = join(folder, "page.har");
    const context = await browser.newContext({ recordHar: { path, content: "embed" } });
    const recorded = await context.newPage();
    const recording = await recordPrivicore(recorded);
    await recorded.goto(simulator.url);
    simulator.fail("command", "fail");
    await recorded.evaluate(useChannel, steps());
    const live = await recording.report();
    await context.close();

    const opened = await openSession(textSource(await readFile(path, "utf8")));
    if (!opened.usable) throw new Error(opened.problem.message);
    const report = reportOf(opened.session, opened.summary, opened.redactor);
    expect(report.source).toMatchObject({ kind: "har", skippedLines: 0, frames: live.source.frames });
    const outcomes = ({ exchanges, commands, findings }: typeof report) => [
      exchanges.map(({ action, outcome, pairing }) => [action, outcome, pairing]),
      commands.map(({ id, outcome, request }) => [id, outcome, request?.status]),
      findings.map(({ rule }) => rule),
    ];
    expect(outcomes(report)).toEqual(outcomes(live));
    expect(report.findings.map(({ rule }) => rule)).toEqual(["command-failed"]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

it("leaves the page's WebSocket as it was to the page", async () => {
  await recordPrivicore(page);
  await page.goto(simulator.url);
  const seen = await page.evaluate((url) => {
    const socket = new WebSocket(url);
    const result = {
      name: WebSocket.name,
      open: WebSocket.OPEN,
      instance: socket instanceof WebSocket,
      made: socket.constructor === WebSocket && WebSocket.prototype.constructor === WebSocket,
      refused: "",
    };
    try {
      new WebSocket("nonsense:");
    } catch (error) {
      result.refused = error instanceof Error ? error.name : String(error);
    }
    socket.close();
    return result;
  }, simulator.socketUrl);
  expect(seen).toEqual({ name: "WebSocket", open: 1, instance: true, made: true, refused: "SyntaxError" });
});

it("judges no absence on a page whose sockets a test plays itself", async () => {
  const token = simulator.issueToken("ada");
  await page.routeWebSocket(/played/, (socket) =>
    socket.onMessage((message) =>
      socket.send(
        JSON.stringify({
          correlationId: JSON.parse(String(message)).correlationId,
          status: 200,
          data: { channelId: "played", message: "ok" },
        }),
      ),
    ),
  );
  const recording = await recordPrivicore(page, { commandTimeout: 1 });
  await page.goto(simulator.url);
  await page.evaluate(async (authorizationToken) => {
    const socket = new WebSocket("wss://played.example/");
    await new Promise((resolve) => socket.addEventListener("open", resolve));
    const joined = new Promise((resolve) => socket.addEventListener("message", resolve));
    socket.send(JSON.stringify({ action: "joinChannel", authorizationToken, correlationId: "join-1" }));
    await joined;
    const headers = { "X-DPT-AUTHORIZATION": authorizationToken };
    await (await fetch("/device/approve-device", { method: "POST", headers })).text();
  }, token);
  const report = await recording.report();
  expect(report.connections).toEqual([]);
  expect(report.commands).toHaveLength(1);
  expect(report.findings).toEqual([]);
});

it("sees through a route that connects to the server", async () => {
  await page.routeWebSocket(/./, (socket) => void socket.connectToServer());
  const recording = await recordPrivicore(page);
  await page.goto(simulator.url);
  await page.evaluate(useChannel, steps());
  const { connections, findings } = await recording.report();
  expect(connections).toEqual([expect.objectContaining({ id: "c1", sent: 2, closeCode: 1000 })]);
  expect(findings).toEqual([]);
  expect(await recording.capture()).not.toContain("sockets-not-recorded");
});

it("knows that a silent socket is open, and that one which was reconnected never joined", async () => {
  const recording = await recordPrivicore(page);
  await page.goto(simulator.url);
  await page.evaluate(useChannel, steps({ leaves: false, closeCode: 4001 }));
  await page.evaluate(
    (url) => new Promise((resolve) => new WebSocket(url).addEventListener("open", resolve)),
    steps().socketUrl,
  );
  const { connections } = await recording.report();
  expect(connections.map(({ closeCode, openedAt }) => [closeCode, openedAt !== null])).toEqual([
    [4001, true],
    [null, true],
  ]);
});

it("takes Playwright's own page", () => {
  const taken: RecordedPage = page;
  expect(taken.url()).toBe("about:blank");
});
