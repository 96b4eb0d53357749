import { describe, expect, it } from "vitest";
import { connected } from "../conversation.ts";
import { rulesOf, theOnly } from "../judged.ts";

describe("join-unanswered", () => {
  it("fires once 10 s have passed, naming the ID and when it was sent", () => {
    const found = theOnly(connected().join({ id: "j-1" }).wait(10_001), "join-unanswered");
    expect(found.severity).toBe("error");
    expect(found.message).toContain("j-1");
    expect(found.message).toContain("sent at 10:00:00.030");
    expect(found.message).toContain("within 10 s");
    expect(found.evidence).toEqual(["join"]);
  });

  it("fires where the connection closes first", () => {
    const found = theOnly(connected().join({ id: "j-1" }).wait(500).close(1000), "join-unanswered");
    expect(found.message).toContain("unanswered when the connection closed 500 ms later");
    expect(found.evidence).toEqual(["join", "connection-closed"]);
  });

  it("fires even if an answer comes late", () => {
    const session = connected().join().wait(12_500).answer();
    expect(rulesOf(session)).toEqual(["join-unanswered", "slow-answer"]);
  });

  it("takes the time-out that it is given", () => {
    const session = connected().join().wait(1001).session({ responseTimeout: 1000 });
    expect(theOnly(session, "join-unanswered").message).toContain("within 1 s");
  });

  it("stays silent on an answer at exactly 10 s", () => {
    expect(rulesOf(connected().join().wait(10_000).answer())).toEqual(["slow-answer"]);
  });

  it("stays silent while the time-out has not passed by the end", () => {
    expect(rulesOf(connected().join().wait(10_000))).toEqual([]);
  });

  it("stays silent where frames are missing that may have been the answer", () => {
    expect(rulesOf(connected().join().gap().wait(20_000))).toEqual([]);
  });

  it("stays silent where the answer may be a frame that was cut, and fires where the page's own was", () => {
    expect(rulesOf(connected().join().cut("received").wait(20_000))).toEqual([]);
    expect(rulesOf(connected().join().cut("sent").wait(20_000))).toEqual(["join-unanswered"]);
  });

  it("fires where another connection's frames are missing", () => {
    const session = connected().join().gap(3, { connection: "c2" }).wait(20_000);
    expect(rulesOf(session)).toEqual(["join-unanswered"]);
  });

  it("fires once: not again when the connection closes", () => {
    expect(rulesOf(connected().join().wait(11_000).close())).toEqual(["join-unanswered"]);
  });
});
