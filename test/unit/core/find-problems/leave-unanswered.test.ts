import { describe, expect, it } from "vitest";
import { connected } from "../conversation.ts";
import { rulesOf, theOnly } from "../judged.ts";

describe("leave-unanswered", () => {
  it("fires once 10 s have passed, naming the ID and when it was sent", () => {
    const found = theOnly(connected().joined().leave({ id: "l-1" }).wait(10_001), "leave-unanswered");
    expect(found.severity).toBe("error");
    expect(found.message).toContain("l-1");
    expect(found.message).toContain("sent at 10:00:00.050");
    expect(found.message).toContain("got no answer within 10 s");
    expect(found.evidence).toEqual(["leave"]);
  });

  it("fires where the page closes without waiting for the answer", () => {
    const session = connected().joined().leave().close(1000);
    expect(rulesOf(session)).toEqual(["leave-unanswered"]);
    const found = theOnly(session, "leave-unanswered");
    expect(found.evidence).toEqual(["leave", "connection-closed"]);
    expect(found.message).toContain("unanswered when the connection closed 10 ms later");
  });

  it("stays silent on an answer at exactly 10 s", () => {
    expect(rulesOf(connected().joined().leave().wait(10_000).answer())).toEqual(["slow-answer"]);
  });

  it("stays silent where frames are missing that may have been the answer", () => {
    expect(rulesOf(connected().joined().leave().gap().wait(20_000))).toEqual([]);
  });
});
