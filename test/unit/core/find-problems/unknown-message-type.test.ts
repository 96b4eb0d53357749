import { describe, expect, it } from "vitest";
import { connected } from "../conversation.ts";
import { rulesOf, theOnly } from "../judged.ts";

describe("unknown-message-type", () => {
  it("tells of a data.type that is in no document, as information", () => {
    const found = theOnly(
      connected()
        .joined()
        .received({ data: { type: "HEARTBEAT" } }),
      "unknown-message-type",
    );
    expect(found.severity).toBe("info");
    expect(found.message).toContain('The message type "HEARTBEAT" on c1 (wss://proxy.example/)');
    expect(found.evidence).toEqual(["unknown-message"]);
  });

  it("tells of an action that is in no document", () => {
    const session = connected().joined().action("syncProfile", { id: "s-1" }).answer();
    const found = theOnly(session, "unknown-message-type");
    expect(found.message).toContain('The action "syncProfile"');
    expect(found.evidence).toEqual(["action"]);
  });

  it.each([
    [
      "documented types and actions",
      connected().joined().commandStatus("a", 1).download("r", 0).streamReady("r").left(),
    ],
    ["a message without a type", connected().joined().received({ data: {} })],
    [
      "a connection that is nobody's",
      connected()
        .sent({ action: "subscribe" })
        .received({ data: { type: "tick" } }),
    ],
  ])("stays silent on %s", (_what, told) => {
    expect(rulesOf(told)).toEqual([]);
  });
});
