import { describe, expect, it } from "vitest";
import { connected } from "../conversation.ts";
import { rulesOf, theOnly } from "../judged.ts";

const requested = () => connected().joined().requestData("req-1");

describe("request-unanswered", () => {
  it("fires once 30 s have passed since the 202, naming the request, the call and when", () => {
    const found = theOnly(requested().wait(30_006), "request-unanswered");
    expect(found.severity).toBe("error");
    expect(found.message).toContain("POST https://api.example/data-token/request-data");
    expect(found.message).toContain("request ID req-1 at 10:00:00.055");
    expect(found.message).toContain("within 30 s");
    expect(found.evidence).toEqual(["http"]);
  });

  it("fires where data came for another request", () => {
    expect(rulesOf(requested().download("req-2", 0, "text").wait(31_000))).toEqual(["request-unanswered"]);
  });

  it("fires where the only frames that are missing are those of a socket that speaks otherwise", () => {
    const told = requested().connect("c2").received({ tick: 1 }).cut("received").wait(40_000);
    expect(rulesOf(told)).toEqual(["request-unanswered"]);
  });

  it.each([
    ["text [P] or ciphertext [G] comes", requested().download("req-1", 0, "text").wait(40_000)],
    ["a link comes", requested().download("req-1", 1, "https://files.example/?auth=x").wait(40_000)],
    ["data comes at exactly 30 s", requested().wait(30_005).download("req-1", 0, "text")],
    [
      "the data came before the HTTP answer was complete",
      connected().joined().requestData("req-1", { duration: 500 }).download("req-1", 0, "text").wait(40_000),
    ],
    ["30 s have not passed by the end", requested().wait(30_005)],
    ["frames are missing that may have brought it", requested().gap().wait(40_000)],
  ])("stays silent where %s", (_when, told) => {
    expect(rulesOf(told)).toEqual([]);
  });
});
