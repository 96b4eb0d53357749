import { describe, expect, it } from "vitest";
import { readPrivicoreCall, wantsPrivicoreCall } from "../../../../src/protocol/privicore/read-http-call.ts";
import { httpCall } from "../http-call.ts";

const base = "https://vault.example";
const token = { "x-dpt-authorization": "T-1" };

describe("a call is Privicore's", () => {
  it.each([
    ["a documented path", { url: `${base}/device/approve-device` }],
    ["a documented path below another", { url: `${base}/api/v2/policy/activate/?x=1` }],
    ["a documented path without a host", { url: "/storage/register" }],
    ["its request header", { url: `${base}/anything`, requestHeaders: token }],
    ["its response header", { url: `${base}/anything`, responseHeaders: { "x-dpt-cab-id": "c" } }],
    ["a poll", { url: `${base}/utility/request-command-id-status/c` }],
    ["the other poll", { url: `${base}/request-status/c` }],
  ])("by %s", (_what, call) => {
    expect(readPrivicoreCall(httpCall(call))).toMatchObject({ kind: "api-call", system: "privicore" });
  });

  it.each([
    ["another path", { url: `${base}/login` }],
    ["a path that only ends like one", { url: `${base}/my-device/approve-device-now` }],
    ["a path in its query", { url: `${base}/x?next=/device/remove` }],
    ["a poll for nothing", { url: `${base}/request-status/` }],
    ["a preflight", { url: `${base}/device/remove`, method: "options", requestHeaders: token }],
  ])("not by %s", (_what, call) => {
    expect(readPrivicoreCall(httpCall(call))).toBeNull();
  });

  it("is wanted before its answer by the same, except what only the answer says", () => {
    const start = { method: "POST", requestHeaders: {} };
    expect(wantsPrivicoreCall({ ...start, url: `${base}/device/remove` })).toBe(true);
    expect(wantsPrivicoreCall({ ...start, url: `${base}/x`, requestHeaders: token })).toBe(true);
    expect(wantsPrivicoreCall({ ...start, url: `${base}/request-status/c` })).toBe(true);
    expect(wantsPrivicoreCall({ ...start, url: `${base}/login` })).toBe(false);
  });
});

describe("what a call is for", () => {
  it.each([
    ["/device/approve-device", 202, '"c"', { purpose: "command", commandId: "c", requestId: null }],
    ["/device/approve-device", 400, '"c"', { purpose: "command", commandId: null }],
    ["/anything", 202, '{"commandId":"c"}', { purpose: "command", commandId: "c", endpoint: "/anything" }],
    ["/anything", 202, "{}", { purpose: "other", commandId: null }],
    ["/anything", 200, '{"commandId":"c"}', { purpose: "other", commandId: null }],
    ["/data-token/request-data", 202, '"r"', { purpose: "data-request", commandId: null, requestId: "r" }],
    ["/data-token/request-data", 200, '"r"', { purpose: "data-request", requestId: null }],
    [
      "/utility/request-command-id-status/c%201",
      200,
      '{"command_status":3}',
      { purpose: "status-poll", commandId: "c 1", polledStatus: "failed" },
    ],
    ["/request-status/%zz", 200, "2", { purpose: "status-poll", commandId: "%zz", polledStatus: "success" }],
    ["/request-status/c", 404, '{"status":"failed"}', { purpose: "status-poll", polledStatus: null }],
    [
      "/profile/authenticate",
      200,
      '{"authorizationToken":"T-2","expiresAt":"2026-11-20T11:00:00Z"}',
      { purpose: "authentication", issuedToken: "T-2", expiresAt: Date.UTC(2026, 10, 20, 11) },
    ],
    [
      "/profile/authenticate",
      401,
      '{"authorizationToken":"T-2"}',
      { purpose: "authentication", issuedToken: null },
    ],
    [
      "/profile/authenticate",
      200,
      '{"authorizationToken":"T-2","expiresAt":"soon"}',
      { issuedToken: "T-2", expiresAt: null },
    ],
    [
      "/profile/reauthorize-authorization-token",
      200,
      '{"authorizationToken":"T-3"}',
      { purpose: "token", issuedToken: "T-3" },
    ],
    ["/profile/authorization-token/expiry", 200, "{}", { purpose: "token", issuedToken: null }],
  ])("%s, answered %i %s", (path, status, responseBody, meaning) => {
    const call = httpCall({ url: base + path, method: "POST", status, requestHeaders: token, responseBody });
    expect(readPrivicoreCall(call)).toMatchObject({ token: "T-1", ...meaning });
  });

  it("takes the longest documented path, not its end alone", () => {
    const call = httpCall({ url: `${base}/verified-authenticator/voting-configuration/register` });
    expect(readPrivicoreCall(call)?.endpoint).toBe("/verified-authenticator/voting-configuration/register");
  });

  it("asks for data where an undocumented path answers with a request ID", () => {
    const call = httpCall({
      url: `${base}/v3/fetch`,
      status: 202,
      responseHeaders: { "x-dpt-cab-request-id": "r", "x-dpt-cab-id": "c" },
    });
    expect(readPrivicoreCall(call)).toMatchObject({ commandId: null, requestId: "r" });
  });
});

describe("the edges of what a call says", () => {
  const read = (path: string, given: Parameters<typeof httpCall>[0] | object = {}) =>
    readPrivicoreCall(httpCall({ url: `${base}${path}`, ...given }));

  it.each([
    [199, null],
    [200, "success"],
    [299, "success"],
    [300, null],
  ])("of a poll answered %i is %j", (status, polledStatus) => {
    expect(read("/request-status/c", { status, responseBody: "2" })?.polledStatus).toBe(polledStatus);
  });

  it("of another call is no polled status, whatever it answers", () => {
    expect(read("/device/remove", { responseBody: "2" })?.polledStatus).toBeNull();
  });

  it("of a poll answered 202 begins no command, whatever it answers", () => {
    const poll = read("/request-status/c", { status: 202, responseBody: '"other"' });
    expect(poll).toMatchObject({ purpose: "status-poll", commandId: "c", requestId: null });
  });

  it.each([
    ['["2"]', "success"],
    ['["2","3"]', null],
    ['["PENDING"]', "pending"],
    ['{"commandStatus":"Rejected"}', "failed"],
    ["", null],
    ["2 and more", null],
  ])("of a poll's body %j is %j", (responseBody, polledStatus) => {
    expect(read("/request-status/c", { responseBody })?.polledStatus).toBe(polledStatus);
  });

  it.each([
    ["/profile/authenticate", 199, false],
    ["/profile/authenticate", 200, true],
    ["/profile/authenticate", 299, true],
    ["/profile/authenticate", 300, false],
    ["/device/remove", 200, false],
  ])("of %s answered %i is an issued token: %s", (path, status, issued) => {
    const responseBody = '{"authorizationToken":"T-2","expiresAt":"2026-11-20T11:00:00Z"}';
    expect(read(path, { status, responseBody })).toMatchObject(
      issued
        ? { issuedToken: "T-2", expiresAt: Date.parse("2026-11-20T11:00:00Z") }
        : { issuedToken: null, expiresAt: null },
    );
  });

  it("of a token that is no text, or a time that is none, is nothing", () => {
    const responseBody = '{"authorizationToken":7,"expiresAt":2026}';
    expect(read("/profile/authenticate", { responseBody })).toMatchObject({
      issuedToken: null,
      expiresAt: null,
      problems: [],
    });
  });

  it.each([
    ["/x/device/remove", "/device/remove"],
    ["/device/remove/", "/device/remove"],
  ])("of %s is the endpoint %s", (path, endpoint) => {
    expect(read(path)?.endpoint).toBe(endpoint);
  });

  it.each(["/device/remove/more", "/device/removed", "/device"])(
    "of %s is no documented endpoint",
    (path) => {
      expect(read(path)).toBeNull();
    },
  );

  it("of headers with space around them is what stands between, and nothing where that is empty", () => {
    const commandOf = (id: string) =>
      read("/device/remove", { status: 202, responseHeaders: { "x-dpt-cab-id": id } })?.commandId;
    expect(commandOf(" c-1 ")).toBe("c-1");
    expect(commandOf("  ")).toBeNull();
    expect(read("/device/remove", { requestHeaders: { "x-dpt-authorization": " " } })?.token).toBeNull();
  });

  it("of a path without a host is read up to its query", () => {
    const found = readPrivicoreCall(httpCall({ url: "/device/remove?a=1\nb#c" }));
    expect(found?.endpoint).toBe("/device/remove");
  });

  it("before a channel is so only of a registration or a public key without a token", () => {
    expect(read("/device/remove")?.beforeChannel).toBe(false);
  });
});
