import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodable, decodeValue } from "../../../../panel/detail/decode-value.ts";
import { diffLines, foldDiff } from "../../../../panel/detail/diff-lines.ts";
import { nearOrDistant } from "../../../../panel/detail/distant-value.ts";
import { hexLines } from "../../../../panel/detail/hex-lines.ts";
import {
  layOut,
  membersAtOnce,
  mostLevels,
  parsePayload,
  previewOf,
  rangesOf,
  searchPayload,
  writePath,
  writeValue,
} from "../../../../panel/detail/payload-node.ts";
import { type Column, columnsThatFit, layOutColumns } from "../../../../panel/grid/column.ts";
import { formatBytes, formatDuration, shortUrl } from "../../../../panel/text/format.ts";
import { oneLine, visibleText } from "../../../../panel/text/visible-text.ts";

describe("a payload", () => {
  it("is text with a reason where it is not JSON", () => {
    expect(parsePayload('{"a":1}')).toEqual({ type: "json", value: { a: 1 } });
    expect(parsePayload("{a")).toEqual({ type: "text", why: "not-json" });
  });

  it.each([
    ['{"id":12345678901234567891,"a":[1.0,-2e5,7]}', ['"id": 12345678901234567891,', "1.0,", "-2e5,", "7"]],
    ['{"say":"a 12345678901234567891 \\" 1.0"}', ['"say": "a 12345678901234567891 \\" 1.0"']],
    ["1.0", ["1.0"]],
    ["no: 1.0 JSON", ["no: 1.0 JSON"]],
    ['{"a":01}', ['{"a":01}']],
  ])("is laid out with its numbers as they are written: %s", (payload, lines) => {
    const laidOut = layOut(payload)
      .split("\n")
      .map((line) => line.trim());
    expect(laidOut).toEqual(expect.arrayContaining(lines));
    const other = payload.replace("67891", "67892");
    expect(layOut(other) === layOut(payload)).toBe(other === payload);
  });

  it("keeps whole numbers that a double would round, in the tree, its search and what is copied of it", () => {
    const payload =
      '{"id":-12345678901234567891,"list":[9007199254740993,9007199254740991,1e3],"say":"12345678901234567891"}';
    const parsed = parsePayload(payload);
    if (parsed.type !== "json") throw new TypeError("Expected JSON");
    expect(parsed.value).toEqual({
      id: -12345678901234567891n,
      list: [9007199254740993n, 9007199254740991, 1000],
      say: "12345678901234567891",
    });
    expect(searchPayload(parsed.value, "40993", 10)).toEqual([["list", 0]]);
    expect(writeValue(parsed.value)).toBe(layOut(payload).replace("1e3", "1000"));
    expect(writeValue(9007199254740993n)).toBe("9007199254740993");
    // As it is handed over by a worker, and shown.
    expect(nearOrDistant(structuredClone(parsed.value))).toEqual({ near: parsed.value });
  });

  it("is text where a tree of it would be too deep to be drawn or searched", () => {
    const nested = (levels: number) => `${'{"a":['.repeat(levels / 2)}"[{"${"]}".repeat(levels / 2)}`;
    const allowed = parsePayload(nested(mostLevels));
    expect(allowed.type).toBe("json");
    if (allowed.type === "json") {
      expect(searchPayload(allowed.value, "[{", 10)).toHaveLength(1);
      expect(writeValue(allowed.value)).toContain("[{");
    }
    for (const levels of [mostLevels + 2, 20_000, 400_000])
      expect(parsePayload(nested(levels)), `${levels} levels`).toEqual({ type: "text", why: "too-deep" });
    const deepNumber = nested(20_000).replace('"[{"', "12345678901234567891");
    expect(parsePayload(deepNumber)).toEqual({ type: "text", why: "too-deep" });
    // Neither many brackets beside each other nor those in texts are deep.
    expect(parsePayload(JSON.stringify(Array.from({ length: 1000 }, () => [[]]))).type).toBe("json");
    expect(parsePayload(JSON.stringify({ '[{"\\': '[{"\\'.repeat(1000) })).type).toBe("json");
  });

  it("has paths as code writes them", () => {
    expect(writePath(["data", "members", 2, "odd key", "b"])).toBe('data.members[2]["odd key"].b');
    expect(writePath([0, "x"])).toBe("[0].x");
  });

  it("is searched by keys and values, up to a limit", () => {
    const value = { data: { type: "X-DPT", list: ["dpt", 4, null] }, dptKey: 1 };
    expect(searchPayload(value, "DPT", 10)).toEqual([["data", "type"], ["data", "list", 0], ["dptKey"]]);
    expect(searchPayload(value, "dpt", 2)).toHaveLength(2);
    expect(searchPayload(value, "", 10)).toEqual([]);
  });

  it("is split into ranges of which none is longer than what is shown at once", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000_000 }), (size) => {
        const ranges = rangesOf(0, size);
        expect(ranges.length).toBeLessThanOrEqual(membersAtOnce);
        expect(ranges[0]?.from).toBe(0);
        expect(ranges.at(-1)?.to).toBe(size);
        for (const [index, range] of ranges.entries())
          if (index > 0) expect(range.from).toBe(ranges[index - 1]?.to);
      }),
    );
  });

  it("is previewed in a few words", () => {
    expect(previewOf({ a: 1, b: 2, c: 3, d: 4, e: 5 })).toBe("{a, b, c, d, …}");
    expect(previewOf([])).toBe("[]");
    expect(previewOf([1, 2])).toBe("Array(2)");
  });
});

describe("decoding on request", () => {
  const jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJwMSIsImV4cCI6MTc5MDAwMDAwMH0.c2ln";

  it("reads tokens, their expiry, and base64 of text and of bytes", () => {
    expect(decodeValue(jwt)).toEqual({
      type: "jwt",
      header: { alg: "HS256" },
      payload: { sub: "p1", exp: 1_790_000_000 },
      expiresAt: 1_790_000_000_000,
    });
    expect(decodeValue("aGVsbG8gd8O2cmxk")).toEqual({ type: "text", text: "hello wörld" });
    expect(decodeValue("/////w==")).toEqual({ type: "bytes", bytes: Uint8Array.of(255, 255, 255, 255) });
    expect(decodeValue("not base64!")).toBeNull();
  });

  it.each([
    "0197c8aa-1f22-7c08-9a11-8f3a6f44aa01",
    "Successfully",
    "1790000000000000",
    "short",
    "a b c d e f g h i j k",
  ])("is not offered for %j", (value) => {
    expect(decodable(value)).toBeNull();
  });

  it("is offered for what can be decoded", () => {
    expect(decodable(jwt)).toBe("jwt");
    expect(decodable("aGVsbG8gd29ybGQsIGhvdyBhcmUgeW91")).toBe("base64");
  });
});

it("dumps bytes in lines of sixteen", () => {
  const bytes = Uint8Array.from({ length: 20 }, (_, index) => 0x3c + index);
  expect(hexLines(bytes, 0, 100)).toEqual([
    {
      offset: "00000000",
      hex: "3c 3d 3e 3f 40 41 42 43  44 45 46 47 48 49 4a 4b",
      text: "<=>?@ABCDEFGHIJK",
    },
    { offset: "00000010", hex: "4c 4d 4e 4f".padEnd(48), text: "LMNO" },
  ]);
});

describe("the difference of two texts", () => {
  const lines = (count: number, name = "line") => Array.from({ length: count }, (_, at) => `${name} ${at}`);
  const folded = (before: readonly string[], after: readonly string[]) =>
    foldDiff(diffLines(before, after)).map((part) =>
      part.type === "fold" ? `${part.lines.length} folded` : `${part.type} ${part.text}`,
    );

  it("is shown with three equal lines around what differs, others folded", () => {
    const before = [...lines(10, "a"), "x", ...lines(20, "b"), "z", ...lines(4, "c")];
    const after = [...lines(10, "a"), "y", ...lines(20, "b"), ...lines(4, "c")];
    expect(folded(before, after)).toEqual([
      "7 folded",
      ...["same a 7", "same a 8", "same a 9", "removed x", "added y", "same b 0", "same b 1", "same b 2"],
      "14 folded",
      ...["same b 17", "same b 18", "same b 19", "removed z"],
      // One line alone is not folded.
      ...["same c 0", "same c 1", "same c 2", "same c 3"],
    ]);
  });

  it("is shown in pieces where it is long, and so are two texts that are alike", () => {
    expect(folded(lines(1000), lines(1000)).slice(298)).toEqual([
      "same line 298",
      "same line 299",
      "700 folded",
    ]);
    const other = folded(lines(5000), lines(4000, "other"));
    expect(other[300]).toBe("4700 folded");
    expect(other[601]).toBe("3700 folded");
    expect(other).toHaveLength(602);
    expect(folded([], [])).toEqual([]);
  });

  it("loses nothing when it is folded", () => {
    const some = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 60 });
    fc.assert(
      fc.property(some, some, (before, after) => {
        const difference = diffLines(before, after);
        expect(foldDiff(difference).flatMap((part) => (part.type === "fold" ? part.lines : [part]))).toEqual(
          difference,
        );
      }),
    );
  });

  it("keeps what is the same and marks what is not", () => {
    expect(diffLines(["a", "b", "c"], ["a", "x", "c"]).map(({ type, text }) => `${type} ${text}`)).toEqual([
      "same a",
      "removed b",
      "added x",
      "same c",
    ]);
  });

  it("holds both texts, whatever they are", () => {
    const lines = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 30 });
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const difference = diffLines(before, after);
        const side = (without: string) =>
          difference.filter(({ type }) => type !== without).map(({ text }) => text);
        expect(side("added")).toEqual(before);
        expect(side("removed")).toEqual(after);
      }),
    );
  });
});

it("writes out what could not be seen, and leaves scripts alone", () => {
  expect(visibleText("a\u0000b\u0007\u007f")).toBe("a␀b␇␡");
  expect(visibleText("\u202eevil\u2066")).toBe("⟨U+202E⟩evil⟨U+2066⟩");
  expect(visibleText("\u061cX\u00ad-\u3164")).toBe("⟨U+061C⟩X⟨U+00AD⟩-⟨U+3164⟩");
  expect(visibleText("\u{e0041}")).toBe("⟨U+E0041⟩");
  expect(visibleText("❤️ 葛\u{e0100} می\u200cخواهم")).toBe("❤️ 葛\u{e0100} می\u200cخواهم");
  expect(visibleText("مرحبا 👩‍👩‍👧 line\nnext\tend")).toBe("مرحبا 👩‍👩‍👧 line\nnext\tend");
  expect(oneLine("a\r\n\tb")).toBe("a␤b");
});

it("writes durations, sizes and URLs short", () => {
  expect([0.42, 14.2, 999.6, 1250, 59_999, 125_000, 11_040_000].map(formatDuration)).toEqual([
    "0.4 ms",
    "14 ms",
    "1 s",
    "1.25 s",
    "1 min",
    "2 min 5 s",
    "3 h 4 min",
  ]);
  expect([0, 999, 1240, 54_000, 999_600, 20_000_000].map(formatBytes)).toEqual([
    "0 B",
    "999 B",
    "1.2 kB",
    "54 kB",
    "1.0 MB",
    "20.0 MB",
  ]);
  expect(shortUrl("wss://proxy.example/socket/?auth=x#y")).toBe("proxy.example/socket");
});

describe("columns", () => {
  const column = (id: string, minimum: number, priority: number, grow = 0): Column => ({
    id,
    title: id,
    width: minimum * 2,
    minimum,
    priority,
    grow,
    cell: () => null,
  });
  const columns = [column("a", 50, 0, 1), column("b", 50, 1), column("c", 50, 2), column("d", 50, 2)];
  const none = () => false;

  it("give way by priority until the rest fits, but never the first", () => {
    expect(columnsThatFit(columns, 200, none).map(({ id }) => id)).toEqual(["a", "b", "c", "d"]);
    expect(columnsThatFit(columns, 199, none).map(({ id }) => id)).toEqual(["a", "b"]);
    expect(columnsThatFit(columns, 10, none).map(({ id }) => id)).toEqual(["a"]);
    expect(columnsThatFit(columns, 200, ({ id }) => id === "b").map(({ id }) => id)).toEqual(["a", "c", "d"]);
  });

  it("fill the width, shrink to their minimum, and keep what was chosen", () => {
    expect(layOutColumns(columns, 500, () => undefined)).toEqual([200, 100, 100, 100]);
    expect(layOutColumns(columns, 300, () => undefined)).toEqual([75, 75, 75, 75]);
    expect(layOutColumns(columns, 200, () => undefined)).toEqual([50, 50, 50, 50]);
    expect(layOutColumns(columns, 300, ({ id }) => (id === "b" ? 120 : undefined))[1]).toBe(120);
  });
});
