import { describe, expect, it } from "vitest";
import { conversation } from "../conversation.ts";
import { rulesOf, theOnly } from "../judged.ts";

const sendbird = (requestHeaders: Record<string, string>, requestBody: string) =>
  conversation().document().call({
    method: "PUT",
    url: "https://api-APP.sendbird.com/v3/group_channels/room-1/leave",
    requestHeaders,
    requestBody,
    responseBody: "",
  });

const rocketchat = (requestHeaders: Record<string, string>, requestBody: string) =>
  conversation().document().call({
    url: "https://chat.example/api/v1/channels.leave",
    requestHeaders,
    requestBody,
    responseBody: '{"success":true}',
  });

const headers = { "X-Auth-Token": "x", "X-User-Id": "u" };

describe("operation-incomplete", () => {
  it("fires on a Sendbird leave by the Platform API without user_ids", () => {
    const found = theOnly(sendbird({ "Api-Token": "x" }, "{}"), "operation-incomplete");
    expect(found.severity).toBe("warning");
    expect(found.message).toContain('Sendbird leave of channel "room-1" is incomplete');
    expect(found.message).toContain("user_ids");
    expect(found.evidence).toEqual(["http"]);
  });

  it("fires on a Sendbird leave with an unknown reason", () => {
    const told = sendbird({ "Api-Token": "x" }, '{"user_ids":["a"],"reason":"bored"}');
    expect(theOnly(told, "operation-incomplete").message).toContain("bored");
  });

  it("fires on a Rocket.Chat call without roomId", () => {
    expect(theOnly(rocketchat(headers, "{}"), "operation-incomplete").message).toContain("roomId");
  });

  it.each(["X-Auth-Token", "X-User-Id"] as const)("fires on a Rocket.Chat call without %s", (name) => {
    const { [name]: _left, ...rest } = headers;
    expect(theOnly(rocketchat(rest, '{"roomId":"room-1"}'), "operation-incomplete").message).toContain(name);
  });

  it.each([
    [
      "a Sendbird leave by the Platform API",
      sendbird({ "Api-Token": "x" }, '{"user_ids":["a","b"],"reason":"left_by_own_choice"}'),
    ],
    ["a Sendbird leave by a client, which leaves for itself", sendbird({ "Session-Key": "x" }, "{}")],
    ["a Rocket.Chat leave", rocketchat(headers, '{"roomId":"room-1"}')],
  ])("stays silent on %s with all it needs", (_what, told) => {
    expect(rulesOf(told)).toEqual([]);
  });
});
