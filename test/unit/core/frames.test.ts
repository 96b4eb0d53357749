import { describe, expect, it } from "vitest";
import { connectionId } from "../../../src/contract/brands.ts";
import { type Conversation, connected, conversation } from "./conversation.ts";
import { findingsOf, rulesOf, single } from "./judged.ts";

/** The kind, label and ID of the latest row. */
function lastRow(told: Conversation): readonly (string | null)[] {
  const { log } = told.session();
  const index = log.length - 1;
  return [log.kind(index), log.label(index), log.id(index)];
}

describe("a frame's row", () => {
  const joined = () => connected().joined();
  it.each<[string, Conversation, (string | null)[]]>([
    ["a join", connected().join({ id: "a" }), ["join", "joinChannel", "a"]],
    ["a leave", joined().leave({ id: "b" }), ["leave", "leaveChannel", "b"]],
    ["another action", joined().action("refresh", { id: "c" }), ["action", "refresh", "c"]],
    ["an answer", connected().join({ id: "a" }).answer(), ["answer", "joinChannel", "a"]],
    [
      "a message of no documented type",
      joined().received({ data: { type: "X-DPT-NEW" } }),
      ["unknown-message", "X-DPT-NEW", null],
    ],
    ["a message without a type", joined().received({ data: {} }), ["unknown-message", "", null]],
    ["what is no JSON", joined().text("received", "oops"), ["malformed", "", null]],
    ["a command status", joined().commandStatus("cmd", 1), ["command-status", "X-DPT-CAB-ID", "cmd"]],
    [
      "a command status without an ID",
      joined().commandStatus(null, 1),
      ["command-status", "X-DPT-CAB-ID", null],
    ],
    ["a download", joined().download("req", 0), ["data-download", "X-DPT-CAB-REQUEST-ID", "req"]],
    ["a download without an ID", joined().download(null, 0), ["data-download", "X-DPT-CAB-REQUEST-ID", null]],
    ["a stream's readiness", joined().streamReady("req"), ["stream-ready", "STREAM-READY", "req"]],
    ["a binary frame", joined().binary("received", "AAEC"), ["binary", "", null]],
    ["a frame that was cut", joined().text("received", '{"a', { truncated: true }), ["truncated", "", null]],
    ["a frame of a connection that nobody recognises", connected().sent({ hello: 1 }), ["frame", "", null]],
  ])("of %s says what it is", (_what, told, row) => {
    expect(lastRow(told)).toEqual(row);
  });

  it("of another system's note says its name, and its channel", () => {
    const told = connected()
      .sent({ msg: "method", method: "joinRoom", id: "1", params: ["ROOM"] })
      .received({
        msg: "changed",
        collection: "stream-room-messages",
        fields: { eventName: "ROOM", args: [] },
      });
    expect(lastRow(told)[0]).toBe("note");
  });
});

describe("an accepted answer without a channel", () => {
  const without = { status: 200, data: { message: "Done." } };

  it.each<[string, Conversation, number]>([
    [
      "lacks it after a join",
      connected()
        .join({ id: "a" })
        .received({ correlationId: "a", ...without }),
      1,
    ],
    [
      "lacks it after a leave",
      connected()
        .joined()
        .leave({ id: "b" })
        .received({ correlationId: "b", ...without }),
      1,
    ],
    [
      "needs none after another action",
      connected()
        .joined()
        .action("refresh", { id: "c" })
        .received({ correlationId: "c", ...without }),
      0,
    ],
  ])("%s", (_what, told, times) => {
    expect(findingsOf(told, "schema-mismatch")).toHaveLength(times);
  });
});

describe("frames before their connection is recognised, where events are not kept", () => {
  const conclusions = { retain: "conclusions" } as const;
  const early = () => connected().action("syncProfile", { id: "s" }).answer({ id: "s" });

  it("are judged once it is, as where events are kept", () => {
    const session = early().joined().session(conclusions);
    expect(session.exchanges.map(({ action }) => action)).toEqual(["syncProfile", "joinChannel"]);
    expect(session.missedBeginnings).toBe(false);
  });

  it("are let go of when it is closed, and that is said if it is recognised after all", () => {
    const told = early().close().joined();
    expect(told.session(conclusions).missedBeginnings).toBe(true);
    expect(told.session(conclusions).exchanges.map(({ action }) => action)).toEqual(["joinChannel"]);
    expect(told.session().missedBeginnings).toBe(false);
  });

  it("are let go of above 16 MiB of all connections, of the one that meets the bound alone", () => {
    const noise = "x".repeat(1 << 20);
    const told = conversation().document().connect("a").action("syncProfile", { id: "s" }).connect("b");
    for (let times = 0; times < 16; times++) told.text("received", noise);
    const ofA = told.on("a").joined();
    expect(ofA.session(conclusions).missedBeginnings).toBe(false);
    expect(ofA.session(conclusions).exchanges.map(({ action }) => action)).toEqual([
      "syncProfile",
      "joinChannel",
    ]);
    const ofB = told.on("b").text("received", "late").joined();
    expect(ofB.session(conclusions).missedBeginnings).toBe(true);
  });

  it("make room for others when they are let go of", () => {
    const noise = "x".repeat(1 << 20);
    const told = conversation().document();
    for (const id of ["a", "b", "c"]) {
      told.connect(id).action("syncProfile", { id });
      for (let times = 0; times < 12; times++) told.text("received", noise);
      if (id !== "c") told.close();
    }
    const session = told.joined().session(conclusions);
    expect(session.missedBeginnings).toBe(false);
    expect(session.exchanges.map(({ action }) => action)).toEqual(["syncProfile", "joinChannel"]);
  });

  it("mute no rule that needs none of them", () => {
    const told = early().close().join({ id: "a" }).wait(20_000).text("received", "oops");
    expect(rulesOf(told.session(conclusions))).toContain("malformed-frame");
  });
});

describe("connections whose system is known beforehand", () => {
  const known = (system: "privicore" | null) => ({
    systems: new Map(system === null ? [] : [[connectionId("c1"), system]]),
  });

  it("are judged from their first frame on", () => {
    const session = connected().action("syncProfile", { id: "s" }).session(known("privicore"));
    expect(single(session.connections).system).toBe("privicore");
    expect(session.exchanges).toHaveLength(1);
  });

  it.each(["events", "conclusions"] as const)("and others never (%s)", (retain) => {
    const session = connected()
      .joined()
      .session({ ...known(null), retain });
    expect(single(session.connections).system).toBeNull();
    expect(session.exchanges).toHaveLength(0);
    expect(session.missedBeginnings).toBe(false);
  });
});
