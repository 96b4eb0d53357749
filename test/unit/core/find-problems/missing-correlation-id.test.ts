import { describe, expect, it } from "vitest";
import { connected } from "../conversation.ts";
import { rulesOf, theOnly } from "../judged.ts";

describe("missing-correlation-id", () => {
  it("tells of every action without one, as information", () => {
    const session = connected().joined({ id: null, nested: true }).left({ id: null, nested: true }).session();
    expect(session.findings.map(({ rule, severity }) => [rule, severity])).toEqual([
      ["missing-correlation-id", "info"],
      ["missing-correlation-id", "info"],
    ]);
  });

  it("names the action", () => {
    const found = theOnly(connected().joined({ id: null }), "missing-correlation-id");
    expect(found.message).toContain("joinChannel");
    expect(found.evidence).toEqual(["join"]);
  });

  it("takes an empty ID for none", () => {
    expect(rulesOf(connected().join({ id: "" }).answer({ id: null }))).toEqual(["missing-correlation-id"]);
  });

  it.each([
    ["beside the action", false],
    ["inside data", true],
  ])("stays silent on an ID %s", (_place, nested) => {
    expect(rulesOf(connected().join({ id: "j-1", nested }).answer({ id: "j-1" }))).toEqual([]);
  });
});
