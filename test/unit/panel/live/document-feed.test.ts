import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createDocumentFeed } from "../../../../panel/live/document-feed.ts";
import { connectionId } from "../../../../src/contract/brands.ts";
import { createSession } from "../../../../src/core/create-session.ts";
import { batchOf, created, opened, text } from "./wire-batch.ts";

const feedWith = (...batches: readonly string[]) => {
  const feed = createDocumentFeed("d1");
  for (const batch of batches) feed.take(batch);
  return feed;
};

describe("a document's feed", () => {
  it("turns every kind of tuple into its event", () => {
    const feed = createDocumentFeed("d1");
    const { events, next } = feed.take(
      batchOf(1, [
        created(),
        opened(),
        ["sent", 3, 1, "text", "é😀", null, 0],
        ["received", 4, 1, "binary", "AAEC", null, 2],
        ["received", 5, 1, "text", "cut", 5_000_000, 1],
        ["received", 6, 1, "binary", "", 700, 4],
        ["error", 7, 1],
        ["closed", 8, 1, 1006, "", false],
        ["worker", 9],
      ]),
    );
    expect(events).toEqual([
      {
        type: "connection-created",
        connection: "d1:1",
        document: "d1",
        time: 1,
        url: "wss://proxy.test/",
        protocols: ["a"],
      },
      { type: "connection-opened", connection: "d1:1", time: 2, protocol: "a", extensions: "" },
      {
        type: "frame",
        connection: "d1:1",
        time: 3,
        direction: "sent",
        opcode: "text",
        payload: "é😀",
        size: 6,
      },
      {
        type: "frame",
        connection: "d1:1",
        time: 4,
        direction: "received",
        opcode: "binary",
        payload: "AAEC",
        size: 3,
        injected: true,
      },
      {
        type: "frame",
        connection: "d1:1",
        time: 5,
        direction: "received",
        opcode: "text",
        payload: "cut",
        size: 5_000_000,
        truncated: true,
      },
      {
        type: "frame",
        connection: "d1:1",
        time: 6,
        direction: "received",
        opcode: "binary",
        payload: "",
        size: 700,
        truncated: true,
      },
      { type: "connection-error", connection: "d1:1", time: 7 },
      { type: "connection-closed", connection: "d1:1", time: 8, code: 1006, reason: "", wasClean: false },
    ]);
    expect(next).toBe("end");
    expect(feed.last).toBe(9);
  });

  it("says when there is more, and when a Blob is awaited", () => {
    const feed = createDocumentFeed("d1");
    expect(feed.take(batchOf(1, [created()], { total: [5, 0] })).next).toBe("more");
    expect(feed.take(batchOf(2, [], { total: [5, 0], pending: true })).next).toBe("pending");
    expect(feed.take(batchOf(2, [text("a"), text("b"), text("c"), text("d")])).next).toBe("end");
  });

  it("drops what came twice", () => {
    const feed = feedWith(batchOf(1, [created(), opened(), text("one")]));
    expect(feed.take(batchOf(1, [created(), opened(), text("one")])).events).toEqual([]);
    const { events } = feed.take(batchOf(2, [opened(), text("one"), text("two")]));
    expect(events).toMatchObject([{ payload: "two" }]);
    expect(feed.last).toBe(4);
  });

  it("counts what left the buffer, to the frame and the byte", () => {
    const feed = feedWith(batchOf(1, [created(), text("é")]));
    // Of seven frames so far, 20 bytes, one with 2 bytes was delivered.
    const { events } = feed.take(batchOf(9, [text("later", 1, 50)], { dropped: [7, 20] }));
    expect(events).toEqual([
      { type: "gap", time: 50, reason: "buffer-full", frames: 6, bytes: 18, document: "d1" },
      expect.objectContaining({ payload: "later" }),
    ]);
    // Nothing is counted twice.
    const { events: after } = feed.take(batchOf(12, [text("end", 1, 60)], { dropped: [10, 40] }));
    expect(after[0]).toMatchObject({ type: "gap", frames: 2, bytes: 15 });
  });

  it("learns of connections whose own events have left the buffer", () => {
    const feed = createDocumentFeed("d1");
    const { events } = feed.take(
      batchOf(100, [text("late", 7, 50)], { facts: [created(7), opened(7)], dropped: [97, 970] }),
    );
    expect(events.map(({ type }) => type)).toEqual([
      "connection-created",
      "connection-opened",
      "gap",
      "frame",
    ]);
  });

  it("reports no gap where only facts are missing, and they are told", () => {
    const feed = createDocumentFeed("d1");
    const { events } = feed.take(batchOf(3, [text("late")], { facts: [created(), opened()] }));
    expect(events.map(({ type }) => type)).toEqual(["connection-created", "connection-opened", "frame"]);
  });

  it("makes a gap of a tuple that is none, and loses no other", () => {
    const feed = createDocumentFeed("d1");
    const { events } = feed.take(
      batchOf(1, [created(), ["sent", 3, 1, "text", 5, null, 0], ["__proto__"], null, text("good", 1, 9)]),
    );
    expect(events.map(({ type }) => type)).toEqual(["connection-created", "gap", "gap", "gap", "frame"]);
    expect(feed.last).toBe(5);
  });

  it("asks alone for what comes after a batch that is none, makes a gap of what is none alone, and goes on", () => {
    const feed = feedWith(batchOf(1, [created()]));
    expect(feed.alone).toBe(false);
    expect(feed.take("no JSON")).toEqual({ events: [], next: "unreadable" });
    expect(feed.alone).toBe(true);
    // In answer to the same question, after the one that could not be read.
    const later = batchOf(9, [text("later"), text("too")]);
    expect(feed.take(later)).toEqual({ events: [], next: "unreadable" });
    expect(feed.take(batchOf(2, [text("alone")], { total: [10, 8] }))).toMatchObject({
      events: [{ payload: "alone" }],
      next: "more",
    });
    expect(feed.alone).toBe(true);
    expect(feed.take("{}")).toMatchObject({
      events: [{ type: "gap", reason: "unreadable-page-data", frames: 1, document: "d1" }],
      next: "unreadable",
    });
    expect([feed.alone, feed.last]).toEqual([false, 3]);
    expect(feed.take(batchOf(4, [text("rest")])).events).toHaveLength(1);
  });

  it("stops asking alone once all is there", () => {
    const feed = feedWith(batchOf(1, [created()]));
    feed.take("no JSON");
    expect(feed.take(batchOf(2, [text("x")], { total: [2, 1] })).next).toBe("end");
    expect(feed.alone).toBe(false);
    expect(feed.end(9, true)).toEqual([]);
  });

  it("has a gap at the end where the last that it heard was not to be read", () => {
    const feed = feedWith(batchOf(1, [created()]));
    feed.passOver();
    expect(feed.end(9, true)).toMatchObject([{ type: "gap", reason: "page-left", document: "d1" }]);
  });

  it("reports what the hook could not record", () => {
    const feed = feedWith(batchOf(1, [created()]));
    const { events } = feed.take(batchOf(2, [text("x", 1, 5)], { failed: 3 }));
    expect(events[1]).toEqual({ type: "gap", time: 5, reason: "not-recorded", frames: 3, document: "d1" });
  });

  it("knows at the end what never came", () => {
    expect(feedWith(batchOf(1, [created(), text("x")], { total: [2, 1] })).end(9, true)).toEqual([]);
    expect(feedWith(batchOf(1, [created(), text("x")], { total: [12, 8] })).end(9, true)).toEqual([
      { type: "gap", time: 9, reason: "page-left", frames: 7, document: "d1" },
    ]);
    expect(feedWith(batchOf(1, [created()], { total: [1, 0] })).end(9, false)).toEqual([
      { type: "gap", time: 9, reason: "page-ended-abruptly", document: "d1" },
    ]);
  });

  it("gives what a document does after its return to a new one", () => {
    const feed = feedWith(batchOf(1, [created(1)]));
    expect(feed.renew("d2", false)).toEqual([]);
    const { events } = feed.take(batchOf(2, [["closed", 5, 1, 1000, "", true], created(2)]));
    expect(events).toMatchObject([{ connection: "d1:1" }, { connection: "d2:2", document: "d2" }]);
  });

  it("begins the open sockets anew, as seen in the middle, of a document that was never away", () => {
    const feed = feedWith(batchOf(1, [created(1), opened(1), created(2), opened(2), created(3)]));
    feed.take(batchOf(6, [text("x", 1), ["closed", 5, 2, 1000, "", true]]));
    for (const label of ["d2", "d3"]) {
      expect(feed.renew(label, true)).toMatchObject([
        { type: "connection-opened", connection: `${label}:1`, time: 2 },
        { type: "connection-created", connection: `${label}:1`, time: 2, document: label },
        { type: "connection-created", connection: `${label}:3`, time: 1, document: label },
      ]);
    }
    const { events } = feed.take(batchOf(8, [text("y", 1)]));
    expect(events).toMatchObject([{ type: "frame", connection: "d3:1", payload: "y" }]);
    expect(feed.wireConnection(connectionId("d3:1"))).toBe(1);
  });

  it("has those sockets seen in the middle by whoever reads it in time order, too", () => {
    const feed = createDocumentFeed("d1");
    const message = '{"data":{"type":"X-DPT-CAB-ID","id":"K1","command_status":2,"body":null}}';
    const events = [
      ...feed.take(batchOf(1, [created(1), opened(1)])).events,
      ...feed.renew("d2", true),
      ...feed.take(batchOf(3, [text(message, 1)])).events,
    ];
    const findingsOf = (inOrder: typeof events) => {
      const session = createSession();
      for (const event of inOrder) session.append(event);
      return session.findings;
    };
    expect(findingsOf(events)).toEqual([]);
    expect(findingsOf(events.toSorted((one, other) => one.time - other.time))).toEqual([]);
  });

  it("knows the hook's number of its connections", () => {
    const feed = feedWith(batchOf(1, [created(3)]));
    const [event] = createDocumentFeed("d1").take(batchOf(1, [created(3)])).events;
    if (event?.type !== "connection-created") throw new TypeError("Expected a connection");
    expect(feed.wireConnection(event.connection)).toBe(3);
    expect(createDocumentFeed("d2").wireConnection(event.connection)).toBeNull();
  });

  it("throws on nothing that a page may say, and never goes backwards", () => {
    const anything = fc.oneof(
      fc.json(),
      fc.string(),
      fc
        .record({
          first: fc.integer({ min: -2, max: 50 }),
          dropped: fc.tuple(fc.nat(), fc.nat()),
          total: fc.tuple(fc.nat(), fc.nat()),
          failed: fc.nat(5),
          workers: fc.tuple(fc.nat(3), fc.nat(3)),
          pending: fc.boolean(),
          facts: fc.array(fc.oneof(fc.anything(), fc.constant(created())), { maxLength: 3 }),
          events: fc.array(
            fc.oneof(
              fc.anything(),
              fc.constantFrom(created(), opened(), text("x"), ["closed", 1, 1, 1000, "", true]),
              fc.tuple(
                fc.constantFrom("sent", "created", "constructor", "__proto__"),
                fc.anything(),
                fc.anything(),
              ),
            ),
            { maxLength: 5 },
          ),
        })
        .map((batch) => JSON.stringify(batch, (_key, value) => (typeof value === "bigint" ? null : value))),
    );
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 8 }), (batches) => {
        const feed = createDocumentFeed("d1");
        for (const batch of batches) {
          const before = feed.last;
          const { events } = feed.take(batch);
          expect(feed.last).toBeGreaterThanOrEqual(before);
          for (const event of events) {
            expect(Number.isFinite("time" in event ? event.time : Number.NaN)).toBe(true);
            if (event.type === "gap" && event.frames !== undefined)
              expect(event.frames).toBeGreaterThanOrEqual(0);
          }
        }
      }),
    );
  });
});
