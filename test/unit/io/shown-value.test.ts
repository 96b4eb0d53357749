import { describe, expect, it } from "vitest";
import { readEvent } from "../../../src/io/capture-file/read-event.ts";
import { shownPath, shownValue, shownValueAt } from "../../../src/io/shown-value.ts";

describe("a complaint", () => {
  it.each([
    [{ requestBody: 87654321 }, "requestBody: expected string, got a number"],
    [
      { requestHeaders: { "X-Auth-Token": {} } },
      "requestHeaders.X-Auth-Token: expected string, got an object",
    ],
    [{ requestHeaders: { "T-abcdefghijklmnop": [] } }, "requestHeaders.…: expected string, got an array"],
    [
      { requestHeaders: { "T-5F3E7D81642FE07A0DC8C6AC": null } },
      "requestHeaders.…: expected string, got null",
    ],
    [{ requestHeaders: { aB3xY9zQ7hunter9Kx: [] } }, "requestHeaders.…: expected string, got an array"],
    [{ status: "soon" }, 'status: expected number, got "soon"'],
  ])("about %j holds none of it", (fields, complaint) => {
    const event = { type: "http", time: 1, method: "GET", url: "https://h/", ...fields };
    expect(readEvent(event, null)).toBe(`http: ${complaint}`);
  });

  it("tells short words and dates, and of the rest how much there is", () => {
    expect(shownValue("loud")).toBe('"loud"');
    expect(shownValue("2026-10-02")).toBe('"2026-10-02"');
    expect(shownValue("hunter22222")).toBe("11 characters");
    expect(shownValue(123456)).toBe("a number");
    expect(shownValue(true)).toBe("true");
    expect(shownValueAt("hunter2", ["a", "password"])).toBe("7 characters");
    expect(shownValueAt("hunter2", ["a", "colour"])).toBe('"hunter2"');
  });

  it("names places by what a person knows them by", () => {
    expect(shownPath(["log", "entries", 12345, "_webSocketMessages", "X-DPT-CAB-ID"])).toBe(
      "log.entries.12345._webSocketMessages.X-DPT-CAB-ID",
    );
    expect(shownPath(["x".repeat(41)])).toBe("…");
  });
});
