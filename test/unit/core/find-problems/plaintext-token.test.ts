import { describe, expect, it } from "vitest";
import { conversation } from "../conversation.ts";
import { rulesOf, theOnly } from "../judged.ts";

const on = (url: string) => conversation().document().connect("c1", url);

describe("plaintext-token", () => {
  it("fires on a token over ws:, naming the connection and not the token", () => {
    const found = theOnly(on("ws://proxy.example/").joined({ token: "T-SECRET" }), "plaintext-token");
    expect(found.severity).toBe("error");
    expect(found.message).toContain("c1 (ws://proxy.example/)");
    expect(found.message).not.toContain("T-SECRET");
    expect(found.evidence).toEqual(["join"]);
  });

  it("fires on a token in the header of an http: call", () => {
    const session = conversation().document().call({ url: "http://api.example/device/remove?auth=x" });
    const found = theOnly(session, "plaintext-token");
    expect(found.message).toContain(
      "POST http://api.example/device/remove sent an authorization token unencrypted",
    );
    expect(found.evidence).toEqual(["http"]);
  });

  it.each([
    "ws://192.168.1.5:8080/",
    "ws://localhost.example/",
    "ws://1.127.0.0/",
    "ws://127.0.0.1.example/",
  ])("fires on %s", (url) => {
    expect(rulesOf(on(url).joined())).toEqual(["plaintext-token"]);
  });

  it.each([
    "wss://proxy.example/",
    "ws://localhost:8080/",
    "ws://LOCALHOST./",
    "ws://proxy.localhost/",
    "ws://127.0.0.1/",
    "ws://127.8.9.1:90/",
    "ws://[::1]:8080/",
    "not a URL",
  ])("stays silent on %s", (url) => {
    expect(rulesOf(on(url).joined())).toEqual([]);
  });

  it("stays silent on an action without a token", () => {
    expect(rulesOf(on("ws://proxy.example/").action("syncProfile"))).toEqual([]);
    expect(
      rulesOf(on("ws://proxy.example/").leave({ token: undefined, channelId: "chn-1" }).answer()),
    ).toEqual(["not-joined"]);
  });

  it("stays silent on an http: call without a token", () => {
    const call = { url: "http://api.example/profile/authenticate", requestHeaders: {} };
    expect(rulesOf(conversation().document().call(call))).toEqual([]);
  });
});
