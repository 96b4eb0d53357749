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
