import { describe, expect, it } from "vitest";
import { connected } from "../conversation.ts";
import { rulesOf, theOnly } from "../judged.ts";

const announced = () => connected().joined().requestData("req-1").download("req-1", 1, "downstream-token");

describe("stream-not-ready", () => {
  it("fires once 30 s have passed since the announcement, naming the request and when", () => {
    const found = theOnly(announced().wait(30_001), "stream-not-ready");
    expect(found.severity).toBe("warning");
    expect(found.message).toContain("req-1");
    expect(found.message).toContain("at 10:00:00.060");
    expect(found.message).toContain("within 30 s");
    expect(found.message).not.toContain("downstream-token");
    expect(found.evidence).toEqual(["data-download"]);
  });

  it("fires without the HTTP call, too", () => {
    const session = connected().joined().download("req-1", 1, "downstream-token").wait(30_001);
    expect(rulesOf(session)).toEqual(["stream-not-ready"]);
  });

  it.each([
    ["STREAM-READY comes, by id", announced().streamReady("req-1").wait(40_000)],
    [
      "STREAM-READY comes, by requestId",
      announced().streamReady(undefined, { requestId: "req-1" }).wait(40_000),
    ],
    ["STREAM-READY comes at exactly 30 s", announced().wait(30_000).streamReady("req-1")],
    [
      "STREAM-READY came before the announcement",
      connected().joined().streamReady("req-1").download("req-1", 1, "downstream-token").wait(40_000),
    ],
    [
      "the body is a link [P]",
      connected().joined().download("req-1", 1, "https://files.example/?auth=x").wait(40_000),
    ],
    [
      "a link came after it",
      connected()
        .joined()
        .download("req-1", 1, null)
        .download("req-1", 1, "https://files.example/?auth=x")
        .wait(40_000),
    ],
    ["30 s have not passed by the end", announced().wait(30_000)],
    ["frames are missing that may have brought it", announced().gap().wait(40_000)],
  ])("stays silent where %s", (_when, told) => {
    expect(rulesOf(told)).toEqual([]);
  });
});
