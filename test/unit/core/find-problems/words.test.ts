import { describe, expect, it } from "vitest";
import { epochMilliseconds } from "../../../../src/contract/brands.ts";
import {
  clockTime,
  ended,
  inWords,
  quoted,
  saying,
  withoutQuery,
} from "../../../../src/core/find-problems/words.ts";

describe("the words of a finding", () => {
  it.each([
    [0, "0 ms"],
    [14.4, "14 ms"],
    [999, "999 ms"],
    [999.6, "1 s"],
    [1000, "1 s"],
    [2640, "2.6 s"],
    [9940, "9.9 s"],
    [10_000, "10 s"],
    [90_400, "90 s"],
  ])("tell a duration of %f ms as %s", (duration, words) => {
    expect(inWords(duration)).toBe(words);
  });

  it("tell a time by the clock, and one beyond every clock as its number", () => {
    expect(clockTime(epochMilliseconds(Date.parse("2026-11-20T10:00:03.250Z")))).toBe("10:00:03.250");
    expect(clockTime(epochMilliseconds(9e15))).toBe("9000000000000000");
  });

  it.each([
    ["wss://proxy.example/a?token=S#x", "wss://proxy.example/a"],
    ["wss://proxy.example/a#token=S", "wss://proxy.example/a"],
    ["wss://ada:secret@proxy.example/a", "wss://proxy.example/a"],
    ["wss://ada@proxy.example", "wss://proxy.example"],
    ["//ada:secret@proxy.example/", "//proxy.example/"],
    ["wss://proxy.example/@ada/x@y", "wss://proxy.example/@ada/x@y"],
    ["wss://proxy.example/a//b@c", "wss://proxy.example/a//b@c"],
    ["/relative?a=1\nb", "/relative"],
  ])("give %j without what may be secret in it", (url, shown) => {
    expect(withoutQuery(url)).toBe(shown);
  });

  it("quote a text, cut where it is longer than 120 characters", () => {
    expect(quoted("joinChannel")).toBe('"joinChannel"');
    expect(quoted("x".repeat(120))).toBe(`"${"x".repeat(120)}"`);
    expect(quoted("x".repeat(121))).toBe(`"${"x".repeat(119)}…"`);
    expect(quoted(`${"x".repeat(99)} ${"y".repeat(40)}`)).toBe(`"${"x".repeat(99)} …"`);
    expect(quoted(`${"x".repeat(99)} ${"y".repeat(19)} z`)).toBe(`"${"x".repeat(99)} ${"y".repeat(19)}…"`);
    expect(quoted(`x ${"y".repeat(140)}`)).toBe(`"x ${"y".repeat(117)}…"`);
  });

  it("end a sentence once", () => {
    expect(ended("It failed")).toBe("It failed.");
    for (const mark of [".", "!", "?", "…"]) expect(ended(`It said "no${mark}"`)).toBe(`It said "no${mark}"`);
    expect(ended('It said "no." twice')).toBe('It said "no." twice.');
    expect(ended('It said "no"')).toBe('It said "no".');
  });

  it("give a reason only where there is one", () => {
    expect(saying("Already subscribed")).toBe(', saying "Already subscribed"');
    expect(saying("")).toBe("");
    expect(saying(null)).toBe("");
  });
});
