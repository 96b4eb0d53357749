import { describe, expect, it } from "vitest";
import { connected } from "../conversation.ts";
import { rulesOf, theOnly } from "../judged.ts";

describe("already-joined", () => {
  it("fires on a join while joined, naming the ID and the connection", () => {
    const found = theOnly(connected().joined().join({ id: "j-2" }).answer(), "already-joined");
    expect(found.severity).toBe("warning");
    expect(found.message).toContain("j-2");
    expect(found.message).toContain("c1 (wss://proxy.example/) while it had already joined");
    expect(found.evidence).toEqual(["join"]);
  });

  it("fires on a join while joining", () => {
    const session = connected().join({ id: "a" }).join({ id: "b" }).answer({ id: "a" }).answer({ id: "b" });
    expect(theOnly(session, "already-joined").message).toContain("waiting for the answer to an earlier join");
  });

  it("fires without correlation IDs, too", () => {
    const session = connected().joined({ id: null, nested: true }).joined({ id: null, nested: true });
    expect(rulesOf(session)).toContain("already-joined");
  });

  it("fires where what is missing was received: no leave can have been in it", () => {
    expect(rulesOf(connected().joined().cut("received").joined())).toEqual(["already-joined"]);
  });

  it.each([
    ["where a leave may be a frame that was cut", connected().joined().cut("sent").joined(), []],
    [
      "where the answer to a leave may be a frame that was cut",
      connected().joined().leave().cut("received").wait(20_000).joined(),
      [],
    ],
    [
      "where the answer to an earlier join may be a frame that was cut",
      connected().join().cut("received").joined().wait(20_000),
      [],
    ],
    ["after a refused join", connected().join().answer({ status: 401 }).joined(), ["join-rejected"]],
    ["after an unanswered join", connected().join().wait(10_001).joined(), ["join-unanswered"]],
    ["after leaving", connected().joined().left().joined(), []],
    [
      "while leaving",
      connected().joined().leave({ id: "l" }).join({ id: "j" }).answer({ id: "l" }).answer({ id: "j" }),
      [],
    ],
    ["on another connection", connected().joined().connect("c2").joined(), []],
    ["where a leave may be among frames that are missing", connected().joined().gap().joined(), []],
  ])("stays silent on a join %s", (_when, told, rules) => {
    expect(rulesOf(told)).toEqual(rules);
  });
});
