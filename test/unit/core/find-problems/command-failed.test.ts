import { describe, expect, it } from "vitest";
import { connected } from "../conversation.ts";
import { rulesOf, theOnly } from "../judged.ts";

describe("command-failed", () => {
  it("fires on command_status 3, quoting the reason and naming the command and its call", () => {
    const session = connected()
      .joined()
      .command("cmd-1", { url: "/device/remove" })
      .commandStatus("cmd-1", 1)
      .commandStatus("cmd-1", 3, "profile.not_an_owner");
    const found = theOnly(session, "command-failed");
    expect(found.severity).toBe("error");
    expect(found.message).toContain("Command cmd-1 (POST https://api.example/device/remove) failed");
    expect(found.message).toContain('"profile.not_an_owner"');
    expect(found.evidence).toEqual(["http", "command-status"]);
    expect(found.connection).toBe("c1");
  });

  it.each([null, ""])("says that no reason was given where the body is %j", (body) => {
    const session = connected().joined().commandStatus("cmd-1", 3, body);
    expect(theOnly(session, "command-failed").message).toContain("gave no reason");
  });

  it("fires once, though every joined connection brings the failure", () => {
    const session = connected()
      .joined()
      .connect("c2")
      .joined()
      .on("c1")
      .commandStatus("cmd-1", 3, "no")
      .on("c2")
      .commandStatus("cmd-1", 3, "no");
    expect(rulesOf(session)).toEqual(["command-failed"]);
  });

  it.each([1, 2])("stays silent on command_status %i", (status) => {
    expect(rulesOf(connected().joined().commandStatus("cmd-1", status))).toEqual([]);
  });

  it('leaves "3" to schema-mismatch', () => {
    expect(rulesOf(connected().joined().commandStatus("cmd-1", "3"))).toEqual(["schema-mismatch"]);
  });
});
