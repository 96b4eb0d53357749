import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { CaptureStatus } from "../../../../panel/live/capture-source.ts";
import { createRelayCapture } from "../../../../panel/live/relay-capture.ts";
import { connectionId } from "../../../../src/contract/brands.ts";
import type { CaptureEvent } from "../../../../src/contract/capture-event.ts";
import type { Transport } from "../../../../src/platform/transport.ts";
import { createTransportPair } from "../../platform/transport-pair.ts";
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
    await say({ type: "looked", bridged: false });
    await settle(4_900);
    expect(events.map(({ type }) => type)).toEqual(["document"]);
    await settle(200);
    expect(events.map(({ type }) => type)).toEqual(["document", "gap", "document-ended"]);
  });

  it("waits for a page that is busy, or paused in the debugger, while the background comes back", async () => {
    const { say, settle, die, events, heard } = setUp();
    await say({ type: "watching" });
    await say({ type: "looked", bridged: true });
    await say(document);
    await say(batch(batchOf(1, [created(), opened(), text("before")])));
    await die();
    await settle(60);
    const looks = () => heard.filter(({ type }) => type === "look").length;
    const before = looks();
    await say({ type: "watching" });
    await settle(60_000);
    expect(looks() - before).toBeGreaterThan(30);
    await say(document);
    await say({ type: "looked", bridged: true });
    await say(batch(batchOf(4, [text("after")])));
    await settle(6_000);
    expect(events.slice(1).map((event) => (event.type === "frame" ? event.payload : event.type))).toEqual([
      "connection-created",
      "connection-opened",
      "before",
      "after",
    ]);
  });

  it("takes a document that was thought to have ended for no new page, and its open sockets for open", async () => {
    const { say, settle, die, events, heard } = setUp();
    await say({ type: "watching" });
    await say(document);
    await say(batch(batchOf(1, [created(), opened(), text("before")])));
    await die();
    await settle(60);
    await say({ type: "watching" });
    // Another frame of the tab has answered.
    await say({ type: "looked", bridged: true });
    await settle(6_000);
    expect(events.at(-1)).toMatchObject({ type: "document-ended", document: "d1" });
    await say(document);
    expect(pulls(heard).at(-1)).toBe(3);
    await say(batch(batchOf(4, [text("after")])));
    expect(events.slice(-4)).toMatchObject([
      // The time that it began at: nothing is older than it.
      { type: "document", document: "d2", time: 100, topFrame: true },
      { type: "connection-opened", connection: "d2:1" },
      { type: "connection-created", connection: "d2:1", document: "d2", url: "wss://proxy.test/" },
      { type: "frame", connection: "d2:1", payload: "after" },
    ]);
  });

  it("looks for frames whose port was lost while others' were not", async () => {
    const { say, settle, heard } = setUp();
    const looks = () => heard.filter(({ type }) => type === "look").length;
    await settle();
    await say({ type: "watching" });
    await say(document);
    await say({ ...document, document: "inner", frame: 7 });
    expect(looks()).toBe(1);
    await settle(21_000);
    expect(looks()).toBe(2);
    await say({ type: "document-left", document: "inner", time: null });
    expect(looks()).toBe(3);
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

  it("gives a page that comes back and all its frames one time, whichever is first", async () => {
    const { say, settle, events } = setUp();
    const now = Date.now();
    const page = { ...document, time: now - 9_000 };
    const inner = { ...document, document: "inner", frame: 7, time: now - 8_000 };
    for (const one of [page, inner]) await say(one);
    for (const one of [page, inner]) await say({ type: "document-left", document: one.document, time: now });
    await say({ ...document, document: "between", time: now + 10 });
    await settle(3_000);
    await say(inner);
    await settle(500);
    await say(page);
    await settle(2_000);
    await say({ type: "document-left", document: "key", time: now + 9_000 });
    await say(page);
    // At once again.
    await settle(100);
    await say({ type: "document-left", document: "key", time: now + 9_500 });
    await say(page);
    expect(
      events.flatMap((event) => (event.type === "document" ? [[event.document, event.time - now]] : [])),
    ).toEqual([
      ["d1", -9_000],
      ["d2", -8_000],
      ["d3", 10],
      ["d4", 3_000],
      ["d5", 3_000],
      ["d6", 5_500],
      ["d7", 5_600],
    ]);
  });

  it("knows a page that comes back from before the panel was opened by its age", async () => {
    const { say, events } = setUp();
    const now = Date.now();
    await say({ ...document, time: now - 100 });
    await say({ ...document, document: "inner", frame: 7, time: now - 90 });
    await say({ type: "document-left", document: "key", time: now });
    await say({ ...document, document: "earlier", time: now - 9_000 });
    expect(events.filter(({ type }) => type === "document").map(({ time }) => time - now)).toEqual([
      -100, -90, 0,
    ]);
  });

  it("lets go of documents that ended long ago, and of none that lives", async () => {
    const { say, heard, events } = setUp();
    const named = (name: string | number) => ({ ...document, document: `key ${name}`, frame: 7 });
    const visit = async (name: string | number) => {
      await say(named(name));
      await say({ ...batch(batchOf(1, [created()])), document: `key ${name}` });
    };
    await visit("living");
    for (let number = 0; number < 120; number++) {
      await visit(number);
      await say({ type: "document-left", document: `key ${number}`, time: 200 });
    }
    for (const name of [0, 119]) await say(named(name));
    // The first one is read from its beginning again, as one that is not known.
    expect(pulls(heard).slice(-2)).toEqual([0, 1]);
    await say({ ...batch(batchOf(2, [text("x")])), document: "key living" });
    expect(events.at(-1)).toMatchObject({ connection: "d1:1", payload: "x" });
  });

  it("asks alone for what is too long, passes over what is too long alone, and says so", async () => {
    const { say, settle, heard, events } = setUp();
    const asked = () => heard.findLast(({ type }) => type === "pull");
    const length = 33 * 1_048_576;
    const tooLong = async () => {
      for (let start = 0; start < length; start += length / 3) await say({ ...batch("part"), start, length });
      await settle(2_000);
    };
    await say(document);
    expect(asked()).toMatchObject({ after: 0, batches: 16 });
    await tooLong();
    expect(asked()).toMatchObject({ after: 0, maxCharacters: 1, batches: 1 });
    await say(batch(batchOf(1, [created()], { total: [3, 2] })));
    await settle(10);
    expect(asked()).toMatchObject({ after: 1, maxCharacters: 1, batches: 1 });
    await tooLong();
    expect(asked()).toMatchObject({ after: 2, batches: 16 });
    await say(batch(batchOf(3, [text("readable")])));
    expect(events.slice(1)).toMatchObject([
      { type: "connection-created" },
      { type: "gap", reason: "unreadable-page-data", frames: 1, document: "d1" },
      { type: "frame", payload: "readable" },
    ]);
    await tooLong();
    await say({ type: "document-left", document: "key", time: 200 });
    expect(events.slice(4)).toMatchObject([{ type: "gap", reason: "page-left" }, { type: "document-ended" }]);
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

  it("says that a send was lost with the page that was to answer for it, and with no other", async () => {
    const { say, source } = setUp();
    const other = { ...document, document: "other", frame: 7 };
    for (const [one, number] of [
      [document, 5],
      [other, 6],
    ] as const) {
      await say(one);
      await say({ ...batch(batchOf(1, [created(number)])), document: one.document });
    }
    const told: string[] = [];
    const send = (connection: string): void => {
      source.send(connectionId(connection), "text", "x").then(
        () => told.push(`${connection} sent`),
        (error: Error) => told.push(`${connection} ${error.message}`),
      );
    };
    send("d1:5");
    send("d2:6");
    await say({ type: "document-left", document: "key", time: 200 });
    expect(told).toEqual([expect.stringMatching(/^d1:5 .*not known/)]);
    await say({ type: "sent", document: "other", request: 2, problem: null });
    expect(told.slice(1)).toEqual(["d2:6 sent"]);
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
