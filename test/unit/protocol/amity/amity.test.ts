import { describe, expect, it } from "vitest";
import { amity } from "../../../../src/protocol/amity/index.ts";
import type { HttpCall } from "../../../../src/protocol/meaning.ts";
import { httpCall } from "../http-call.ts";

const bearer = { authorization: "Bearer eyJhbGciOiJSUzI1NiJ9.e30.sig" };
const join = (given: Partial<HttpCall> = {}): HttpCall =>
  httpCall({
    method: "POST",
    url: "https://apix.eu.amity.co/api/v3/channels/room1/join",
    requestHeaders: bearer,
    responseBody: JSON.stringify({
      channels: [{ channelId: "room1", memberCount: 4 }],
      channelUsers: [{ userId: "ada", channelId: "room1", membership: "member" }],
    }),
    ...given,
  });
const leave = (given: Partial<HttpCall> = {}): HttpCall =>
  join({
    method: "DELETE",
    url: "https://apix.eu.amity.co/api/v3/channels/room1/leave",
    responseBody: JSON.stringify({
      channels: [{ channelId: "room1", memberCount: 3 }],
      channelUsers: [{ userId: "ada", channelId: "room1", membership: "none" }],
    }),
    ...given,
  });

describe("Amity's channel calls", () => {
  it("reads a join", () => {
    expect(amity.readHttpCall(join())).toEqual({
      kind: "channel-operation",
      system: "amity",
      operation: "join",
      channelId: "room1",
      members: ["ada"],
      memberCount: 4,
      outcome: "ok",
      reason: null,
      incomplete: [],
    });
  });

  it("reads a leave", () => {
    expect(amity.readHttpCall(leave())).toMatchObject({
      operation: "leave",
      channelId: "room1",
      members: ["ada"],
      memberCount: 3,
      outcome: "ok",
    });
  });

  it.each([
    ["plain", "room1", "room1"],
    ["with a space", "room%201", "room 1"],
    ["with a slash", "team%2Froom", "team/room"],
    ["with a slash left as it is", "team/room", "team/room"],
    ["with a percent sign", "100%25", "100%"],
    ["with a percent sign left as it is", "100%", "100%"],
    ["encoded twice", "a%252Fb", "a%2Fb"],
    ["with bytes that are no UTF-8", "a%FFb%20c", "a%FFb%20c".replace("%20", " ")],
    ["in another script", "%E4%B8%AD", "中"],
    ["named join", "join", "join"],
  ])("decodes a channel ID %s", (_what, written, channelId) => {
    const url = `https://chat.example/api/v3/channels/${written}/join`;
    expect(amity.readHttpCall(join({ url }))).toMatchObject({ channelId, operation: "join" });
  });

  it.each<[string, Partial<HttpCall>]>([
    ["on a regional host", { url: "https://api.sg.amity.co/api/v3/channels/room1/join", requestHeaders: {} }],
    [
      "on the vendor's new host",
      { url: "https://x.social.plus/api/v3/channels/room1/join", requestHeaders: {} },
    ],
    ["on any host with a bearer", { url: "http://localhost:8080/api/v3/channels/room1/join" }],
    ["below a path", { url: "https://gateway.example/amity/api/v3/channels/room1/join?x=1#y" }],
    ["with a token that was masked", { requestHeaders: { authorization: "secret-1" } }],
    ["on any host by the answer's shape", { url: "//h/api/v3/channels/room1/join", requestHeaders: {} }],
  ])("recognises a join %s", (_what, given) => {
    expect(amity.readHttpCall(join(given))).toMatchObject({ channelId: "room1", outcome: "ok" });
    expect(amity.wantsHttpCall?.(join(given))).toBe(true);
  });

  it.each<[string, Partial<HttpCall>]>([
    ["a preflight", { method: "OPTIONS", status: 204 }],
    ["a GET", { method: "GET" }],
    ["a DELETE of join", { method: "DELETE" }],
    ["another version", { url: "https://apix.eu.amity.co/api/v4/channels/room1/join" }],
    ["no channel", { url: "https://apix.eu.amity.co/api/v3/channels/join" }],
    ["more after it", { url: "https://apix.eu.amity.co/api/v3/channels/room1/join/now" }],
    ["the path in a query only", { url: "https://h/?next=/api/v3/channels/room1/join" }],
    ["a URL that is none", { url: "about:blank" }],
  ])("leaves alone %s", (_what, given) => {
    expect(amity.readHttpCall(join(given))).toBeNull();
    expect(amity.wantsHttpCall?.(join(given))).toBe(false);
  });

  it.each<[string, Partial<HttpCall>]>([
    ["no token on a foreign host", { requestHeaders: {}, responseBody: null }],
    [
      "another kind of authorization",
      { requestHeaders: { authorization: "Basic YTpi" }, responseBody: "{}" },
    ],
  ])("leaves alone %s", (_what, given) => {
    const url = "https://other.example/api/v3/channels/room1/join";
    expect(amity.readHttpCall(join({ url, ...given }))).toBeNull();
  });

  it.each<[string, Partial<HttpCall>, string, string | null]>([
    [
      "a refusal",
      { status: 403, responseBody: '{"status":"error","code":400300,"message":"Forbidden: user is banned"}' },
      "rejected",
      "Forbidden: user is banned (400300)",
    ],
    ["a refusal that answers 200", { responseBody: '{"status":"error","message":"no"}' }, "rejected", "no"],
    ["a refusal without a body", { status: 401, responseBody: "" }, "rejected", null],
    ["a refusal in plain text", { status: 429, responseBody: "slow down\nplease" }, "rejected", "slow down"],
    [
      "a page of HTML",
      { status: 502, responseBody: "<html><head><title>502 Bad\n Gateway</title></head></html>" },
      "failed",
      "an HTML page, “502 Bad Gateway”",
    ],
    [
      "a page of HTML with 200",
      { responseBody: "<!DOCTYPE html><p>Sign in" },
      "failed",
      "not the API's answer: an HTML page",
    ],
    ["a broken server", { status: 500, responseBody: '{"message":"oops"}' }, "failed", "oops"],
    ["a call that was aborted", { status: 0, responseBody: null }, "failed", null],
    [
      "a redirect",
      { status: 307, responseHeaders: { location: "https://login.example/in?token=secret" } },
      "failed",
      "redirected (307) to login.example/in",
    ],
    [
      "a redirect to a path",
      { status: 302, responseHeaders: { location: "/in?t=1" } },
      "failed",
      "redirected (302) to /in",
    ],
    ["an empty success", { status: 204, responseBody: "" }, "ok", null],
    ["a success that is not JSON", { responseBody: "OK" }, "ok", null],
    ["a cut body", { responseBody: '{"channels":[{"channelId":' }, "ok", null],
  ])("judges %s", (_what, given, outcome, reason) => {
    expect(amity.readHttpCall(leave(given))).toMatchObject({ outcome, reason });
  });

  it.each<[string, unknown, readonly string[]]>([
    ["no users", [], []],
    ["a whole conversation", [{ userId: "ada" }, { userId: "ben" }, { userId: "ada" }], ["ada", "ben"]],
    [
      "a conversation with each one's membership",
      [
        { userId: "ada", membership: "none" },
        { userId: "ben", membership: "member" },
      ],
      ["ada"],
    ],
    ["users of another channel", [{ userId: "ada", channelId: "other" }], []],
    ["entries that are no users", [null, 1, "x", {}, { userId: {} }, { userId: "ada" }], ["ada"]],
    ["something that is no list", { userId: "ada" }, []],
  ])("finds the members in %s", (_what, channelUsers, members) => {
    expect(
      amity.readHttpCall(leave({ responseBody: JSON.stringify({ channels: [], channelUsers }) })),
    ).toMatchObject({
      members,
      memberCount: null,
    });
  });
});

describe("whose a channel call is", () => {
  const shaped = { channels: [], channelUsers: [] };
  const call = (given: Partial<HttpCall>) =>
    amity.readHttpCall(
      httpCall({ method: "POST", url: "https://own.example/api/v3/channels/r/join", ...given }),
    );

  it.each([
    ["apix.eu.amity.co", true],
    ["amity.co", true],
    ["api.social.plus", true],
    ["notamity.co", false],
    ["amity.co.example", false],
    ["example", false],
  ])("on %s is Amity's by its host alone: %s", (host, its) => {
    expect(call({ url: `https://${host}/api/v3/channels/r/join` }) !== null).toBe(its);
  });

  it.each([
    ["Bearer t", true],
    ["t", true],
    [" Basic dTpw", false],
    ["Digest x", false],
    ["Negotiate x", false],
    ["NTLM x", false],
    ["AWS4-HMAC-SHA256 x", false],
    ["Bearer basic", true],
  ])("with authorization %j is Amity's by that: %s", (authorization, its) => {
    expect(call({ requestHeaders: { authorization } }) !== null).toBe(its);
  });

  it.each<[unknown, boolean]>([
    [shaped, true],
    [{ channels: [] }, false],
    [{ channelUsers: [] }, false],
    [{ channels: {}, channelUsers: [] }, false],
    [[], false],
  ])("answered %j is Amity's by that: %s", (answer, its) => {
    expect(call({ responseBody: JSON.stringify(answer) }) !== null).toBe(its);
  });

  it("is not told by no answer at all", () => {
    expect(call({})).toBeNull();
  });
});

describe("whom a call moved", () => {
  const membersOf = (call: HttpCall, channelUsers: unknown, channels: unknown = []) => {
    const read = amity.readHttpCall({ ...call, responseBody: JSON.stringify({ channels, channelUsers }) });
    if (read?.kind !== "channel-operation")
      throw new TypeError(`Expected a channel operation, got ${read?.kind}`);
    return read;
  };

  it("are the users whose membership is as the call leaves it, where the answer tells of each", () => {
    const users = [
      { userId: "ada", membership: "member" },
      { userId: "bob", membership: "none" },
    ];
    expect(membersOf(join(), users).members).toEqual(["ada"]);
    expect(membersOf(leave(), users).members).toEqual(["bob"]);
  });

  it("are all that it names, where it does not tell of each or of nobody who fits", () => {
    const untold = [{ userId: "ada", membership: "member" }, { userId: "bob" }];
    expect(membersOf(join(), untold).members).toEqual(["ada", "bob"]);
    const unfit = [
      { userId: "ada", membership: "banned" },
      { userId: "bob", membership: "none" },
    ];
    expect(membersOf(join(), unfit).members).toEqual(["ada", "bob"]);
  });

  it("are each named once, and not those of another channel or without an ID", () => {
    const users = [
      { userId: "ada", channelId: "room1" },
      { userId: "ada" },
      { userId: "eve", channelId: "room2" },
      { channelId: "room1" },
      null,
    ];
    expect(membersOf(join(), users).members).toEqual(["ada"]);
  });

  it("are nobody where the call was refused or the answer names none", () => {
    const users = [{ userId: "ada", membership: "member" }];
    expect(membersOf(join({ status: 403 }), users).members).toEqual([]);
    expect(membersOf(join(), undefined).members).toEqual([]);
    expect(membersOf(join(), "ada").members).toEqual([]);
  });

  it("leave a channel whose count is its own, where it is told", () => {
    const channels = [
      { channelId: "room2", memberCount: 9 },
      { channelId: "room1", memberCount: 4 },
    ];
    expect(membersOf(join(), [], channels).memberCount).toBe(4);
    expect(membersOf(join(), [], channels.slice(0, 1)).memberCount).toBeNull();
    expect(membersOf(join(), [], [{ channelId: "room1", memberCount: "4" }]).memberCount).toBeNull();
  });
});
