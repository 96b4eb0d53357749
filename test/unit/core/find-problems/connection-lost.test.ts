import { describe, expect, it } from "vitest";
import { connected } from "../conversation.ts";
import { rulesOf, theOnly } from "../judged.ts";

describe("connection-lost", () => {
  it.each([1002, 1006, 1011, 4000, 4001])("fires on a close with %i while joined", (code) => {
    const found = theOnly(connected().joined().close(code), "connection-lost");
    expect(found.severity).toBe("warning");
    expect(found.message).toContain(`c1 (wss://proxy.example/) was lost (code ${code}) while joined`);
    expect(found.evidence).toEqual(["connection-closed"]);
  });

  it.each([
    ["joining", connected().join().close(1006), ["join-unanswered", "connection-lost"]],
    ["leaving", connected().joined().leave().close(1006), ["leave-unanswered", "connection-lost"]],
  ])("fires while %s, beside the request that is left unanswered", (state, told, rules) => {
    expect(rulesOf(told)).toEqual(rules);
    expect(theOnly(told, "connection-lost").message).toContain(`while ${state}`);
  });

  it.each([
    ["after leaving", connected().joined().left().close(1006), []],
    ["before any join", connected().leave({ id: "l" }).answer().close(1006), ["not-joined"]],
    ["of which no code is known", connected().joined().close(null), []],
    ["cleanly with 1000", connected().joined().close(1000), ["closed-without-leave"]],
    ["cleanly with 1001", connected().joined().close(1001), ["closed-without-leave"]],
    ["cleanly with 1005", connected().joined().close(1005), ["closed-without-leave"]],
    ["with the page that goes away", connected().joined().documentEnds(), ["closed-without-leave"]],
    ["a second time", connected().joined().left().close(1000).close(1006), []],
  ])("stays silent on a close %s", (_when, told, rules) => {
    expect(rulesOf(told)).toEqual(rules);
  });

  it("stays silent on a connection that is not Privicore's", () => {
    expect(rulesOf(connected().sent({ action: "subscribe" }).close(1006))).toEqual([]);
  });
});
