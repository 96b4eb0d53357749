import { describe, expect, it } from "vitest";
import { epochMilliseconds } from "../../../src/contract/brands.ts";
import { channelAt } from "../../../src/core/channel-history.ts";
import { type Conversation, connected, conversation, start } from "./conversation.ts";
import { rulesOf, single, statesOf } from "./judged.ts";

const overdue = 10_001;
const a = { as: "A" };

describe("the channel's history", () => {
  it.each<[string, Conversation, string[]]>([
    ["a join under way", connected().join(), ["not-joined", "joining"]],
    ["a join accepted", connected().joined(a), ["not-joined", "joining", "joined A"]],
    ["a join refused", connected().join().answer({ status: 401 }), ["not-joined", "joining", "not-joined"]],
    ["a join unanswered", connected().join().wait(overdue), ["not-joined", "joining", "not-joined"]],
    [
      "a join accepted late",
      connected().join().wait(overdue).answer({ channelId: "A" }),
      ["not-joined", "joining", "not-joined", "joined A"],
    ],
    [
      "a join refused late",
      connected().join().wait(overdue).answer({ status: 401 }),
      ["not-joined", "joining", "not-joined"],
    ],
    ["a leave", connected().joined(a).left(), ["not-joined", "joining", "joined A", "leaving", "left"]],
    [
      "a leave refused",
      connected().joined(a).leave().answer({ status: 500 }),
      ["not-joined", "joining", "joined A", "leaving", "joined A"],
    ],
    [
      "a leave unanswered",
      connected().joined(a).leave().wait(overdue),
      ["not-joined", "joining", "joined A", "leaving", "joined A"],
    ],
    [
      "a leave accepted late",
      connected().joined(a).leave().wait(overdue).answer(),
      ["not-joined", "joining", "joined A", "leaving", "joined A", "left"],
    ],
    ["a leave without a join", connected().left(), ["not-joined"]],
    [
      "a join after leaving",
      connected().joined(a).left().joined({ as: "B" }),
      ["not-joined", "joining", "joined A", "leaving", "left", "joining", "joined B"],
    ],
    [
      "a join refused after leaving",
      connected().joined(a).left().join().answer({ status: 401 }),
      ["not-joined", "joining", "joined A", "leaving", "left", "joining", "left"],
    ],
    [
      "a join that is accepted before the leave that was sent before it",
      connected()
        .joined(a)
        .leave({ id: "l" })
        .join({ id: "j" })
        .answer({ id: "j", channelId: "B" })
        .answer({ id: "l", channelId: "A" }),
      ["not-joined", "joining", "joined A", "leaving", "joined B"],
    ],
    [
      "a join that is accepted while the leave before it is never answered",
      connected().joined(a).leave().join().answer({ channelId: "B" }).wait(overdue),
      ["not-joined", "joining", "joined A", "leaving", "joined B"],
    ],
    [
      "a leave that was sent while the join before it waited",
      connected()
        .join({ id: "j" })
        .leave({ id: "l" })
        .answer({ id: "j", channelId: "A" })
        .answer({ id: "l" }),
      ["not-joined", "joining", "leaving", "left"],
    ],
    [
      "a second join with another channel, which holds from its answer on",
      connected().joined(a).joined({ as: "B" }),
      ["not-joined", "joining", "joined A", "joined B"],
    ],
    [
      "a second join with the same channel",
      connected().joined(a).joined(a),
      ["not-joined", "joining", "joined A"],
    ],
    [
      "a second join refused",
      connected().joined(a).join().answer({ status: 409 }),
      ["not-joined", "joining", "joined A"],
    ],
    [
      "two joins at once, both accepted",
      connected()
        .join({ id: "1" })
        .join({ id: "2" })
        .answer({ id: "1", channelId: "A" })
        .answer({ id: "2", channelId: "B" }),
      ["not-joined", "joining", "joined A", "joined B"],
    ],
    [
      "two joins at once, the first refused",
      connected()
        .join({ id: "1" })
        .join({ id: "2" })
        .answer({ id: "1", status: 401 })
        .answer({ id: "2", channelId: "B" }),
      ["not-joined", "joining", "joined B"],
    ],
    [
      "two joins at once, both refused",
      connected()
        .join({ id: "1" })
        .join({ id: "2" })
        .answer({ id: "1", status: 401 })
        .answer({ id: "2", status: 401 }),
      ["not-joined", "joining", "not-joined"],
    ],
    [
      "a leave sent before the join was answered",
      connected()
        .join({ id: "1" })
        .leave({ id: "2" })
        .answer({ id: "1", channelId: "A" })
        .answer({ id: "2" }),
      ["not-joined", "joining", "leaving", "left"],
    ],
    [
      "a join sent before the leave was answered",
      connected()
        .joined(a)
        .leave({ id: "1" })
        .join({ id: "2" })
        .answer({ id: "1" })
        .answer({ id: "2", channelId: "B" }),
      ["not-joined", "joining", "joined A", "leaving", "joining", "joined B"],
    ],
    [
      "a join sent before the leave was refused",
      connected()
        .joined(a)
        .leave({ id: "1" })
        .join({ id: "2" })
        .answer({ id: "1", status: 500 })
        .answer({ id: "2", channelId: "B" }),
      ["not-joined", "joining", "joined A", "leaving", "joined A", "joined B"],
    ],
    [
      "a close before any join",
      connected().sent({ action: "leaveChannel" }).close(),
      ["not-joined", "closed"],
    ],
    ["a close while joining", connected().join().close(1006), ["not-joined", "joining", "closed"]],
    ["a close while joined", connected().joined(a).close(), ["not-joined", "joining", "joined A", "closed"]],
    [
      "a close while leaving",
      connected().joined(a).leave().close(),
      ["not-joined", "joining", "joined A", "leaving", "closed"],
    ],
    [
      "a second close, which changes nothing",
      connected().joined(a).close().close(1006),
      ["not-joined", "joining", "joined A", "closed"],
    ],
    [
      "a page that goes away",
      connected().joined(a).documentEnds(),
      ["not-joined", "joining", "joined A", "closed"],
    ],
    ["an answer after the close", connected().join().close().answer(), ["not-joined", "joining", "closed"]],
    [
      "an accepted join that names no channel",
      connected().join({ id: "1" }).received({ correlationId: "1", status: 200 }),
      ["not-joined", "joining", "joined"],
    ],
  ])("tells of %s", (_what, told, states) => {
    expect(statesOf(told)).toEqual(states);
  });

  it("is the same in the dialect without correlation IDs", () => {
    const bare = { id: null, nested: true } as const;
    const told = connected()
      .joined({ ...bare, ...a })
      .left({ ...bare, token: undefined, channelId: "A" })
      .close();
    expect(statesOf(told)).toEqual(["not-joined", "joining", "joined A", "leaving", "left", "closed"]);
  });

  it("begins when the connection is created and has no holes", () => {
    const session = connected().joined().left().joined().close().session();
    const { channel, createdAt } = single(session.connections);
    expect(channel[0]?.from).toBe(createdAt);
    expect(channel.slice(1).map(({ from }) => from)).toEqual(channel.slice(0, -1).map(({ to }) => to));
    expect(channel.at(-1)?.to).toBeNull();
  });

  it("names the event that began a state, and none where a time-out did", () => {
    const session = connected().join().wait(overdue).session();
    const causes = single(session.connections).channel.map(({ cause }) =>
      cause === null ? null : session.log.kind(cause),
    );
    expect(causes).toEqual([null, "join", null]);
  });

  it("falls back when the time-out passes, not when the next event comes", () => {
    const session = connected().join().wait(60_000).commandStatus("c", 1).session();
    expect(single(session.connections).channel[2]?.from).toBe(start + 30 + 10_000);
  });

  it("is empty for a connection that is not Privicore's", () => {
    expect(statesOf(connected().sent({ action: "subscribe" }))).toEqual([]);
  });

  it("does not hold a message that came while joining against a join that was refused", () => {
    const told = connected().join().commandStatus("c", 1).answer({ status: 401 });
    expect(rulesOf(told)).toEqual(["join-rejected"]);
  });
});

describe("the channel's state at a moment", () => {
  const at = (told: Conversation, since: number) => {
    const { channel } = single(told.session().connections);
    return channelAt(channel, epochMilliseconds(start + since))?.state ?? null;
  };
  // 0 document · 10 created · 20 opened · 30 join · 40 answer · 50 leave · 60 answer · 70 close
  const whole = () => connected().joined().left().close();

  it.each([
    [9, null],
    [10, "not-joined"],
    [29.999, "not-joined"],
    [30, "joining"],
    [40, "joined"],
    [49.5, "joined"],
    [50, "leaving"],
    [60, "left"],
    [70, "closed"],
    [1e9, "closed"],
  ])("at %d ms is %s", (since, state) => {
    expect(at(whole(), since)).toBe(state);
  });

  it("is the later one where two begin at the same time", () => {
    expect(at(connected().join().wait(0).answer(), 30)).toBe("joined");
  });

  it("is none for a history that is empty", () => {
    expect(
      channelAt(conversation().document().session().connections[0]?.channel ?? [], epochMilliseconds(0)),
    ).toBeNull();
  });
});
