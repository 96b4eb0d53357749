import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Match } from "../../../../panel/filter/filter-query.ts";
import { parseFilter } from "../../../../panel/filter/parse-filter.ts";

const matchesOf = (query: string): readonly (Match & { readonly not?: true })[] =>
  parseFilter(query).terms.map(({ match, negated }) => (negated ? { ...match, not: true } : match));

describe("the filter language", () => {
  it.each<[string, readonly object[]]>([
    ["", []],
    ["  join  ", [{ type: "word", text: "join" }]],
    ['"two words"', [{ type: "word", text: "two words" }]],
    ['"a \\"b\\""', [{ type: "word", text: 'a "b"' }]],
    ["-ping", [{ type: "word", text: "ping", not: true }]],
    ["-", [{ type: "word", text: "-" }]],
    ["/jo.n/", [{ type: "regex", source: "jo.n", flags: "" }]],
    ["-/a b[/]/i", [{ type: "regex", source: "a b[/]", flags: "i", not: true }]],
    ["/data-token/request-data", [{ type: "word", text: "/data-token/request-data" }]],
    ["/device", [{ type: "word", text: "/device" }]],
    ["wss://proxy.example/", [{ type: "word", text: "wss://proxy.example/" }]],
    ["channel:019", [{ type: "field", key: "channel", values: ["019"] }]],
    ["TYPE:join,leave", [{ type: "field", key: "type", values: ["join", "leave"] }]],
    ['action:"a b",c', [{ type: "field", key: "action", values: ["a b", "c"] }]],
    ["-is:pending-status", [{ type: "field", key: "is", values: ["pending-status"], not: true }]],
    ["has:join-rejected", [{ type: "field", key: "has", values: ["join-rejected"] }]],
    ["latency>500", [{ type: "compare", key: "latency", comparison: ">", value: 500 }]],
    ["latency:<=1.5s", [{ type: "compare", key: "latency", comparison: "<=", value: 1500 }]],
    ["size>=20kb", [{ type: "compare", key: "size", comparison: ">=", value: 20_000 }]],
    ["status:4xx,>=500", [{ type: "field", key: "status", values: ["4xx", ">=500"] }]],
    ["status>=400", [{ type: "field", key: "status", values: [">=400"] }]],
    ["-status<300,401", [{ type: "field", key: "status", values: ["<300", "401"], not: true }]],
    ["status=400", [{ type: "word", text: "status=400" }]],
  ])("reads %j", (query, expected) => {
    expect(matchesOf(query)).toEqual(expected);
    expect(parseFilter(query).errors).toEqual([]);
  });

  it.each<[string, string, RegExp]>([
    ["chanel:019", "chanel:019", /no key "chanel"/],
    ["is:pendin x", "pendin", /Did you mean pending/],
    ["dir:sideways", "sideways", /It takes sent/],
    ['"open', '"open', /not closed/],
    ["id: x", "", /value is missing/],
    ["/(/ x", "/(/", /does not parse/],
    ["/a/%", "%", /Unknown regular expression flag/],
    ["latency>soon", "latency>soon", /compared with a number/],
    ["size>5s", "size>5s", /compared with a number/],
  ])("says what is wrong with %j, and where", (query, place, message) => {
    const [error] = parseFilter(query).errors;
    expect(error?.message).toMatch(message);
    expect(query.slice(error?.from, error?.to)).toBe(place);
  });

  it.each(["is:", "is:pend", "latency>", "type:join,", "has:f"])(
    "does not scold %j, which is still being typed",
    (query) => {
      expect(parseFilter(query).errors).toEqual([]);
    },
  );

  it("applies the rest where one term is wrong", () => {
    expect(matchesOf("join foo:bar is:ok")).toEqual([
      { type: "word", text: "join" },
      { type: "field", key: "is", values: ["ok"] },
    ]);
  });

  it("takes any text without throwing, and keeps every place within it and in order", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'abi:s/\\"-,> <=[(019'.split(""), "is:", "latency") }),
        (query) => {
          const { terms, errors } = parseFilter(query);
          let at = 0;
          for (const { from, to } of terms) {
            expect(from).toBeGreaterThanOrEqual(at);
            expect(to).toBeGreaterThan(from);
            at = to;
          }
          for (const { from, to } of [...terms, ...errors]) {
            expect(from).toBeGreaterThanOrEqual(0);
            expect(to).toBeLessThanOrEqual(query.length);
          }
        },
      ),
    );
  });
});
