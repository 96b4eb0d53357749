import { expect, it } from "vitest";
import { noMask } from "../../../../panel/secrets/secret-mask.ts";
import { asTest } from "../../../../panel/sessions/copy-as-test.ts";
import { documentId, epochMilliseconds } from "../../../../src/contract/brands.ts";
import type { CaptureEvent } from "../../../../src/contract/capture-event.ts";
import { createSession } from "../../../../src/core/create-session.ts";
import { Conversation } from "../../../panel/page/conversation.ts";

const begun = () => new Conversation(1_000).page("d1").connect("c1", "d1").connect("c2", "d1").wait(5);
const gapOf = (talk: Conversation, whose: object): CaptureEvent => ({
  type: "gap",
  time: epochMilliseconds(talk.now),
  reason: "buffer-full",
  frames: 5,
  ...whose,
});
const cases: Record<string, (talk: Conversation) => void> = {
  "a document's": (talk) => talk.add(gapOf(talk, { document: documentId("d1") })),
  "a connection's": (talk) => talk.gap("not-recording", 5, 50, "c1"),
  "anybody's": (talk) => talk.add(gapOf(talk, {})),
  "the end of a join": (talk) => {
    talk.join("c1");
    const [join] = talk.events.splice(-2);
    if (join?.type !== "frame") throw new TypeError("Expected a join");
    talk.add({ ...join, payload: join.payload.padEnd(1_000_000), truncated: true });
  },
};

it.each(Object.entries(cases))("expects nothing of what is not there: %s", (_, lose) => {
  const talk = begun();
  lose(talk);
  const { events } = talk.gap("not-recording", 7, 70, "c2").wait(5).status("c1", "K1", 2);
  const session = createSession();
  for (const event of events) session.append(event);
  expect(session.findings).toEqual([]);
  const test = asTest(createSession, session, [events.length - 1], noMask);
  expect(test).toContain("K1");
  expect(test).not.toContain("message-before-join");
  expect(test).not.toContain("c2");
  expect(test.length).toBeLessThan(4_000);
});

it.each([
  ["after a leave that was refused", 500, []],
  ["after a leave", 200, ["message-after-leave"]],
] as const)("expects of a message what was found of it, %s", (_, status, found) => {
  const talk = new Conversation(1_000).page("d1").connect("c1", "d1");
  const channelId = talk.join("c1");
  talk.wait(5).send("c1", { action: "leaveChannel", authorizationToken: "T-1", correlationId: "x" });
  talk.wait(5).receive("c1", { correlationId: "x", status, data: { channelId, message: "so" } });
  const { events } = talk.wait(5).status("c1", "K1", 2);
  const session = createSession();
  for (const event of events) session.append(event);
  const index = events.length - 1;
  expect(session.log.findings(index).map(({ rule }) => rule)).toEqual(found);
  const test = asTest(createSession, session, [index], noMask);
  for (const rule of ["message-before-join", "message-after-leave", "not-joined"])
    expect(test.includes(rule)).toBe(found.some((each) => each === rule));
});
