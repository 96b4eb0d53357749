import { describe, expect, it } from "vitest";
import { connected } from "../conversation.ts";
import { rulesOf, theOnly } from "../judged.ts";

describe("closed-without-leave", () => {
  it.each([1000, 1001, 1005])("tells of a clean close with %i while joined, as information", (code) => {
    const found = theOnly(connected().joined().close(code), "closed-without-leave");
    expect(found.severity).toBe("info");
    expect(found.message).toContain(`c1 (wss://proxy.example/) was closed (${code}) while joined`);
    expect(found.evidence).toEqual(["connection-closed"]);
  });

  it("tells of a page that goes away while joined", () => {
    const found = theOnly(connected().joined().documentEnds(), "closed-without-leave");
    expect(found.message).toContain("the page went away");
    expect(found.evidence).toEqual(["document-ended"]);
  });

  it("tells of it where what is missing was received: no leave can have been in it", () => {
    expect(rulesOf(connected().joined().cut("received").close())).toEqual(["closed-without-leave"]);
  });

  it.each([
    ["after leaving", connected().joined().left().close(), []],
    ["before any join", connected().join().answer({ status: 401 }).close(), ["join-rejected"]],
    ["while leaving", connected().joined().leave().close(), ["leave-unanswered"]],
    ["uncleanly", connected().joined().close(1006), ["connection-lost"]],
    ["where a leave may be a frame that was cut", connected().joined().cut("sent").close(), []],
    [
      "where the answer to a leave may be a frame that was cut",
      connected().joined().leave().cut("received").wait(20_000).close(),
      [],
    ],
    ["where a leave may be among frames that are missing", connected().joined().gap().close(), []],
    ["never, as far as the capture goes", connected().joined(), []],
  ])("stays silent where the connection closes %s", (_when, told, rules) => {
    expect(rulesOf(told)).toEqual(rules);
  });
});
