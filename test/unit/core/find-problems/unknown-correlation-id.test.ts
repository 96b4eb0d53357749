import { describe, expect, it } from "vitest";
import { connected } from "../conversation.ts";
import { exchangesOf, findingsOf, rulesOf, theOnly } from "../judged.ts";

describe("unknown-correlation-id", () => {
  it("fires on an answer that nobody asked for, naming the ID, status and connection", () => {
    const session = connected().joined().answer({ id: "stray", status: 404, message: "What?" });
    const found = theOnly(session, "unknown-correlation-id");
    expect(found.severity).toBe("warning");
    expect(found.message).toContain('status 404, saying "What?"');
    expect(found.message).toContain("stray");
    expect(found.message).toContain("c1 (wss://proxy.example/)");
    expect(found.evidence).toEqual(["answer"]);
  });

  it("names the other connection where the ID is pending there", () => {
    const session = connected().joined().connect("c2").join({ id: "x" }).on("c1").answer({ id: "x" });
    const found = theOnly(session, "unknown-correlation-id");
    expect(found.connection).toBe("c1");
    expect(found.message).toContain(
      "joinChannel that carried it was sent on c2 (wss://proxy.example/), where it is missed",
    );
    expect(found.evidence).toEqual(["join", "answer"]);
  });

  it("names the connection where the ID is pending, also where another has used and settled it since", () => {
    const told = connected().joined().connect("c2").join({ id: "1" }).connect("c3").joined({ id: "1" });
    const { message } = theOnly(told.on("c1").answer({ id: "1" }), "unknown-correlation-id");
    expect(message).toContain("sent on c2 (wss://proxy.example/), where it is missed");
    const late = connected().joined().connect("c2").join({ id: "1" }).wait(10_001).connect("c3");
    const overdue = theOnly(late.joined({ id: "1" }).on("c1").answer({ id: "1" }), "unknown-correlation-id");
    expect(overdue.message).toContain("sent on c2 (wss://proxy.example/), where it is missed");
  });

  it("does not say that the answer is missed where the other connection had it too", () => {
    const session = connected().joined().connect("c2").joined({ id: "x" }).on("c1").answer({ id: "x" });
    const { message } = theOnly(session, "unknown-correlation-id");
    expect(message).toContain("c2");
    expect(message).not.toContain("missed");
  });

  it("fires where the ID was used often, but never on this connection", () => {
    const told = connected().joined().connect("c2").joined().connect("c3").joined();
    told.on("c1").leave({ id: "x" }).on("c2").leave({ id: "x" });
    const strays = () => findingsOf(told, "unknown-correlation-id").map(({ connection }) => connection);
    told.on("c3").answer({ id: "x" });
    expect(strays()).toEqual(["c3"]);
    told.on("c2").answer({ id: "x" }).on("c1").answer({ id: "x" });
    told.on("c3").leave({ id: "x" }).answer({ id: "x" });
    expect(strays()).toEqual(["c3"]);
    expect(exchangesOf(told).filter((line) => line.startsWith("leaveChannel"))).toEqual([
      "leaveChannel ok correlation-id",
      "leaveChannel ok correlation-id",
      "leaveChannel ok correlation-id",
    ]);
  });

  it("stays silent on an answer without an ID: its own dialect has none", () => {
    expect(rulesOf(connected().joined().answer({ id: null }))).toEqual([]);
  });

  it("stays silent on a second answer, which is a duplicate", () => {
    expect(rulesOf(connected().joined({ id: "x" }).answer({ id: "x" }))).toEqual(["duplicate-answer"]);
  });

  it("fires where what is missing was received: nothing in it can have carried the ID", () => {
    const told = connected().joined().cut("received").answer({ id: "x" });
    expect(rulesOf(told)).toEqual(["unknown-correlation-id"]);
    expect(rulesOf(connected().joined().cut("sent").answer({ id: "x" }))).toEqual([]);
  });

  it("fires where frames are missing, and the ID is known to wait on another connection", () => {
    const told = connected().joined().gap().connect("c2").join({ id: "x" }).on("c1").answer({ id: "x" });
    expect(theOnly(told, "unknown-correlation-id").message).toContain("c2");
  });

  it("stays silent where frames are missing that may have carried the ID", () => {
    expect(rulesOf(connected().joined().gap().answer({ id: "x" }))).toEqual([]);
  });
});
