import { describe, expect, it } from "vitest";
import { connected } from "../conversation.ts";
import { rulesOf, theOnly } from "../judged.ts";

describe("message-before-join", () => {
  it("fires on a command status while not joined, naming the command and the connection", () => {
    const found = theOnly(connected().commandStatus("cmd-1", 1).joined(), "message-before-join");
    expect(found.severity).toBe("warning");
    expect(found.message).toContain("command status for cmd-1");
    expect(found.message).toContain("c1 (wss://proxy.example/)");
    expect(found.evidence).toEqual(["command-status"]);
  });

  it.each([
    ["a data download", connected().download("req-1", 0, "text"), "data download for req-1"],
    ["STREAM-READY", connected().streamReady("req-1"), "STREAM-READY for req-1"],
    [
      "a type of Privicore's own that is in no document",
      connected().received({ data: { type: "X-DPT-NEW" } }),
      "X-DPT-NEW",
    ],
  ])("fires on %s", (_what, told, words) => {
    expect(theOnly(told, "message-before-join").message).toContain(words);
  });

  it("fires after a refused join", () => {
    const session = connected().join().answer({ status: 401 }).commandStatus("cmd-1", 1);
    expect(rulesOf(session)).toEqual(["join-rejected", "message-before-join"]);
  });

  it("stays silent while joining: it comes from the buffer", () => {
    expect(rulesOf(connected().join().commandStatus("cmd-1", 1).answer())).toEqual([]);
  });

  it("stays silent on a keepalive, which is not on the channel", () => {
    const session = connected()
      .received({ data: { type: "HEARTBEAT" } })
      .joined();
    expect(rulesOf(session)).toEqual(["unknown-message-type"]);
  });

  it("stays silent where a join may be among frames that are missing", () => {
    expect(rulesOf(connected().gap().commandStatus("cmd-1", 1))).toEqual([]);
  });

  it("is about what arrives, not about what the page sends", () => {
    const session = connected().sent({ data: { type: "X-DPT-CAB-ID", id: "cmd-1" } });
    expect(rulesOf(session)).toEqual(["unknown-message-type"]);
  });
});
