import { describe, expect, it } from "vitest";
import { connected } from "../conversation.ts";
import { rulesOf, theOnly } from "../judged.ts";

describe("malformed-frame", () => {
  it.each([
    ["cut JSON", '{"data": {"type": ', "not JSON: it is cut short"],
    ["broken JSON", '{"data" 1}', "not JSON: it breaks at character 8"],
    ["broken JSON whose place the engine does not tell", '{"data": tru}', "not JSON. "],
    ["text", "hello", "not JSON"],
    ["nothing", "", "empty, not JSON"],
    ["a number", "42", "JSON, but a number, not an object"],
    ["null", "null", "JSON, but null, not an object"],
    ["an array", '[{"action":"joinChannel"}]', "JSON, but an array, not an object"],
    ["a string", '"ping"', "JSON, but a string, not an object"],
  ])("fires on %s, saying why, where and when", (_what, payload, why) => {
    const found = theOnly(connected().joined().text("received", payload), "malformed-frame");
    expect(found.severity).toBe("warning");
    expect(found.message).toContain(`c1 (wss://proxy.example/) at 10:00:00.050 is ${why}`);
    expect(found.evidence).toEqual(["malformed"]);
  });

  it("does not quote the frame, which may hold secrets", () => {
    const session = connected().joined().text("received", '{"authorizationToken":"T-SECRET"');
    expect(theOnly(session, "malformed-frame").message).not.toContain("T-SECRET");
  });

  it("fires on a frame that the page sent, and on one before the connection was recognised", () => {
    const session = connected().text("sent", "ping").joined();
    expect(rulesOf(session)).toEqual(["malformed-frame"]);
  });

  it.each([
    ["a binary frame", connected().joined().binary("received", "AAECAw==")],
    [
      "a frame that the capture has cut",
      connected().joined().text("received", '{"data":', { truncated: true }),
    ],
    [
      "a connection that is nobody's",
      connected().text("received", "hello").text("sent", '{"action":"subscribe"}'),
    ],
  ])("stays silent on %s", (_what, told) => {
    expect(rulesOf(told)).toEqual([]);
  });
});
