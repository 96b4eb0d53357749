import { describe, expect, it } from "vitest";
import { connected } from "../conversation.ts";
import { rulesOf, theOnly } from "../judged.ts";

describe("slow-answer", () => {
  it("tells of an answer after more than 2 s, naming the ID and how long it took", () => {
    const found = theOnly(connected().join({ id: "j-1" }).wait(2600).answer(), "slow-answer");
    expect(found.severity).toBe("info");
    expect(found.message).toContain(
      "joinChannel with correlation ID j-1 on c1 (wss://proxy.example/) was answered after 2.6 s",
    );
    expect(found.evidence).toEqual(["join", "answer"]);
  });

  it("tells of an inferred answer, too", () => {
    const session = connected().join({ id: null }).wait(2001).answer();
    expect(rulesOf(session)).toEqual(["missing-correlation-id", "slow-answer"]);
  });

  it("says that the answer was late where its time-out had passed", () => {
    expect(theOnly(connected().join().wait(12_500).answer(), "slow-answer").message).toContain(
      "13 s, after its time-out",
    );
  });

  it("stays silent at exactly 2 s", () => {
    expect(rulesOf(connected().join().wait(2000).answer())).toEqual([]);
  });
});
