import { describe, expect, it } from "vitest";
import { connectionId, epochMilliseconds } from "../../../src/contract/brands.ts";
import type { CaptureEvent } from "../../../src/contract/capture-event.ts";
import { createRedactor } from "../../../src/io/redaction/redactor.ts";

const frame = (payload: string): CaptureEvent => ({
  type: "frame",
  connection: connectionId("c1"),
  time: epochMilliseconds(1),
  direction: "sent",
  opcode: "text",
  payload,
});

const login = '{"msg":"method","method":"login","id":"1","params":[{"resume":"S3CRET-value-1"}]}';

describe("secrets that only a system's protocol knows", () => {
  it.each([
    ["Sendbird's session key", 'LOGI{"user_id":"ada","key":"S3CRET-value-1","ekey":"S3CRET-value-2"}\n'],
    ["Sendbird's new session key, after another command", 'PONG{"sts":1}\nLOGI{"new_key":"S3CRET-value-1"}'],
    ["Rocket.Chat's token", login],
    ["Rocket.Chat's token in SockJS", JSON.stringify([login])],
    [
      "Rocket.Chat's password hash",
      '{"msg":"method","method":"login","params":[{"user":{"username":"ada"},"password":{"digest":"S3CRET-value-1","algorithm":"sha-256"}}]}',
    ],
  ])("are taken out: %s", (_what, payload) => {
    const redacted = JSON.stringify(createRedactor().event(frame(payload)));
    expect(redacted).not.toContain("S3CRET");
    expect(redacted).toContain("REDACTED-1");
    expect(createRedactor().text(payload)).not.toContain("S3CRET");
  });

  it("are taken out of the protocol that Sendbird's client opens its socket with", () => {
    const created: CaptureEvent = {
      type: "connection-created",
      connection: connectionId("c1"),
      time: epochMilliseconds(1),
      url: "wss://ws-app.sendbird.com/?p=JS&ai=APP",
      protocols: [encodeURIComponent(JSON.stringify({ token: "S3CRET-value-1" }))],
    };
    expect(JSON.stringify(createRedactor().event(created))).not.toContain("S3CRET");
  });

  it.each([
    ["a key of somebody else's", '{"key":"plain-value-1","resume":"plain-value-2"}'],
    ["a message that speaks of LOGI", 'MESG{"message":"LOGI{","key":"plain-value-1"}'],
    ["another method", '{"msg":"method","method":"resume","params":[{"resume":"plain-value-1"}]}'],
  ])("leave alone %s", (_what, payload) => {
    expect(createRedactor().event(frame(payload))).toEqual(frame(payload));
  });
});
