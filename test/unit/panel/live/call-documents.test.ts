import { describe, expect, it } from "vitest";
import { CallDocuments } from "../../../../panel/live/call-documents.ts";
import { documentId, epochMilliseconds } from "../../../../src/contract/brands.ts";
import type { CaptureEvent, HttpEvent } from "../../../../src/contract/capture-event.ts";

const document = (id: string, time: number, url: string, topFrame?: boolean): CaptureEvent => ({
  type: "document",
  document: documentId(id),
  time: epochMilliseconds(time),
  url,
  ...(topFrame === undefined ? {} : { topFrame }),
});
const ended = (id: string, time: number): CaptureEvent => ({
  type: "document-ended",
  document: documentId(id),
  time: epochMilliseconds(time),
});
const call = (time: number, requestHeaders: Record<string, string>): HttpEvent => ({
  type: "http",
  time: epochMilliseconds(time),
  method: "POST",
  url: "https://api.example/",
  requestHeaders,
});

/*
 *  time      100        200        300        400
 *  top-1  app/ ├──────────────────────┤
 *  frame      shop/a#1 ├──────────────┤
 *  top-2                     app/next ├──────────
 */
const story = [
  document("top-1", 100, "https://app.example/", true),
  document("frame", 200, "https://shop.example/a#1", false),
  ended("top-1", 300),
  ended("frame", 300),
  document("top-2", 300, "https://app.example/next", true),
];

describe("whose call it was", () => {
  const documents = new CallDocuments();
  documents.note(story);

  it.each<[string, number, Record<string, string>, string | null]>([
    ["the referer's", 250, { Referer: "https://app.example/" }, "top-1"],
    ["the frame's, by its referer", 250, { referer: "https://shop.example/a" }, "frame"],
    ["the frame's, by its referer's origin", 250, { Referer: "https://shop.example/" }, "frame"],
    ["the frame's, by the origin alone", 250, { Origin: "https://shop.example" }, "frame"],
    ["the page's own, where nothing tells", 250, {}, "top-1"],
    ["the page's own, for a sandboxed frame", 250, { Origin: "null" }, "top-1"],
    ["the page's own, for an origin that no document has", 250, { Origin: "https://other.example" }, "top-1"],
    ["the page's own, for a referer that is none", 250, { Referer: "?" }, "top-1"],
    ["the later document's after a navigation", 350, { Referer: "https://app.example/" }, "top-2"],
    ["the first's, at its beginning by a coarser clock", 99.5, {}, "top-1"],
    ["nobody's before there was a document", 50, { Referer: "https://app.example/" }, null],
  ])("is %s", (_what, time, headers, expected) => {
    expect(documents.of(call(time, headers))).toBe(expected);
  });

  it("forgets documents that ended long ago, and none that is there", () => {
    const many = new CallDocuments();
    many.note([document("top", 1, "https://app.example/", true)]);
    for (let number = 0; number < 120; number++)
      many.note([
        document(`frame ${number}`, 2 + number, `https://shop.example/${number}`, false),
        ended(`frame ${number}`, 2.5 + number),
      ]);
    const from = (number: number) => many.of(call(2 + number, { Referer: `https://shop.example/${number}` }));
    expect([from(0), from(119)]).toEqual(["top", "frame 119"]);
    expect(many.topSince).toBe(1);
  });

  it("knows since when the present page is", () => {
    expect(documents.topSince).toBe(300);
    expect(new CallDocuments().topSince).toBeNull();
  });

  it("takes the first document for the page's own where nobody says which it is", () => {
    const unsaid = new CallDocuments();
    unsaid.note([document("a", 1, "https://a.example/"), document("b", 2, "https://b.example/")]);
    expect(unsaid.of(call(3, {}))).toBe("a");
  });
});
