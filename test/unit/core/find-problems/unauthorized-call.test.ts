import { describe, expect, it } from "vitest";
import { connected } from "../conversation.ts";
import { rulesOf, theOnly } from "../judged.ts";

describe("unauthorized-call", () => {
  it("fires on a 401, naming the call and when, and saying what to do about the token", () => {
    const found = theOnly(
      connected().joined().call({ url: "/device/remove?auth=secret", status: 401 }),
      "unauthorized-call",
    );
    expect(found.severity).toBe("error");
    expect(found.message).toContain(
      "POST https://api.example/device/remove was answered 401 at 10:00:00.055",
    );
    expect(found.message).toContain("token is invalid or has expired");
    expect(found.message).not.toContain("secret");
    expect(found.evidence).toEqual(["http"]);
  });

  it("says that the token is missing where the call carries none", () => {
    const session = connected().call({ url: "/device/remove", status: 401, requestHeaders: {} });
    expect(theOnly(session, "unauthorized-call").message).toContain("carried no X-DPT-AUTHORIZATION");
  });

  it("says of an authentication that the credentials were refused", () => {
    const session = connected().call({ url: "/profile/authenticate", status: 401, requestHeaders: {} });
    expect(theOnly(session, "unauthorized-call").message).toContain("credentials were refused");
  });

  it("knows a Privicore call by its header, in any case and on any path", () => {
    const session = connected().call({
      url: "/anything",
      status: 401,
      requestHeaders: { "x-Dpt-authorization": "T-1" },
    });
    expect(rulesOf(session)).toEqual(["unauthorized-call"]);
  });

  it.each([
    ["another status", { url: "/device/remove", status: 403 }],
    ["a call of somebody else's API", { url: "/login", status: 401, requestHeaders: {} }],
    ["a CORS preflight", { url: "/device/remove", status: 401, method: "OPTIONS" }],
  ])("stays silent on %s", (_what, call) => {
    expect(rulesOf(connected().call(call))).toEqual([]);
  });

  it("leaves another system's refusal to the rule of operations", () => {
    const call = {
      url: "/api/v3/channels/room-1/join",
      status: 401,
      requestHeaders: { authorization: "B x" },
    };
    expect(rulesOf(connected().call(call))).toEqual(["operation-rejected"]);
  });
});
