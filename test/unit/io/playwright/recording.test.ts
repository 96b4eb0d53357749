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
