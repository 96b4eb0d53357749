import { describe, expect, it } from "vitest";
import { connected } from "../conversation.ts";
import { rulesOf, theOnly } from "../judged.ts";

describe("duplicate-answer", () => {
  it("fires on a second answer to the same ID, naming it and how long after the first it came", () => {
    const session = connected().joined({ id: "x" }).wait(700).answer({ id: "x" });
    const found = theOnly(session, "duplicate-answer");
    expect(found.severity).toBe("warning");
    expect(found.message).toContain("joinChannel with correlation ID x was answered again, 700 ms after");
    expect(found.evidence).toEqual(["answer", "answer"]);
  });

  it("fires on each further answer", () => {
    const session = connected().joined({ id: "x" }).answer({ id: "x" }).answer({ id: "x" });
    expect(rulesOf(session)).toEqual(["duplicate-answer", "duplicate-answer"]);
  });

  it("fires on the connection that was answered, though another has used the ID since", () => {
    const session = connected()
      .joined({ id: "1" })
      .connect("c2")
      .joined({ id: "1" })
      .on("c1")
      .answer({ id: "1" });
    expect(rulesOf(session)).toEqual(["duplicate-answer"]);
    expect(theOnly(session, "duplicate-answer").connection).toBe("c1");
  });

  it("stays silent on the second answer to an ID that was used twice", () => {
    const session = connected().join({ id: "x" }).join({ id: "x" }).answer({ id: "x" }).answer({ id: "x" });
    expect(rulesOf(session)).not.toContain("duplicate-answer");
  });

  it("stays silent on the first answer after the time-out", () => {
    expect(rulesOf(connected().join().wait(10_500).answer())).not.toContain("duplicate-answer");
  });

  it("stays silent where the action was never answered before its connection closed", () => {
    expect(rulesOf(connected().join({ id: "x" }).close().answer({ id: "x" }))).toEqual(["join-unanswered"]);
  });
});
