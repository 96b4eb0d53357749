import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openSession } from "../../../../src/io/open-session.ts";
import { recordPrivicore } from "../../../../src/io/playwright/index.ts";
import { textSource } from "../../../../src/io/source/byte-source.ts";
import { FakePage } from "./fake-page.ts";

const options = { commandTimeout: 300, responseTimeout: 200 };

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true, toFake: ["setTimeout", "performance", "Date"] });
});
afterEach(() => {
  vi.useRealTimers();
});

async function begun() {
  const page = new FakePage();
  const recording = await recordPrivicore(page, options);
  page.load("https://app.example/");
  return { page, recording };
}

async function rulesOf(capture: string) {
  const opened = await openSession(textSource(capture), options);
  return opened.usable ? opened.session.findings.map(({ rule }) => rule) : opened.problem;
}

describe("a capture", () => {
  it("tells until when nothing came: what went unanswered stays so for who opens it", async () => {
    const { page, recording } = await begun();
    page.socket("wss://sockets.example/").join();
    page.startCommand();
    await vi.advanceTimersByTimeAsync(1000);
    expect(await rulesOf(await recording.capture())).toEqual(["command-unanswered"]);
  });

  it("ends when recording was stopped", async () => {
    const { page, recording } = await begun();
    page.socket("wss://sockets.example/").join();
    page.startCommand();
    await vi.advanceTimersByTimeAsync(50);
    await recording.stop();
    await vi.advanceTimersByTimeAsync(1000);
    expect(await rulesOf(await recording.capture())).toEqual([]);
    expect((await recording.report()).findings).toEqual([]);
  });
});

describe("a saved capture", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "privicore-recording-"));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  it("makes the folders that its path names", async () => {
    const { recording } = await begun();
    const path = join(folder, "of/this/test/privicore.jsonl");
    await recording.saveCapture(path);
    expect(await rulesOf(await readFile(path, "utf8"))).toEqual([]);
  });

  it("is one of two that are saved at once to one path, whole", async () => {
    const { page, recording } = await begun();
    const socket = page.socket("wss://sockets.example/");
    for (let frame = 0; frame < 2000; frame++) socket.received({ data: { type: "KEEPALIVE", frame } });
    const other = await begun();
    const path = join(folder, "privicore.jsonl");
    await Promise.all([recording.saveCapture(path), other.recording.saveCapture(path)]);
    const saved = await readFile(path, "utf8");
    const socketsOf = (text: string) => text.split("\n").filter((line) => line.includes("KEEPALIVE"));
    expect([0, 2000]).toContain(socketsOf(saved).length);
    expect(await rulesOf(saved)).toEqual([]);
    expect(await readdir(folder)).toEqual(["privicore.jsonl"]);
  });

  it("leaves nothing beside a place where it cannot stand", async () => {
    const { recording } = await begun();
    await expect(recording.saveCapture(folder)).rejects.toThrow(/EISDIR|ENOTEMPTY|EPERM/);
    const parent = await readdir(join(folder, ".."));
    expect(parent.filter((name) => name.startsWith(`${folder.split("/").at(-1)}.`))).toEqual([]);
  });
});

it("a call that the browser never gives leaves a gap, and no report waits for it", async () => {
  const { page, recording } = await begun();
  page.startCommand({ requestHeaders: () => new Promise(() => {}) });
  const capture = recording.capture();
  await vi.advanceTimersByTimeAsync(5000);
  expect(await capture).toContain(
    '"reason":"the call POST was not recorded: the browser gave no headers or body within 5 s"',
  );
});

it("a download is no new document, nor is the next address inside the one that stays", async () => {
  const { page, recording } = await begun();
  const socket = page.socket("wss://sockets.example/");
  socket.join();
  const download = page.request("GET", "https://app.example/file", { navigation: true });
  page.emit("request", download);
  page.emit("requestfailed", download);
  page.arrive("https://app.example/elsewhere");
  page.startCommand();
  await vi.advanceTimersByTimeAsync(20);
  socket.received({ data: { type: "X-DPT-CAB-ID", id: "cmd-1", command_status: 2, body: null } });
  expect((await recording.report()).findings).toEqual([]);
  expect(recording.session.documents.map(({ url }) => url)).toEqual(["about:blank", "https://app.example/"]);
});

it("a page that cannot be loaded ends the document all the same: the browser shows one of its own", async () => {
  const { page, recording } = await begun();
  page.socket("wss://sockets.example/").join();
  const failed = page.request("GET", "https://nobody.example/", { navigation: true });
  page.emit("request", failed);
  page.emit("requestfailed", failed);
  // Playwright forgets the sockets of a document that goes: it tells of no close.
  page.arrive("chrome-error://chromewebdata/");
  const { channels, connections } = await recording.report();
  expect(channels[0]?.history.map(({ state }) => state)).toEqual([
    "not-joined",
    "joining",
    "joined",
    "closed",
  ]);
  expect(connections[0]?.closedAt).toEqual(expect.any(Number));
});

it("a load that another takes the place of does not end the wait for that", async () => {
  const { page, recording } = await begun();
  const [given, taken] = ["https://app.example/first", "https://app.example/second"].map((url) =>
    page.request("GET", url, { navigation: true }),
  );
  page.emit("request", given);
  page.emit("request", taken);
  page.emit("requestfailed", given);
  page.arrive("https://app.example/second");
  expect(recording.session.documents.map(({ url }) => url)).toContain("https://app.example/second");
});
