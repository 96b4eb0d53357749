import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { CaptureListener, CaptureSource, CaptureStatus } from "../../../../panel/live/capture-source.ts";
import { withHttpCalls } from "../../../../panel/live/http-source.ts";
import { connectionId, documentId, epochMilliseconds } from "../../../../src/contract/brands.ts";
import type { CaptureEvent } from "../../../../src/contract/capture-event.ts";
import { memoryChannels } from "./memory-channel.ts";

const page: CaptureEvent = {
  type: "document",
  document: documentId("d1"),
  time: epochMilliseconds(100),
  url: "https://app.example/",
};
const http = (time: number) =>
  ({ type: "http", document: null, time, method: "POST", url: "https://h/" }) as const;
const connected: CaptureStatus = {
  relay: "connected",
  documents: 1,
  page: "watched",
  limits: ["a limit of the relay's"],
};

function started({ framesCost = false } = {}) {
  const [panel, recorder] = memoryChannels();
  const events: CaptureEvent[] = [];
  const statuses: CaptureStatus[] = [];
  const heard: unknown[] = [];
  recorder.addEventListener("message", ({ data }) => heard.push(data));
  let relayListener: CaptureListener | null = null;
  const relay: CaptureSource = {
    start(listener) {
      relayListener = listener;
      return () => {
        relayListener = null;
      };
    },
    send: vi.fn(() => Promise.resolve()),
  };
  const source = withHttpCalls(relay, panel, framesCost);
  const stop = source.start({
    events(batch) {
      for (const event of batch) events.push(event);
    },
    status: (next) => statuses.push(next),
  });
  return {
    source,
    relay,
    events,
    statuses,
    heard,
    stop,
    relayed: () => relayListener,
    calls: (times: readonly number[], more: object = {}) =>
      recorder.postMessage({
        type: "calls",
        recordingSince: 50,
        dropped: 0,
        calls: times.map(http),
        ...more,
      }),
    say: (message: unknown) => recorder.postMessage(message),
    settle: () => vi.advanceTimersByTimeAsync(1),
  };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe("HTTP calls beside the relay's events", () => {
  it("asks for what was recorded, and gives each call its document", async () => {
    const { heard, relayed, calls, settle, events } = started();
    await settle();
    expect(heard).toEqual([{ type: "attach" }]);
    relayed()?.events([page]);
    relayed()?.caughtUp?.();
    calls([150]);
    await settle();
    expect(events).toEqual([page, { ...http(150), document: "d1" }]);
  });

  const frame = (time: number): CaptureEvent => ({
    type: "frame",
    connection: connectionId("c1"),
    time: epochMilliseconds(time),
    direction: "received",
    opcode: "text",
    payload: "",
  });

  it("holds calls until all is known that the page's sockets did before", async () => {
    const { relayed, calls, settle, events } = started();
    calls([150, 160]);
    await settle();
    relayed()?.caughtUp?.();
    relayed()?.events([page]);
    relayed()?.events([frame(120)]);
    expect(events).toEqual([page, frame(120)]);
    relayed()?.caughtUp?.();
    expect(events.slice(2)).toEqual([
      { ...http(150), document: "d1" },
      { ...http(160), document: "d1" },
    ]);
    relayed()?.events([frame(170)]);
    relayed()?.caughtUp?.();
    expect(events).toHaveLength(5);
  });

  it("holds them no longer than a second after the last of what came, and ten in all", async () => {
    const quiet = started();
    quiet.calls([150]);
    await vi.advanceTimersByTimeAsync(900);
    quiet.relayed()?.events([page]);
    await vi.advanceTimersByTimeAsync(900);
    expect(quiet.events).toEqual([page]);
    await vi.advanceTimersByTimeAsync(100);
    expect(quiet.events).toHaveLength(2);
    quiet.stop();

    const busy = started();
    busy.calls([150]);
    const isHttp = ({ type }: CaptureEvent) => type === "http";
    for (let passed = 0; passed < 9_900; passed += 100) {
      busy.relayed()?.events([frame(passed)]);
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(busy.events.some(isHttp)).toBe(false);
    busy.relayed()?.events([frame(9_900)]);
    await vi.advanceTimersByTimeAsync(100);
    expect(busy.events.filter(isHttp)).toHaveLength(1);
  });

  it("gives them without a document where the page turns out to have none", async () => {
    const { calls, settle, events } = started();
    calls([150]);
    await settle();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(events).toEqual([{ ...http(150), document: null }]);
  });

  it("says so while the page's earlier calls are not known, and stops saying so after a reload", async () => {
    const { relayed, calls, settle, statuses } = started();
    relayed()?.status(connected);
    relayed()?.events([page]);
    expect(statuses).toEqual([connected]);
    calls([], { recordingSince: 120 });
    await settle();
    expect(statuses.at(-1)?.limits).toEqual([
      "a limit of the relay's",
      expect.stringMatching(/^HTTP calls from before DevTools opened .* Reload the page/),
    ]);
    relayed()?.events([
      { ...page, document: documentId("d2"), time: epochMilliseconds(130), topFrame: true },
    ]);
    expect(statuses.at(-1)).toEqual(connected);
    expect(statuses).toHaveLength(3);
  });

  it("tells in the log how many calls were given up", async () => {
    const { relayed, calls, settle, events } = started();
    relayed()?.events([page]);
    calls([150], { dropped: 7 });
    await settle();
    expect(events[1]).toEqual({
      type: "gap",
      time: 150,
      reason: "7 HTTP calls were given up before this panel was opened",
    });
  });

  it("ignores what is no message of the recorder's", async () => {
    const { say, settle, events, relayed } = started();
    relayed()?.events([page]);
    for (const message of [null, "x", { type: "calls" }, { type: "attach" }, { type: "calls", calls: [1] }])
      say(message);
    await settle();
    expect(events).toEqual([page]);
  });

  it("sends through the relay, and stops with it", async () => {
    const { source, relay, stop, relayed, calls, settle, events } = started();
    await source.send(connectionId("c1"), "text", "hi");
    expect(relay.send).toHaveBeenCalledWith("c1", "text", "hi");
    stop();
    expect(relayed()).toBeNull();
    calls([150]);
    await vi.advanceTimersByTimeAsync(2_000);
    await settle();
    expect(events).toEqual([]);
  });
});

describe("HTTP calls where listening to them costs work on every frame", () => {
  /** So many frames of one socket, evenly over a time, in milliseconds, from `from` on. */
  const frames = (count: number, from: number, over: number): CaptureEvent[] =>
    Array.from({ length: count }, (_, index) => ({
      type: "frame",
      connection: connectionId("c1"),
      time: epochMilliseconds(from + (index * over) / count),
      direction: "received",
      opcode: "text",
      payload: "",
      size: 0,
    }));
  const gaps = (events: readonly CaptureEvent[]) =>
    events.flatMap((event) => (event.type === "gap" ? [event.reason] : []));
  const listens = (heard: readonly unknown[]) =>
    heard.filter((message) => (message as { type: string }).type === "listen");

  it("leaves them off while a socket floods, says so, and takes them up when it is quiet", async () => {
    const { relayed, calls, settle, events, heard, statuses } = started({ framesCost: true });
    relayed()?.status(connected);
    relayed()?.events([page]);
    calls([]);
    await settle();
    relayed()?.events(frames(4_000, 100, 200));
    await settle();
    expect(listens(heard)).toEqual([]);
    relayed()?.events(frames(1_000, 300, 50));
    await settle();
    expect(listens(heard)).toEqual([{ type: "listen", on: false }]);
    expect(gaps(events)).toEqual(["calls-left-off"]);
    expect(statuses.at(-1)?.limits).toContainEqual(expect.stringContaining("are not recorded while sockets"));
    relayed()?.events(frames(5_000, 400, 500));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(gaps(events)).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(listens(heard)).toEqual([
      { type: "listen", on: false },
      { type: "listen", on: true },
    ]);
    expect(gaps(events)).toEqual(["calls-left-off", "calls-taken-up"]);
    expect(statuses.at(-1)?.limits).toEqual(connected.limits);
  });

  it("goes on listening at the pace of an ordinary application for half an hour", async () => {
    const { relayed, calls, settle, heard } = started({ framesCost: true });
    calls([]);
    await settle();
    relayed()?.events(frames(100 * 60 * 30, 100, 30 * 60_000));
    await settle();
    expect(listens(heard)).toEqual([]);
  });

  it("does not count what came before it listened, nor anything where frames cost nothing", async () => {
    const costly = started({ framesCost: true });
    const free = started();
    for (const { relayed, calls } of [costly, free]) {
      calls([], { recordingSince: 1_000 });
      await costly.settle();
      relayed()?.events(frames(20_000, 0, 900));
    }
    free.relayed()?.events(frames(20_000, 2_000, 900));
    await costly.settle();
    expect([...listens(costly.heard), ...listens(free.heard)]).toEqual([]);
  });
});
