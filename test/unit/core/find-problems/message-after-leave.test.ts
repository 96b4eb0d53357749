import { describe, expect, it } from "vitest";
import { connected } from "../conversation.ts";
import { rulesOf, theOnly } from "../judged.ts";

describe("message-after-leave", () => {
  it("fires on a channel message after leaving, naming it and the connection", () => {
    const found = theOnly(connected().joined().left().commandStatus("cmd-1", 1), "message-after-leave");
    expect(found.severity).toBe("warning");
    expect(found.message).toContain("command status for cmd-1");
    expect(found.message).toContain("c1 (wss://proxy.example/)");
    expect(found.evidence).toEqual(["command-status"]);
  });

  it.each([
    ["while leaving", connected().joined().leave().commandStatus("cmd-1", 1).answer()],
    ["after joining again", connected().joined().left().joined().commandStatus("cmd-1", 1)],
    ["after a refused leave", connected().joined().leave().answer({ status: 500 }).commandStatus("cmd-1", 1)],
    [
      "where a join may be among frames that are missing",
      connected().joined().left().gap().commandStatus("cmd-1", 1),
    ],
  ])("stays silent %s", (_when, told) => {
    expect(rulesOf(told)).not.toContain("message-after-leave");
  });
});
