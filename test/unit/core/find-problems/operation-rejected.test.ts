import { describe, expect, it } from "vitest";
import { conversation } from "../conversation.ts";
import { rulesOf, theOnly } from "../judged.ts";

const call = (fields: Parameters<ReturnType<typeof conversation>["call"]>[0]) =>
  conversation()
    .document()
    .call({ requestHeaders: {}, ...fields });

describe("operation-rejected", () => {
  it.each([
    [
      "Amity",
      {
        url: "https://api.amity.co/api/v3/channels/room%201/join",
        status: 403,
        requestHeaders: { authorization: "Bearer x" },
        responseBody: '{"status":"error","message":"User is banned"}',
      },
      'Amity refused the join of channel "room 1" (status 403), saying "User is banned"',
    ],
    [
      "Sendbird",
      {
        method: "PUT",
        url: "https://api-APP.sendbird.com/v3/group_channels/room-1/leave",
        status: 400,
        requestHeaders: { "Session-Key": "x" },
        requestBody: "{}",
        responseBody: '{"message":"Not a member","code":400201,"error":true}',
      },
      'Sendbird refused the leave of channel "room-1" (status 400), saying "Not a member (400201)"',
    ],
    [
      "Rocket.Chat",
      {
        url: "https://chat.example/api/v1/channels.leave",
        status: 401,
        requestHeaders: { "X-Auth-Token": "x", "X-User-Id": "u" },
        requestBody: '{"roomId":"room-1"}',
        responseBody: '{"status":"error","message":"You must be logged in to do this."}',
      },
      'Rocket.Chat refused the leave of channel "room-1" (status 401), saying "You must be logged in to do this."',
    ],
  ])("fires on a refusal of %s, quoting its reason", (_system, fields, words) => {
    const found = theOnly(call(fields), "operation-rejected");
    expect(found.severity).toBe("error");
    expect(found.message).toContain(words);
    expect(found.evidence).toEqual(["http"]);
  });

  it("fires on 200 with success: false", () => {
    const session = call({
      url: "https://chat.example/api/v1/channels.join",
      requestHeaders: { "x-auth-token": "x", "x-user-id": "u" },
      requestBody: '{"roomId":"room-1"}',
      responseBody: '{"success":false,"error":"No such room"}',
    });
    expect(theOnly(session, "operation-rejected").message).toContain("No such room");
  });

  it.each([
    [
      "a success with an empty body",
      {
        method: "PUT",
        url: "https://api-APP.sendbird.com/v3/group_channels/room-1/leave",
        requestHeaders: { "Session-Key": "x" },
        requestBody: "{}",
        responseBody: "",
      },
    ],
    [
      "a call that got no answer",
      {
        url: "https://api.amity.co/api/v3/channels/room-1/join",
        status: 0,
        requestHeaders: { authorization: "Bearer x" },
      },
    ],
    ["a call of nobody that is known", { url: "https://api.example/channels/room-1/join", status: 403 }],
  ])("stays silent on %s", (_what, fields) => {
    expect(rulesOf(call(fields))).toEqual([]);
  });
});
