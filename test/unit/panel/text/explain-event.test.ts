import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { explainEvent } from "../../../../panel/text/explain-event.ts";
import { epochMilliseconds } from "../../../../src/contract/brands.ts";
import type { CaptureEvent } from "../../../../src/contract/capture-event.ts";
import { createSession } from "../../../../src/core/create-session.ts";
import type { Session } from "../../../../src/core/session.ts";
import { correctCapture, wildEvents } from "../../core/arbitrary-session.ts";
import { connected } from "../../core/conversation.ts";

/** What the detail says of each event. */
const explained = (session: Session): string[] =>
  Array.from({ length: session.log.length }, (_, index) => explainEvent(session, index));

function toldOf(events: readonly CaptureEvent[]): string[] {
  const session = createSession();
  for (const event of events) session.append(event);
  if (session.end !== null) session.advance(epochMilliseconds(session.end + 60_000));
  return explained(session);
}

describe("what happened, in words", () => {
  it("is said of every event, whatever comes", () => {
    fc.assert(
      fc.property(wildEvents, (events) => {
        // Times may be any numbers here, so a duration may be none.
        for (const said of toldOf(events)) expect(said).not.toMatch(/^$|undefined|\[object/);
      }),
      { numRuns: 300 },
    );
  });

  it("is said of every event of a correct session", () => {
    fc.assert(
      fc.property(correctCapture, (told) => {
        for (const said of explained(told.session())) expect(said).not.toMatch(/^$|undefined|NaN|\[object/);
      }),
      { numRuns: 100 },
    );
  });

  it.each([
    ["message", connected().joined().requestData("r").download("r", 0, "text"), "inline"],
    ["link", connected().joined().requestData("r").download("r", 1, "https://files.example/"), "link"],
    ["unanswered", connected().joined().requestData("r").wait(40_000).binary("sent", ""), "30 s"],
  ])("of a data request's call is its outcome: %s", (outcome, told, word) => {
    const session = told.session();
    expect(session.dataRequests.map((request) => request.outcome)).toEqual([outcome]);
    const call = session.dataRequests[0]?.request?.event;
    expect(call === undefined ? null : explainEvent(session, call)).toContain(word);
  });
});
