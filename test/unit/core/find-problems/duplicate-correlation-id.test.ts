import { describe, expect, it } from "vitest";
import { connected } from "../conversation.ts";
import { findingsOf, rulesOf, theOnly } from "../judged.ts";

describe("duplicate-correlation-id", () => {
  it("fires on an ID reused while its first use is pending, naming it and the first use", () => {
    const session = connected()
      .joined()
      .action("syncProfile", { id: "x" })
      .leave({ id: "x" })
      .answer()
      .answer();
    const found = theOnly(session, "duplicate-correlation-id");
    expect(found.severity).toBe("warning");
    expect(found.message).toContain("Correlation ID x was used before");
    expect(found.message).toContain("by syncProfile at 10:00:00.050, which is still unanswered");
    expect(found.evidence).toEqual(["action", "leave"]);
  });

  it("fires on an ID reused after it was answered", () => {
    const found = theOnly(connected().joined({ id: "x" }).left({ id: "x" }), "duplicate-correlation-id");
    expect(found.message).toContain("which was answered already");
    expect(found.evidence).toEqual(["join", "leave"]);
  });

  it("fires on every further use", () => {
    const session = connected().joined({ id: "x" }).left({ id: "x" }).joined({ id: "x" });
    expect(rulesOf(session)).toEqual(["duplicate-correlation-id", "duplicate-correlation-id"]);
  });

  it("stays silent on a retry with the same ID after the time-out", () => {
    const session = connected().join({ id: "x" }).wait(10_001).join({ id: "x" }).answer({ id: "x" });
    expect(rulesOf(session)).toEqual(["join-unanswered"]);
  });

  it("fires where the use before went unanswered, but one before that was answered", () => {
    const session = connected()
      .joined({ id: "x" })
      .leave({ id: "x" })
      .wait(10_001)
      .leave({ id: "x" })
      .answer();
    expect(rulesOf(session)).toEqual([
      "duplicate-correlation-id",
      "leave-unanswered",
      "duplicate-correlation-id",
    ]);
  });

  it("fires where several uses before went unanswered, also at the same time, but the first was answered", () => {
    const session = connected().joined({ id: "x" }).leave({ id: "x" }).leave({ id: "x" }).wait(10_001);
    const found = findingsOf(session.leave({ id: "x" }), "duplicate-correlation-id");
    expect(found.map(({ evidence }) => evidence)).toEqual([
      ["join", "leave"],
      ["leave", "leave"],
      ["join", "leave"],
    ]);
  });

  it("fires where one between two that went unanswered was answered", () => {
    const told = connected().joined().action("syncProfile", { id: "x" }).wait(10_001);
    told.action("syncProfile", { id: "x" }).action("syncProfile", { id: "x" }).answer().wait(10_001);
    const found = findingsOf(told.action("syncProfile", { id: "x" }), "duplicate-correlation-id");
    expect(found.at(-1)?.message).toContain("which was answered already");
    expect(found).toHaveLength(2);
  });

  it("fires where the first of several that timed out was answered late", () => {
    const told = connected().joined().action("syncProfile", { id: "x" }).wait(10_001);
    told.action("syncProfile", { id: "x" }).wait(5000).action("syncProfile", { id: "x" }).wait(10_001);
    const found = findingsOf(told.answer().action("syncProfile", { id: "x" }), "duplicate-correlation-id");
    expect(found.at(-1)?.message).toContain("which was answered already");
    expect(found).toHaveLength(2);
  });

  it("stays silent where another connection uses the same ID", () => {
    const session = connected().joined({ id: "x" }).connect("c2").joined({ id: "x" });
    expect(rulesOf(session)).toEqual([]);
  });

  it("does not take two actions without an ID for two with the same", () => {
    const session = connected().joined({ id: null }).left({ id: null });
    expect(rulesOf(session)).toEqual(["missing-correlation-id", "missing-correlation-id"]);
  });
});
