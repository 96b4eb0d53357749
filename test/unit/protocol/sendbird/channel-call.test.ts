import { describe, expect, it } from "vitest";
import type { HttpCall } from "../../../../src/protocol/meaning.ts";
import { sendbird } from "../../../../src/protocol/sendbird/index.ts";
import { httpCall } from "../http-call.ts";

const platform = { "api-token": "0123456789abcdef" };
const session = { "session-key": "fedcba9876543210" };
const host = "https://api-ABCD1234-00AA.sendbird.com";
const leave = (given: Partial<HttpCall> = {}): HttpCall =>
  httpCall({
    method: "PUT",
    url: `${host}/v3/group_channels/sendbird_group_channel_1/leave`,
    requestHeaders: platform,
    requestBody: '{"user_ids":["Philip","Matthew"]}',
    responseBody: "",
    ...given,
  });
const join = (given: Partial<HttpCall> = {}): HttpCall =>
  leave({
    url: `${host}/v3/group_channels/sendbird_group_channel_1/join`,
    requestBody: '{"user_id":"Philip"}',
    ...given,
  });

describe("Sendbird's channel calls", () => {
  it("reads a leave of several members with an empty answer", () => {
    expect(sendbird.readHttpCall(leave())).toEqual({
      kind: "channel-operation",
      system: "sendbird",
      operation: "leave",
      channelId: "sendbird_group_channel_1",
      members: ["Philip", "Matthew"],
      memberCount: null,
      outcome: "ok",
      reason: null,
      incomplete: [],
    });
  });

  it("reads a join by the client's session key, answered with the channel", () => {
    const call = join({ requestHeaders: session, responseBody: '{"channel_url":"x","member_count":7}' });
    expect(sendbird.readHttpCall(call)).toMatchObject({
      operation: "join",
      members: ["Philip"],
      memberCount: 7,
      outcome: "ok",
      incomplete: [],
    });
  });

  it.each([
    ["with a space", "room%20one", "room one"],
    ["with a slash", "a%2Fb", "a/b"],
    ["with a percent sign", "50%25", "50%"],
    ["with a lone percent sign", "50%", "50%"],
  ])("decodes a channel URL %s", (_what, written, channelId) => {
    const url = `https://chat.example/proxy/v3/group_channels/${written}/leave`;
    expect(sendbird.readHttpCall(leave({ url }))).toMatchObject({ channelId });
  });

  it.each<[string, Partial<HttpCall>]>([
    ["by its host alone", { requestHeaders: {} }],
    ["by an API token on any host", { url: "http://localhost:9/v3/group_channels/c/leave" }],
    [
      "by a session key on any host",
      { url: "http://[::1]:9/v3/group_channels/c/leave", requestHeaders: session },
    ],
    ["with a slash at its end", { url: `${host}/v3/group_channels/c/leave/` }],
    ["with a method in small letters", { method: "put" }],
  ])("recognises a call %s", (_what, given) => {
    expect(sendbird.readHttpCall(leave(given))).not.toBeNull();
    expect(sendbird.wantsHttpCall?.(leave(given))).toBe(true);
  });

  it.each<[string, Partial<HttpCall>]>([
    ["a preflight", { method: "OPTIONS" }],
    ["a POST", { method: "POST" }],
    ["another system's path", { url: "https://other.example/v3/group_channels/c/leave", requestHeaders: {} }],
    [
      "a host that only begins alike",
      { url: "https://api-x.sendbird.com.evil.example/v3/group_channels/c/leave", requestHeaders: {} },
    ],
    ["an open channel", { url: `${host}/v3/open_channels/c/leave` }],
    ["an invitation", { url: `${host}/v3/group_channels/c/invite` }],
  ])("leaves alone %s", (_what, given) => {
    expect(sendbird.readHttpCall(leave(given))).toBeNull();
    expect(sendbird.wantsHttpCall?.(leave(given))).toBe(false);
  });

  it.each<[string, Partial<HttpCall>, readonly string[]]>([
    ["no body", { requestBody: null }, ["the required user_ids is missing"]],
    ["an empty body", { requestBody: "" }, ["the required user_ids is missing"]],
    ["an empty object", { requestBody: "{}" }, ["the required user_ids is missing"]],
    ["null", { requestBody: '{"user_ids":null}' }, ["the required user_ids is missing"]],
    ["an empty list", { requestBody: '{"user_ids":[]}' }, ["the required user_ids is empty"]],
    [
      "a text",
      { requestBody: '{"user_ids":"Philip"}' },
      ['user_ids is "Philip", expected an array of user IDs'],
    ],
    [
      "an object",
      { requestBody: '{"user_ids":{"0":"a"}}' },
      ['user_ids is {"0":"a"}, expected an array of user IDs'],
    ],
    [
      "numbers",
      { requestBody: '{"user_ids":[1]}' },
      ["user_ids holds something other than user IDs as strings"],
    ],
    [
      "a body that is not JSON",
      { requestBody: "user_ids: a" },
      ["the required user_ids is missing: the body is not JSON"],
    ],
    [
      "everybody, but without the list",
      { requestBody: '{"should_leave_all":true}' },
      ["the required user_ids is missing"],
    ],
    [
      "an unknown reason",
      { requestBody: '{"user_ids":["a"],"reason":"bored"}' },
      [
        'the reason "bored" is none of admin_removed, admin_deleted, admin_deactivated, left_by_own_choice, channel_operator_removed',
      ],
    ],
  ])("says what a leave with %s lacks", (_what, given, incomplete) => {
    expect(sendbird.readHttpCall(leave(given))).toMatchObject({ incomplete });
  });

  it.each<[string, HttpCall]>([
    ["a leave with its list", leave()],
    ["a leave by the client's session key", leave({ requestHeaders: session, requestBody: "{}" })],
    ["a leave with both keys", leave({ requestHeaders: { ...session, ...platform }, requestBody: "{}" })],
    ["a leave whose headers a HAR left out", leave({ requestHeaders: {}, requestBody: "{}" })],
    [
      "a leave whose body the browser did not hand over",
      leave({ requestHeaders: { ...platform, "content-length": "40" }, requestBody: null }),
    ],
    ["a known reason", leave({ requestBody: '{"user_ids":["a"],"reason":"admin_removed"}' })],
    [
      "a known reason in capitals",
      leave({ requestBody: '{"user_ids":["a"],"reason":"LEFT_BY_OWN_CHOICE"}' }),
    ],
    ["no reason", leave({ requestBody: '{"user_ids":["a"],"reason":null}' })],
    ["a form", leave({ requestBody: "user_ids=a" })],
    ["a form with a list", leave({ requestBody: "user_ids%5B%5D=a&user_ids%5B%5D=b" })],
    ["a query", leave({ url: `${host}/v3/group_channels/c/leave?user_ids=a,b`, requestBody: null })],
    ["a join", join({ requestBody: "{}" })],
  ])("finds nothing lacking in %s", (_what, call) => {
    expect(sendbird.readHttpCall(call)).toMatchObject({ incomplete: [] });
  });

  it.each<[string, Partial<HttpCall>, readonly string[]]>([
    ["a list", { requestBody: '{"user_ids":["a","b","a"]}' }, ["a", "b"]],
    ["a form", { requestBody: "user_ids=a&user_ids=b" }, ["a", "b"]],
    ["a query", { url: `${host}/v3/group_channels/c/leave?user_ids=a,b`, requestBody: null }, ["a", "b"]],
    ["one user", { requestBody: '{"user_id":"a"}' }, ["a"]],
    ["a list with something else in it", { requestBody: '{"user_ids":["a",null,{},""]}' }, ["a"]],
    ["no list", { requestBody: '{"user_ids":"a"}' }, []],
  ])("finds the members in %s", (_what, given, members) => {
    expect(sendbird.readHttpCall(leave(given))).toMatchObject({ members });
  });

  it.each<[string, Partial<HttpCall>, string, string | null]>([
    [
      "a refusal",
      { status: 400, responseBody: '{"message":"\\"Channel\\" not found.","code":400201,"error":true}' },
      "rejected",
      '"Channel" not found. (400201)',
    ],
    [
      "a refusal that answers 200",
      { responseBody: '{"message":"no","code":1,"error":true}' },
      "rejected",
      "no (1)",
    ],
    ["an empty object", { responseBody: "{}" }, "ok", null],
    ["204", { status: 204, responseBody: null }, "ok", null],
    ["no answer", { status: 0, responseBody: null }, "failed", null],
    ["a broken server", { status: 503, responseBody: null }, "failed", null],
    [
      "a reason given for leaving",
      { requestBody: '{"user_ids":["a"],"reason":"admin_removed"}' },
      "ok",
      "admin_removed",
    ],
    [
      "a refusal of a leave with a reason",
      {
        status: 403,
        requestBody: '{"user_ids":["a"],"reason":"admin_removed"}',
        responseBody: '{"message":"no","error":true}',
      },
      "rejected",
      "no",
    ],
  ])("judges %s", (_what, given, outcome, reason) => {
    expect(sendbird.readHttpCall(leave(given))).toMatchObject({ outcome, reason });
  });
});

describe("what Sendbird's leave lacks", () => {
  const lacking = (requestBody: string | null, given: Partial<HttpCall> = {}) => {
    const read = sendbird.readHttpCall(leave({ requestBody, ...given }));
    return read?.kind === "channel-operation" ? read.incomplete : null;
  };
  const other = ["user_ids holds something other than user IDs as strings"];

  it.each<[string, readonly string[]]>([
    ['{"user_ids":["a",""]}', other],
    ['{"user_ids":["a",7]}', other],
    ['{"user_ids":"a,b"}', ['user_ids is "a,b", expected an array of user IDs']],
    ['{"user_ids":null}', ["the required user_ids is missing"]],
    ["user_ids=a,,b", []],
    ["user_ids=,", ["the required user_ids is empty"]],
    [`{"user_ids":"${"x".repeat(58)}"}`, [`user_ids is "${"x".repeat(58)}", expected an array of user IDs`]],
    [`{"user_ids":"${"x".repeat(59)}"}`, [`user_ids is "${"x".repeat(59)}…, expected an array of user IDs`]],
  ])("in the body %s is %j", (body, lacks) => {
    expect(lacking(body)).toEqual(lacks);
  });

  it("is told of a reason that is none of the documented ones", () => {
    const [said, ...more] = lacking('{"user_ids":["a"],"reason":7}') ?? [];
    expect(said).toMatch(/^the reason 7 is none of /);
    expect(more).toEqual([]);
  });

  it("leaves the members that a form names, without the empty ones", () => {
    const read = sendbird.readHttpCall(leave({ requestBody: "user_ids=a,,b" }));
    expect(read).toMatchObject({ members: ["a", "b"] });
  });

  it("is a call of Sendbird's own hosts alone where no header tells", () => {
    const on = (name: string) =>
      sendbird.readHttpCall(leave({ url: `https://${name}/v3/group_channels/c/leave`, requestHeaders: {} }));
    expect(on("api-ABCD.sendbird.com")).not.toBeNull();
    expect(on("not-api-ABCD.sendbird.com")).toBeNull();
    expect(on("api-a.b.sendbird.com")).toBeNull();
  });

  it("gives the reason of a refusal before the one that the request gave", () => {
    const refused = (responseBody: string) =>
      sendbird.readHttpCall(
        leave({ status: 400, requestBody: '{"user_ids":["a"],"reason":"muted"}', responseBody }),
      );
    expect(refused('{"message":"No such channel"}')).toMatchObject({ reason: "No such channel" });
    expect(refused("")).toMatchObject({ outcome: "rejected", reason: null });
  });
});
