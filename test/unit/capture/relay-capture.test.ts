import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { CaptureStatus } from "../../../panel/live/capture-source.ts";
import { createRelayCapture } from "../../../panel/live/relay-capture.ts";
import { connectionId } from "../../../src/contract/brands.ts";
import type { CaptureEvent } from "../../../src/contract/capture-event.ts";
import { createTransportPair, type Transport } from "../../../src/platform/transport.ts";
import { batchOf, created, opened, text } from "./wire-batch.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Plays the router: hears what the panel says, and says what a router would. */
function setUp() {
  const events: CaptureEvent[] = [];
  const statuses: CaptureStatus[] = [];
  const heard: Record<string, unknown>[] = [];
  let router: Transport | null = null;
  let connections = 0;
  const source = createRelayCapture({
    tab: 4,
    connect() {
      connections++;
      const [own, other] = createTransportPair();
      router = other;
      other.addListener((message) => heard.push(message as Record<string, unknown>));
      return own;
    },
  });
  const stop = source.start({
    events: (batch) => events.push(...batch),
    status: (status) => statuses.push(status),
  });
  const settle = (time = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(time);
  return {
    source,
    stop,
    events,
    statuses,
    heard,
    settle,
    connections: () => connections,
    async say(message: unknown) {
      router?.postMessage(message);
      await settle();
    },
    async die() {
      router?.close();
      await settle();
    },
  };
}

const document = { type: "document", document: "key", frame: 0, url: "https://page.test/", time: 100 };
/** A part of a batch; the whole of it where nothing else is said. */
const batch = (json: string, start = 0, end = json.length) => ({
  type: "batch",
  document: "key",
  part: json.slice(start, end),
  start,
  length: json.length,
});
const pulls = (heard: readonly Record<string, unknown>[]) =>
  heard.filter(({ type }) => type === "pull").map(({ after }) => after);

describe("the relay's panel side", () => {
  it("watches its tab, asks a document that appears, and asks on from where it is", async () => {
    const { say, settle, heard, events, statuses } = setUp();
    await settle();
    expect(heard).toEqual([{ type: "watch", tab: 4 }]);
    await say({ type: "watching" });
    expect(statuses.at(-1)).toEqual({
      relay: "connected",
      documents: 0,
      page: "unknown",
      limits: [],
    });
    await say(document);
    expect(pulls(heard)).toEqual([0]);
    await say(batch(batchOf(1, [created(), opened(), text("x")])));
    expect(events.map(({ type }) => type)).toEqual([
      "document",
      "connection-created",
      "connection-opened",
      "frame",
    ]);
    await settle(50);
    expect(pulls(heard)).toEqual([0, 3]);
    expect(statuses.at(-1)).toMatchObject({ documents: 1 });
  });

  it("asks whether there is a page at all, until one has spoken", async () => {
    const { say, settle, heard, statuses } = setUp();
    const looks = () => heard.filter(({ type }) => type === "look").length;
    await settle();
    await say({ type: "watching" });
    expect(looks()).toBe(1);
    await say({ type: "looked", bridged: false });
    expect(statuses.at(-1)).toMatchObject({ page: "unwatched" });
    await settle(3_000);
    expect(looks()).toBe(3);
    await say({ type: "looked", bridged: true });
    expect(statuses.at(-1)).toMatchObject({ page: "watched", documents: 0 });
    await say(document);
    await settle(6_000);
    expect(looks()).toBe(3);
  });

  it("asks again where no answer comes", async () => {
    const { say, settle, heard } = setUp();
    await say(document);
    await settle(8_000);
    await settle(8_000);
    expect(pulls(heard)).toEqual([0, 0, 0]);
  });

  it("joins the parts of a large batch, and lets go of a beginning that has lost its end", async () => {
    const { say, settle, heard, events } = setUp();
    await say(document);
    const first = batchOf(1, [created(), text("x".repeat(100))]);
    await say(batch(first, 0, 20));
    await say(batch(first, 20, 60));
    expect(events).toHaveLength(1);
    // Another batch begins, and a part comes whose predecessor never came.
    await say(batch(first, 0, 20));
    await say(batch(first, 60));
    await say(batch(first, 20));
    expect(events).toHaveLength(1);
    await say(batch(first, 0, 20));
    await say(batch(first, 20));
    expect(events.map(({ type }) => type)).toEqual(["document", "connection-created", "frame"]);
    await settle(50);
    expect(pulls(heard)).toEqual([0, 2]);
  });

  it("waits for the parts of a batch from a page that is busy in between, and asks again once they cease", async () => {
    const { say, settle, heard, events } = setUp();
    await say(document);
    const large = batchOf(1, [created(), text("x".repeat(100))]);
    for (let start = 0; start < 90; start += 10) {
      await say(batch(large, start, start + 10));
      await settle(1_500);
    }
    expect(pulls(heard)).toEqual([0]);
    await say(batch(large, 90));
    expect(events.map(({ type }) => type)).toEqual(["document", "connection-created", "frame"]);
    await settle(50);
    expect(pulls(heard)).toEqual([0, 2]);
    await say(batch(batchOf(3, [text("y")]), 0, 10));
    await settle(2_000);
    expect(pulls(heard)).toEqual([0, 2, 2]);
  });

  it("asks on only once the batches of an answer are there, or no more of them come", async () => {
    const { say, settle, heard } = setUp();
    await say(document);
    const more = (first: number) => batch(batchOf(first, [created(first)], { total: [100, 0] }));
    for (let first = 1; first <= 15; first++) await say(more(first));
    // What is doubled was an answer to an earlier question.
    await say(more(3));
    await settle(100);
    expect(pulls(heard)).toEqual([0]);
    await say(more(16));
    await settle(100);
    expect(pulls(heard)).toEqual([0, 16]);
    await say(more(17));
    await settle(1_900);
    expect(pulls(heard)).toEqual([0, 16]);
    await settle(200);
    expect(pulls(heard)).toEqual([0, 16, 17]);
  });

  it("keeps the background awake while it watches, and stops when it is stopped", async () => {
    const { settle, heard, stop } = setUp();
    await settle(61_000);
    expect(heard.filter(({ type }) => type === "ping")).toHaveLength(3);
    stop();
    await settle(61_000);
    expect(heard.filter(({ type }) => type === "ping")).toHaveLength(3);
  });

  it("comes back after the background has died, and loses and doubles nothing", async () => {
    const { say, settle, die, heard, events, statuses, connections } = setUp();
    await say({ type: "watching" });
    await say(document);
    await say(batch(batchOf(1, [created(), text("one")])));
    await die();
    expect(statuses.at(-1)).toMatchObject({ relay: "reconnecting", documents: 1 });
    await settle(60);
    expect(connections()).toBe(2);
    await say({ type: "watching" });
    await say(document);
    expect(pulls(heard).at(-1)).toBe(2);
    await say(batch(batchOf(2, [text("one"), text("two")])));
    expect(events.map((event) => (event.type === "frame" ? event.payload : event.type))).toEqual([
      "document",
      "connection-created",
      "one",
      "two",
    ]);
    await settle(6_000);
    expect(events.some(({ type }) => type === "document-ended")).toBe(false);
  });

  it("ends a document that does not come back after the background's death", async () => {
    const { say, settle, die, events } = setUp();
    await say({ type: "watching" });
    await say(document);
    await die();
    await settle(60);
    await say({ type: "watching" });
    await settle(6_000);
    expect(events.map(({ type }) => type)).toEqual(["document", "gap", "document-ended"]);
  });

  it("tries again and again, more and more slowly", async () => {
    const { die, settle, connections } = setUp();
    for (let i = 0; i < 3; i++) {
      await die();
      await settle(50 * 2 ** i - 1);
      expect(connections()).toBe(i + 1);
      await settle(1);
      expect(connections()).toBe(i + 2);
    }
  });

  it("makes a new document of one that comes back after it had left", async () => {
    const { say, events } = setUp();
    await say(document);
    await say({ type: "document-left", document: "key", time: 200 });
    await say(document);
    expect(events).toMatchObject([
      { type: "document", document: "d1" },
      { type: "document-ended", document: "d1", time: 200 },
      { type: "document", document: "d2" },
    ]);
  });

  it("sends by hand, and gives the reason where it cannot", async () => {
    const { say, settle, source, heard, die } = setUp();
    await expect(source.send(connectionId("d1:1"), "text", "x")).rejects.toThrow("not live");
    await say(document);
    await say(batch(batchOf(1, [created(5)])));
    const first = source.send(connectionId("d1:5"), "text", "x");
    await settle();
    expect(heard.at(-1)).toEqual({
      type: "send",
      document: "key",
      request: 1,
      connection: 5,
      opcode: "text",
      payload: "x",
    });
    await say({ type: "sent", document: "key", request: 1, problem: null });
    await expect(first).resolves.toBeUndefined();
    const second = source.send(connectionId("d1:5"), "text", "x");
    const refused = expect(second).rejects.toThrow("not open");
    await settle();
    await say({ type: "sent", document: "key", request: 2, problem: "not-open" });
    await refused;
    const third = source.send(connectionId("d1:5"), "text", "x");
    const lost = expect(third).rejects.toThrow("not known");
    await die();
    await lost;
  });

  it("survives nonsense from the router", async () => {
    const { say, events } = setUp();
    await say(document);
    for (const message of [null, 5, "text", {}, { type: "batch" }, { ...batch("x"), document: "other" }])
      await say(message);
    await say(batch(batchOf(1, [created()])));
    expect(events).toHaveLength(2);
  });
});
