import { describe, expect, it } from "vitest";
import { readOutcome } from "../../../src/protocol/call-outcome.ts";
import { httpCall } from "./http-call.ts";

const url = "https://chat.example/api";
const answered = (status: number, body: unknown = null) =>
  readOutcome(httpCall({ url, status, responseBody: body === null ? null : JSON.stringify(body) }));
const text = (status: number, responseBody: string | null, responseHeaders: Record<string, string> = {}) =>
  readOutcome(httpCall({ url, status, responseBody, responseHeaders }));

describe("the outcome of a call", () => {
  it.each([
    [100, "failed"],
    [199, "failed"],
    [200, "ok"],
    [299, "ok"],
    [300, "failed"],
    [399, "failed"],
    [400, "rejected"],
    [499, "rejected"],
    [500, "failed"],
    [599, "failed"],
  ])("by status %i is %s", (status, outcome) => {
    expect(answered(status).outcome).toBe(outcome);
  });

  it("of no status has failed, and gives no reason even where a body was kept", () => {
    expect(answered(0, { message: "cached" })).toEqual({ outcome: "failed", reason: null });
  });

  it.each([[{ success: false }], [{ error: true }], [{ status: "error" }]])(
    "of a success that says %j is a refusal",
    (body) => {
      expect(answered(200, body)).toEqual({ outcome: "rejected", reason: null });
    },
  );

  it.each([[{ success: true }], [{ error: false }], [{ status: "success" }], [[false]]])(
    "of a success that says %j is a success",
    (body) => {
      expect(answered(200, body)).toEqual({ outcome: "ok", reason: null });
    },
  );
});

describe("the reason of a refusal", () => {
  it.each<[object, string | null]>([
    [{ message: "No such room", error: "e", reason: "r" }, "No such room"],
    [{ error: "not-allowed", reason: "r" }, "not-allowed"],
    [{ reason: "Banned", error: { message: "m" } }, "Banned"],
    [{ error: { message: "Nested", reason: "r" } }, "Nested"],
    [{ error: { reason: "Nested reason" } }, "Nested reason"],
    [{ message: "Banned", code: 400900 }, "Banned (400900)"],
    [{ message: "Banned", errorType: "error-banned" }, "Banned (error-banned)"],
    [{ error: { message: "Banned", code: 7 } }, "Banned (7)"],
    [{ message: "Banned [error-banned]", errorType: "error-banned" }, "Banned [error-banned]"],
    [{ code: 400201 }, "400201"],
    [{ error: { code: "E1" } }, "E1"],
    [{ elsewhere: "?" }, null],
  ])("of %j is %j", (body, reason) => {
    expect(answered(403, body).reason).toBe(reason);
  });

  it("is the first line of an answer that is plain text, without the space around it", () => {
    expect(text(502, "  upstream is gone \nat gateway 7").reason).toBe("upstream is gone");
    expect(text(502, "it says [no]").reason).toBe("it says [no]");
    expect(text(502, null).reason).toBeNull();
    expect(text(502, "  \n ").reason).toBeNull();
  });

  it.each(['{"message":"cut', '["cut'])("is not the start of JSON that was cut: %s", (body) => {
    expect(text(400, body).reason).toBeNull();
  });

  it("is cut where it is longer than 300 characters, and not before", () => {
    const long = "x".repeat(300);
    expect(answered(400, { message: long }).reason).toBe(long);
    expect(answered(400, { message: `${long}y` }).reason).toBe(`${long}…`);
  });
});

describe("a page of HTML in place of an answer", () => {
  it.each(["<!doctype html><p>", " \n<HTML lang=en>", "<head>", "<body>"])("is told by %j", (body) => {
    expect(text(200, body)).toEqual({ outcome: "failed", reason: "not the API's answer: an HTML page" });
  });

  it("is told by its type, whatever it begins with", () => {
    expect(text(200, "Sign in", { "content-type": "Text/HTML; charset=utf-8" }).outcome).toBe("failed");
    expect(text(200, "Sign in", { "content-type": "application/json+text/html" }).outcome).toBe("ok");
  });

  it.each([null, "", " \n"])("is not an empty answer of that type: %j", (body) => {
    expect(text(200, body, { "content-type": "text/html" }).outcome).toBe("ok");
  });

  it.each(["<htmlish>", "OK <html>", "x<html>", "plain"])("is not %j", (body) => {
    expect(text(200, body).outcome).toBe("ok");
  });

  it("gives its title as the reason, in one line", () => {
    expect(text(503, '<html><title data-a="1">\n Bad \n gateway </title>').reason).toBe(
      "an HTML page, “Bad gateway”",
    );
    expect(text(503, "<html><title> </title>").reason).toBe("an HTML page");
    expect(text(503, `<html><title>${"x".repeat(400)}`).reason).toHaveLength(301);
  });
});

describe("a redirect", () => {
  it.each([
    ["https://login.example/sign-in?return=%2F&token=S", "redirected (302) to login.example/sign-in"],
    ["/sign-in?token=S#there", "redirected (302) to /sign-in"],
    ["/sign-in#token", "redirected (302) to /sign-in"],
    ["/a?x\n?y", "redirected (302) to /a"],
    ["", "redirected (302)"],
  ])("to %j says so without the query", (location, reason) => {
    expect(text(302, null, { location })).toEqual({ outcome: "failed", reason });
  });

  it("to nowhere says its status alone", () => {
    expect(text(304, null).reason).toBe("redirected (304)");
  });
});
