import { describe, expect, it } from "vitest";
import { type Conversation, connected } from "./conversation.ts";
import { exchangesOf, rulesOf } from "./judged.ts";

const late = 10_001;

describe("pairing", () => {
  it.each<[string, Conversation, string[]]>([
    [
      "an answer to its ID",
      connected().join({ id: "a" }).answer({ id: "a" }),
      ["joinChannel ok correlation-id"],
    ],
    [
      "answers in another order than the actions",
      connected().join({ id: "a" }).leave({ id: "b" }).answer({ id: "b" }).answer({ id: "a", status: 409 }),
      ["joinChannel rejected correlation-id", "leaveChannel ok correlation-id"],
    ],
    [
      "the ID inside data of the action",
      connected().join({ id: "a", nested: true }).answer({ id: "a" }),
      ["joinChannel ok correlation-id"],
    ],
    ["a numeric ID", connected().join({ id: 7 }).answer({ id: 7 }), ["joinChannel ok correlation-id"]],
    [
      "an ID that came back as text",
      connected().join({ id: 7 }).answer({ id: "7" }),
      ["joinChannel ok correlation-id"],
    ],
    [
      "an ID named __proto__",
      connected().join({ id: "__proto__" }).answer(),
      ["joinChannel ok correlation-id"],
    ],
    [
      "an action that is in no document",
      connected().joined().action("syncProfile", { id: "s" }).answer({ id: "s" }),
      ["joinChannel ok correlation-id", "syncProfile ok correlation-id"],
    ],
    [
      "an ID reused while pending: the oldest first",
      connected().join({ id: "a" }).leave({ id: "a" }).answer({ id: "a", status: 409 }),
      ["joinChannel rejected correlation-id", "leaveChannel pending"],
    ],
    [
      "an ID reused after its answer: the second use",
      connected().joined({ id: "a" }).leave({ id: "a" }).answer({ id: "a" }),
      ["joinChannel ok correlation-id", "leaveChannel ok correlation-id"],
    ],
    [
      "an ID reused after its time-out: the use that is still pending",
      connected().join({ id: "a" }).wait(late).join({ id: "a" }).answer({ id: "a" }),
      ["joinChannel timed-out", "joinChannel ok correlation-id"],
    ],
    [
      "an ID reused, both overdue: the oldest first",
      connected().join({ id: "a" }).join({ id: "a" }).wait(late).answer({ id: "a" }).answer({ id: "a" }),
      ["joinChannel ok correlation-id late", "joinChannel ok correlation-id late"],
    ],
    [
      "no IDs [G]: the oldest pending action without one",
      connected().join({ id: null }).leave({ id: null }).answer({ id: null }),
      ["joinChannel ok inferred", "leaveChannel pending"],
    ],
    [
      "no ID, and none pending: the oldest overdue",
      connected().join({ id: null }).join({ id: null }).wait(late).answer({ id: null }),
      ["joinChannel ok inferred late", "joinChannel timed-out"],
    ],
    [
      "no ID, one overdue and one pending: the pending one",
      connected().join({ id: null }).wait(late).join({ id: null }).answer({ id: null }),
      ["joinChannel timed-out", "joinChannel ok inferred"],
    ],
    [
      "no ID, but a channel: the join or leave, not the keepalive before it",
      connected()
        .action("ping", { id: null })
        .join({ id: null })
        .answer({ id: null })
        .leave({ id: null })
        .answer({ id: null }),
      ["ping pending", "joinChannel ok inferred", "leaveChannel ok inferred"],
    ],
    [
      "no ID, but a channel: the overdue join, not the pending keepalive",
      connected().join({ id: null }).wait(late).action("ping", { id: null }).answer({ id: null }),
      ["joinChannel ok inferred late", "ping pending"],
    ],
    [
      "no ID and no channel: the oldest, a keepalive too",
      connected().action("ping", { id: null }).join({ id: null }).received({ status: 200, data: {} }),
      ["ping ok inferred", "joinChannel pending"],
    ],
    [
      "no ID, but a channel, and no join or leave that waits: the oldest",
      connected().joined().action("ping", { id: null }).answer({ id: null }),
      ["joinChannel ok correlation-id", "ping ok inferred"],
    ],
    [
      "no ID, where the only pending action has one: nobody",
      connected().join({ id: "a" }).answer({ id: null }),
      ["joinChannel pending", "(nobody) orphan"],
    ],
    [
      "an ID, where the only pending action has none: nobody",
      connected().join({ id: null }).answer({ id: "a" }),
      ["joinChannel pending", "(nobody) orphan"],
    ],
    [
      "an answer after the time-out, which still pairs",
      connected().join({ id: "a" }).wait(late).answer({ id: "a", status: 401 }),
      ["joinChannel rejected correlation-id late"],
    ],
    [
      "a second and a third answer, kept as duplicates",
      connected().joined({ id: "a" }).answer({ id: "a" }).answer({ id: "a", status: 500 }),
      ["joinChannel ok correlation-id duplicate duplicate"],
    ],
    [
      "an answer that nobody asked for",
      connected().joined().answer({ id: "b" }),
      ["joinChannel ok correlation-id", "(nobody) orphan"],
    ],
    [
      "an answer on another connection than its action",
      connected().join({ id: "a" }).connect("c2").joined({ id: "b" }).answer({ id: "a" }),
      ["joinChannel pending", "joinChannel ok correlation-id", "(nobody) orphan"],
    ],
    [
      "the same ID on two connections: each its own",
      connected()
        .join({ id: "a" })
        .connect("c2")
        .join({ id: "a" })
        .answer({ id: "a", status: 409 })
        .on("c1")
        .answer({ id: "a" }),
      ["joinChannel ok correlation-id", "joinChannel rejected correlation-id"],
    ],
    ["a connection that closes first", connected().join({ id: "a" }).close(), ["joinChannel abandoned"]],
    [
      "an answer that the capture tells of after the close",
      connected().join({ id: "a" }).close().answer({ id: "a" }),
      ["joinChannel ok correlation-id late"],
    ],
    [
      "an overdue action whose connection closes",
      connected().join().wait(late).close(),
      ["joinChannel timed-out"],
    ],
    [
      "a status of text",
      connected().join({ id: "a" }).answer({ status: "200" }),
      ["joinChannel ok correlation-id"],
    ],
    [
      "no status",
      connected().join({ id: "a" }).answer({ status: undefined }),
      ["joinChannel rejected correlation-id"],
    ],
  ])("pairs %s", (_what, told, exchanges) => {
    expect(exchangesOf(told)).toEqual(exchanges);
  });

  it("does not depend on the halves being close together", () => {
    const told = connected().joined({ id: "a" }).leave({ id: "b" });
    for (let i = 0; i < 3000; i++) told.wait(1).commandStatus(`cmd-${i}`, 1);
    expect(exchangesOf(told.answer({ id: "b" }))).toEqual([
      "joinChannel ok correlation-id",
      "leaveChannel ok correlation-id",
    ]);
  });

  it.each([
    ["with one ID for all", "a"],
    ["without IDs", null],
  ])("keeps the order of thousands under way at once, %s", (_how, id) => {
    const told = connected();
    const total = 4000;
    for (let i = 0; i < total; i++) told.wait(1).join({ id });
    for (let i = 0; i < total; i++) told.wait(1).answer({ id, channelId: `channel-${i}` });
    const { exchanges } = told.session();
    expect(exchanges.map(({ channelId }) => channelId)).toEqual(exchanges.map((_, i) => `channel-${i}`));
    expect(exchanges).toHaveLength(total);
  });

  it("keeps what the answer said, and how long it took", () => {
    const session = connected()
      .join({ id: "a" })
      .wait(40)
      .answer({ status: 409, message: "Already subscribed" })
      .session();
    expect(session.exchanges[0]).toMatchObject({
      correlationId: "a",
      status: 409,
      message: "Already subscribed",
      latency: 40,
      channelId: null,
      late: false,
      gaveUpAt: null,
    });
  });

  it("ties both halves and their duplicates to the exchange", () => {
    const session = connected().joined({ id: "a" }).answer({ id: "a" }).session();
    const [exchange] = session.exchanges;
    const frames = [0, 1, 2].map((number) => session.log.link(session.log.eventOfFrame(number)));
    expect(frames).toEqual([0, 1, 2].map(() => ({ type: "exchange", exchange })));
  });

  it("judges nothing by an echo of an action", () => {
    const told = connected()
      .join({ id: "a" })
      .received({ action: "joinChannel", correlationId: "a" })
      .answer();
    expect(exchangesOf(told)).toEqual(["joinChannel ok correlation-id"]);
    expect(rulesOf(told)).not.toContain("duplicate-answer");
  });
});
