import { describe, expect, it } from "vitest";
import { connected } from "../conversation.ts";
import { findingsOf, rulesOf, theOnly } from "../judged.ts";

describe("status-after-final", () => {
  it("fires on a status after success, naming the command, the status and the connection", () => {
    const session = connected().joined().commandStatus("cmd-1", 2).commandStatus("cmd-1", 1);
    const found = theOnly(session, "status-after-final");
    expect(found.severity).toBe("warning");
    expect(found.message).toContain("Command cmd-1 had already succeeded when another status (1)");
    expect(found.message).toContain("c1 (wss://proxy.example/)");
    expect(found.evidence).toEqual(["command-status"]);
  });

  it("fires on success after failure, and leaves the failure standing", () => {
    const session = connected().joined().commandStatus("cmd-1", 3).commandStatus("cmd-1", 2).session();
    expect(theOnly(session, "status-after-final").message).toContain("had already failed");
    expect(session.commands[0]?.outcome).toBe("failed");
  });

  it("fires on a repeated success", () => {
    const session = connected().joined().commandStatus("cmd-1", 2).commandStatus("cmd-1", 2);
    expect(rulesOf(session)).toEqual(["status-after-final"]);
  });

  it("fires where one of several connections brings the outcome again, naming it", () => {
    const told = connected().joined();
    for (const id of ["c2", "c3"]) told.connect(id).joined();
    for (const id of ["c1", "c2", "c3"]) told.on(id).commandStatus("cmd-1", 2);
    expect(rulesOf(told)).toEqual([]);
    for (const id of ["c2", "c3", "c1"])
      expect(findingsOf(told.on(id).commandStatus("cmd-1", 2), "status-after-final").at(-1)?.connection).toBe(
        id,
      );
    expect(rulesOf(told)).toEqual(Array(3).fill("status-after-final"));
  });

  it("fires where another connection brings the other outcome, and not where it brings what came before", () => {
    const told = connected().joined().connect("c2").joined().commandStatus("cmd-1", 3);
    expect(rulesOf(told.on("c1").commandStatus("cmd-1", 1))).toEqual(["command-failed"]);
    const found = theOnly(told.commandStatus("cmd-1", 2), "status-after-final");
    expect(found.connection).toBe("c1");
    expect(found.message).toContain("had already failed when another status (2)");
  });

  it.each([
    [
      "pending repeats before success",
      connected().joined().commandStatus("cmd-1", 1).commandStatus("cmd-1", 1).commandStatus("cmd-1", 2),
    ],
    [
      "each of two joined connections brings all of it",
      connected()
        .joined()
        .connect("c2")
        .joined()
        .commandStatus("cmd-1", 1)
        .commandStatus("cmd-1", 2)
        .on("c1")
        .commandStatus("cmd-1", 1)
        .commandStatus("cmd-1", 2),
    ],
    ["another command succeeded", connected().joined().commandStatus("cmd-1", 2).commandStatus("cmd-2", 1)],
  ])("stays silent where %s", (_when, told) => {
    expect(rulesOf(told)).toEqual([]);
  });
});
