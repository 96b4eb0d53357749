import { describe, expect, it } from "vitest";
import type { HttpCall } from "../../../../src/protocol/meaning.ts";
import { rocketchat } from "../../../../src/protocol/rocketchat/index.ts";
import { httpCall } from "../http-call.ts";

const headers = { "x-auth-token": "RScctEHSmLGZGywf", "x-user-id": "rbAXPnMktTFbNpwtJ" };
const leave = (given: Partial<HttpCall> = {}): HttpCall =>
  httpCall({
    method: "POST",
    url: "https://chat.example/api/v1/channels.leave",
    requestHeaders: headers,
    requestBody: '{"roomId":"ByehQjC44FwMeiLbX"}',
    responseBody: JSON.stringify({
      channel: { _id: "ByehQjC44FwMeiLbX", name: "invite-me", t: "c", usernames: ["testing2"], msgs: 0 },
      success: true,
    }),
    ...given,
  });
const join = (given: Partial<HttpCall> = {}): HttpCall =>
  leave({
    url: "https://chat.example/api/v1/channels.join",
    responseBody: JSON.stringify({ channel: { _id: "ByehQjC44FwMeiLbX", usersCount: 2 }, success: true }),
    ...given,
  });

describe("Rocket.Chat's room calls", () => {
  it("reads a leave", () => {
    expect(rocketchat.readHttpCall(leave())).toEqual({
      kind: "channel-operation",
      system: "rocketchat",
      operation: "leave",
      channelId: "ByehQjC44FwMeiLbX",
      members: ["rbAXPnMktTFbNpwtJ"],
      memberCount: 1,
      outcome: "ok",
      reason: null,
      incomplete: [],
    });
  });

  it("reads a join", () => {
    expect(rocketchat.readHttpCall(join())).toMatchObject({
      operation: "join",
      memberCount: 2,
      outcome: "ok",
    });
  });

  it.each<[string, Partial<HttpCall>]>([
    ["on any host", { url: "http://localhost:3000/api/v1/channels.leave" }],
    ["of an installation below a path", { url: "https://h.example/chat/rc/api/v1/channels.leave" }],
    ["with a slash at its end", { url: "https://h.example/api/v1/channels.leave/" }],
    ["of a private group", { url: "https://h.example/api/v1/groups.leave" }],
    ["of a room of either kind", { url: "https://h.example/api/v1/rooms.leave" }],
    ["without its headers", { requestHeaders: {} }],
  ])("recognises a leave %s", (_what, given) => {
    expect(rocketchat.readHttpCall(leave(given))).toMatchObject({ operation: "leave", outcome: "ok" });
    expect(rocketchat.wantsHttpCall?.(leave(given))).toBe(true);
  });

  it.each<[string, Partial<HttpCall>]>([
    ["a preflight", { method: "OPTIONS" }],
    ["a GET", { method: "GET" }],
    ["another call", { url: "https://h.example/api/v1/channels.list" }],
    ["a name that only begins alike", { url: "https://h.example/api/v1/channels.leaveAll" }],
    ["Slack's call of the same name", { url: "https://slack.com/api/channels.leave" }],
    ["a group that cannot be joined", { url: "https://h.example/api/v1/groups.join" }],
  ])("leaves alone %s", (_what, given) => {
    expect(rocketchat.readHttpCall(leave(given))).toBeNull();
    expect(rocketchat.wantsHttpCall?.(leave(given))).toBe(false);
  });

  it.each<[string, Partial<HttpCall>, readonly string[]]>([
    ["nothing", {}, []],
    ["a room's name in its place", { requestBody: '{"roomName":"general"}' }, []],
    ["a form", { requestBody: "roomId=abc" }, []],
    ["a query", { url: "https://h/api/v1/channels.leave?roomId=abc", requestBody: null }, []],
    [
      "a body that the browser did not hand over",
      { requestHeaders: { ...headers, "content-length": "29" }, requestBody: null },
      [],
    ],
    [
      "nothing known of it, for it never got through",
      { status: 0, requestHeaders: {}, requestBody: null },
      [],
    ],
    [
      "no more headers known than the browser's own of a redirected call",
      { requestHeaders: { "user-agent": "Mozilla/5.0", referer: "https://app.example/" } },
      [],
    ],
    [
      "headers, but no token",
      { requestHeaders: { "user-agent": "Mozilla/5.0", accept: "*/*", "x-user-id": "u" } },
      ["the required header X-Auth-Token is missing"],
    ],
    ["no room", { requestBody: "{}" }, ["the required roomId is missing"]],
    ["an empty room", { requestBody: '{"roomId":""}' }, ["the required roomId is missing"]],
    ["a room that is no text", { requestBody: '{"roomId":{}}' }, ["the required roomId is missing"]],
    ["no body", { requestBody: null }, ["the required roomId is missing"]],
    [
      "a body that is not JSON",
      { requestBody: "{roomId" },
      ["the required roomId is missing: the body is not JSON"],
    ],
    ["no token", { requestHeaders: { "x-user-id": "u" } }, ["the required header X-Auth-Token is missing"]],
    [
      "no headers",
      { requestHeaders: {} },
      ["the required header X-Auth-Token is missing", "the required header X-User-Id is missing"],
    ],
    [
      "an empty header",
      { requestHeaders: { ...headers, "x-user-id": "" } },
      ["the required header X-User-Id is missing"],
    ],
  ])("says what a call with %s lacks", (_what, given, incomplete) => {
    expect(rocketchat.readHttpCall(leave(given))).toMatchObject({ incomplete });
  });

  it("takes the room of a join by name from the answer, and the name where there is no answer", () => {
    const byName = { requestBody: '{"roomName":"general"}' };
    expect(rocketchat.readHttpCall(join(byName))).toMatchObject({ channelId: "ByehQjC44FwMeiLbX" });
    expect(rocketchat.readHttpCall(join({ ...byName, status: 0, responseBody: null }))).toMatchObject({
      channelId: "general",
      outcome: "failed",
    });
  });

  it.each<[string, Partial<HttpCall>, string, string | null]>([
    [
      "a call without a session",
      { status: 401, responseBody: '{"status":"error","message":"You must be logged in to do this."}' },
      "rejected",
      "You must be logged in to do this.",
    ],
    [
      "a refusal",
      {
        status: 400,
        responseBody:
          '{"success":false,"error":"You are the last owner. [error-you-are-last-owner]","errorType":"error-you-are-last-owner"}',
      },
      "rejected",
      "You are the last owner. [error-you-are-last-owner]",
    ],
    [
      "a refusal that answers 200",
      { responseBody: '{"success":false,"error":"no","errorType":"error-no"}' },
      "rejected",
      "no (error-no)",
    ],
    [
      "a page of HTML",
      { responseHeaders: { "content-type": "text/html; charset=utf-8" }, responseBody: "<p>" },
      "failed",
      "not the API's answer: an HTML page",
    ],
    ["no answer", { status: 0, responseBody: null }, "failed", null],
  ])("judges %s", (_what, given, outcome, reason) => {
    expect(rocketchat.readHttpCall(leave(given))).toMatchObject({ outcome, reason });
  });
});
