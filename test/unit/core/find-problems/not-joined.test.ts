import { describe, expect, it } from "vitest";
import { connected } from "../conversation.ts";
import { rulesOf, theOnly } from "../judged.ts";

describe("not-joined", () => {
  it("fires on a leave while not joined, naming the ID and the connection", () => {
    const found = theOnly(connected().leave({ id: "l-1" }).answer(), "not-joined");
    expect(found.severity).toBe("warning");
    expect(found.message).toContain("l-1");
    expect(found.message).toContain("c1 (wss://proxy.example/), which was not joined");
    expect(found.evidence).toEqual(["leave"]);
  });

  it("fires on a second leave", () => {
    const { message } = theOnly(connected().joined().left().left(), "not-joined");
    expect(message).toContain("had left the channel already");
  });

  it("fires on a leave after a refused join", () => {
    const session = connected().join().answer({ status: 401 }).left();
    expect(rulesOf(session)).toEqual(["join-rejected", "not-joined"]);
  });

  it("fires on a reconnect's leave for the connection before", () => {
    const session = connected().joined().left().close().connect("c2").left();
    expect(theOnly(session, "not-joined").connection).toBe("c2");
  });

  it("fires on a second leave where what is missing came before the first was accepted", () => {
    expect(rulesOf(connected().joined().gap().left().left())).toEqual(["not-joined"]);
    expect(rulesOf(connected().joined().left().gap().left())).toEqual([]);
  });

  it.each([
    ["while joined", connected().joined().left()],
    [
      "while joining",
      connected().join({ id: "a" }).leave({ id: "b" }).answer({ id: "a" }).answer({ id: "b" }),
    ],
    ["where a join may be among frames that are missing", connected().gap().left()],
  ])("stays silent on a leave %s", (_when, told) => {
    expect(rulesOf(told)).toEqual([]);
  });
});
