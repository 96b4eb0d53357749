import { describe, expect, it } from "vitest";
import { connected } from "../conversation.ts";
import { rulesOf, theOnly } from "../judged.ts";

describe("missing-token", () => {
  it.each([
    ["absent", undefined],
    ["null", null],
    ["empty", ""],
  ])("fires on a join whose token is %s", (_how, token) => {
    const found = theOnly(connected().join({ id: "j-1", token }).answer(), "missing-token");
    expect(found.severity).toBe("error");
    expect(found.message).toContain("joinChannel with correlation ID j-1 carries no authorizationToken");
    expect(found.evidence).toEqual(["join"]);
  });

  it("fires on a join that names a channel in place of a token", () => {
    const session = connected().join({ token: undefined, channelId: "chn-1", nested: true }).answer();
    expect(rulesOf(session)).toEqual(["missing-token"]);
  });

  it("fires on a leave with neither token nor channel", () => {
    const session = connected().joined().leave({ id: "l-1", token: undefined }).answer();
    expect(theOnly(session, "missing-token").message).toContain("neither authorizationToken nor channelId");
  });

  it("fires on a leave whose channel is empty", () => {
    const session = connected().joined().leave({ token: "", channelId: "" }).answer();
    expect(rulesOf(session)).toEqual(["missing-token"]);
  });

  it.each([
    ["the token beside the action [P]", { nested: false }],
    ["the token inside data", { nested: true }],
    ["the channel beside the action", { token: undefined, channelId: "chn-1" }],
    ["the channel inside data [G]", { token: undefined, channelId: "chn-1", nested: true }],
  ])("stays silent on a leave with %s", (_what, fields) => {
    expect(rulesOf(connected().joined().leave(fields).answer())).toEqual([]);
  });

  it("stays silent where the place beside the action is empty, and the one inside data is not", () => {
    const frame = {
      action: "joinChannel",
      correlationId: "j-1",
      authorizationToken: "",
      data: { authorizationToken: "T-1" },
    };
    expect(rulesOf(connected().sent(frame).answer({ id: "j-1" }))).toEqual([]);
  });

  it("says nothing of a token of the wrong type: that is schema-mismatch", () => {
    expect(rulesOf(connected().join({ token: 12 }).answer())).toEqual(["schema-mismatch"]);
  });
});
