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
    ["frames are missing", connected().gap().joined().gap().left()],
    ["a frame was cut", connected().joined().cut("received").cut("sent").left()],
  ])("fires where %s that came before the leave was accepted", (_what, told) => {
    expect(rulesOf(told.commandStatus("cmd-1", 1))).toContain("message-after-leave");
  });

  it.each([
    [
      "where the answer to another join may be a frame that was cut",
      connected().joined().left().join().cut("received").wait(20_000).commandStatus("cmd-1", 1),
    ],
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
