import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openSession } from "../../../../src/io/open-session.ts";
import { type Recording, recordPrivicore } from "../../../../src/io/playwright/index.ts";
import { textSource } from "../../../../src/io/source/byte-source.ts";
import { FakePage } from "./fake-page.ts";

const url = "wss://sockets.example/";

let page: FakePage;
let recording: Recording;

beforeEach(async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true, toFake: ["setTimeout", "performance", "Date"] });
  page = new FakePage();
  recording = await recordPrivicore(page);
  page.load("https://app.example/");
});
afterEach(() => {
  vi.useRealTimers();
});

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);
const saysClose = (code: number) =>
  page.say({ event: "close", url, code, reason: "", wasClean: code === 1000 });

async function reportSoon() {
  const report = recording.report();
  await pass(2000);
  return report;
}
const rules = async () => (await reportSoon()).findings.map(({ rule }) => rule);
async function rulesOfCapture() {
  const opened = await openSession(textSource(await recording.capture()));
  return opened.usable ? opened.session.findings.map(({ rule }) => rule) : opened.problem;
}

describe("of two sockets to one URL", () => {
  it.each(["the page", "Playwright"])(
    "the one that closed gets the code, where %s tells first",
    async (first) => {
      const [stays, ends] = [page.socket(url), page.socket(url)];
      stays.join();
      if (first === "the page") saysClose(4001);
      ends.emit("close");
      await pass(20);
      if (first === "Playwright") saysClose(4001);
      stays.received({ data: { type: "X-DPT-KEEPALIVE" } });
      const { connections } = await reportSoon();
      expect(
        connections.map(({ id, closedAt, closeCode, received }) => [
          id,
          closedAt !== null,
          closeCode,
          received,
        ]),
      ).toEqual([
        ["c1", false, null, 2],
        ["c2", true, 4001, 0],
      ]);
    },
  );

  it("a word that comes too late for the first is not given to the second", async () => {
    const [first, second] = [page.socket(url), page.socket(url)];
    page.say({ event: "open", url });
    page.say({ event: "open", url });
    first.emit("close");
    await pass(600);
    saysClose(4001);
    second.emit("close");
    saysClose(1000);
    const { connections } = await reportSoon();
    expect(connections.map(({ closeCode }) => closeCode)).toEqual([null, 1000]);
  });
});

describe("a socket that opens", () => {
  it("is open by the page's word, before its first frame", async () => {
    page.socket(url);
    expect((await reportSoon()).connections[0]?.openedAt).toBeNull();
    page.say({ event: "open", url });
    expect((await reportSoon()).connections[0]?.openedAt).toEqual(expect.any(Number));
  });

  it("is open by its first frame where the page says nothing", async () => {
    page.socket(url).join();
    expect((await reportSoon()).connections[0]?.openedAt).toEqual(expect.any(Number));
  });

  it("and stays silent after a joined one is a reconnect without a join", async () => {
    const first = page.socket(url);
    page.say({ event: "open", url });
    first.join();
    first.emit("close");
    saysClose(1006);
    page.socket(url);
    page.say({ event: "open", url });
    await pass(5100);
    expect(await rules()).toContain("reconnect-without-rejoin");
    expect(await rulesOfCapture()).toContain("reconnect-without-rejoin");
  });

  it("is no reconnect of a worker's socket that is still to end", async () => {
    const worker = page.socket(url);
    worker.join();
    worker.emit("close");
    await pass(100);
    page.socket(url).received({ data: { type: "X-DPT-KEEPALIVE" } });
    await pass(5100);
    expect(await rules()).toContain("reconnect-without-rejoin");
  });
});

it("a close without the page's word has the time at which Playwright told of it", async () => {
  const worker = page.socket(url);
  worker.join();
  await pass(1000);
  const ended = performance.timeOrigin + performance.now();
  worker.emit("close");
  await pass(700);
  expect((await reportSoon()).connections[0]).toMatchObject({ closedAt: ended, closeCode: null });
});

describe("a socket that Playwright does not tell of", () => {
  it("leaves a gap, so that no answer is missed that may have come on it", async () => {
    page.say({ event: "open", url });
    page.startCommand();
    await pass(40_000);
    expect(await rules()).toEqual([]);
    expect(await rulesOfCapture()).toEqual([]);
    expect(await recording.capture()).toContain('"reason":"sockets-not-recorded"');
  });

  it("is one that it tells of a moment later", async () => {
    page.say({ event: "open", url });
    await pass(50);
    page.socket(url);
    page.startCommand();
    expect(await rules()).toEqual(["command-before-join"]);
    expect((await recording.report()).connections[0]?.openedAt).toEqual(expect.any(Number));
    expect(await recording.capture()).not.toContain("sockets-not-recorded");
  });
});

it("a word that is not the script's is let pass", async () => {
  page.socket(url);
  page.say({ event: "close", url, code: "1000" });
  page.say({ event: "opened", url });
  expect((await reportSoon()).connections[0]).toMatchObject({ openedAt: null, closedAt: null });
});
