import { describe, expect, it } from "vitest";
import { plain, plainJson } from "../../../src/cli/paint.ts";

describe("text from the wire", () => {
  it.each([
    ["a terminal's command", "a\u001b[31mb\u009b", "a\\u001b[31mb\\u009b"],
    ["line ends and tabs", "a\r\n\tb", "a b"],
    ["other line ends", "a\u2028b\u2029c\u0085", "a\\u2028b\\u2029c\\u0085"],
    ["other directions", "\u061ca\u200e\u200f\u202e\u2066", "\\u061ca\\u200e\\u200f\\u202e\\u2066"],
    [
      "what takes no room",
      "a\u200b\u200d\u2060\ufeff\u00ad\u034f\u3164",
      "a\\u200b\\u200d\\u2060\\ufeff\\u00ad\\u034f\\u3164",
    ],
    ["what takes no room, beyond 16 bits", "a\u{e0041}", "a\\u{e0041}"],
    ["any language, and emoji", "Grüße 漢字 שלום ❤️ 😀", "Grüße 漢字 שלום ❤️ 😀"],
  ])("shows %s", (_name, text, expected) => {
    expect(plain(text)).toBe(expected);
  });

  it("is the same value in JSON, where all that is seen stays readable", () => {
    const text = 'a\u001b[31mb\u009b31m\u007f\u0085\u2028\u202e\u{e0041}\n\\\u009b" Grüße 漢字 ❤️ 😀';
    const json = `${JSON.stringify([text])}\n`;
    const shown = plainJson(json);
    expect(JSON.parse(shown)).toEqual([text]);
    expect(shown).toBe(
      '["a\\u001b[31mb\\u009b31m\\u007f\\u0085\\u2028\\u202e\\udb40\\udc41\\n\\\\\\u009b\\" Grüße 漢字 ❤️ 😀"]\n',
    );
    expect(plainJson('{"a":"b\\u001b"}\n')).toBe('{"a":"b\\u001b"}\n');
  });
});
