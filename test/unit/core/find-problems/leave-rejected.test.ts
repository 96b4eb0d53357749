import { describe, expect, it } from "vitest";
import { connected } from "../conversation.ts";
import { rulesOf, theOnly } from "../judged.ts";

describe("leave-rejected", () => {
  it("fires on an answer that is not 2xx, naming the ID, the status and the reason", () => {
    const session = connected().joined().leave({ id: "l-1" }).answer({ status: 500, message: "Try later" });
    const found = theOnly(session, "leave-rejected");
    expect(found.severity).toBe("error");
    expect(found.message).toContain("l-1");
    expect(found.message).toContain('status 500, saying "Try later"');
    expect(found.message).toContain("still on the channel");
    expect(found.evidence).toEqual(["leave", "answer"]);
  });

  it("says of 401 that the token is invalid or expired", () => {
    const { message } = theOnly(connected().joined().leave().answer({ status: 401 }), "leave-rejected");
    expect(message).toContain("token is invalid or has expired");
  });

  it("does not claim that the page is on a channel that it never joined", () => {
    const { message } = theOnly(connected().leave().answer({ status: 404 }), "leave-rejected");
    expect(message).not.toContain("still on the channel");
  });

  it("stays silent on 204", () => {
    expect(rulesOf(connected().joined().leave().answer({ status: 204 }))).toEqual([]);
  });
});
