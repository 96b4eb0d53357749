import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { completeFilter } from "../../../../panel/filter/complete-filter.ts";
import { addTerm, splitTerms, writeTerm } from "../../../../panel/filter/edit-filter.ts";
import { parseFilter } from "../../../../panel/filter/parse-filter.ts";

describe("writing terms", () => {
  it.each<[string | null, string, boolean, string]>([
    ["type", "joinChannel", false, "type:joinChannel"],
    ["type", "POST /device", true, '-type:"POST /device"'],
    ["type", "a,b", false, 'type:"a,b"'],
    [null, "is:ok", false, '"is:ok"'],
    [null, "-x", true, '-"-x"'],
    [null, "/a/", false, '"/a/"'],
    [null, "plain", true, "-plain"],
  ])("%s %j, not: %s", (key, value, negated, expected) => {
    expect(writeTerm(key, value, negated)).toBe(expected);
  });

  it("writes any value so that it is read back as that value", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.boolean(), (value, negated) => {
        fc.pre(value.trim() !== "");
        const { terms, errors } = parseFilter(writeTerm("type", value, negated));
        expect(errors).toEqual([]);
        expect(terms).toMatchObject([{ negated, match: { type: "field", key: "type", values: [value] } }]);
        expect(parseFilter(writeTerm(null, value, negated)).terms).toMatchObject([
          { negated, match: { type: "word", text: value } },
        ]);
      }),
    );
  });

  it("adds a term once, and in the place of its opposite", () => {
    expect(addTerm("", "type:join")).toBe("type:join");
    expect(addTerm("join  is:ok", "-type:http")).toBe("join is:ok -type:http");
    expect(addTerm("-type:http join", "type:http")).toBe("join type:http");
    expect(addTerm("type:http join", "type:http")).toBe("join type:http");
    expect(addTerm('foo:bar "a b"', "x")).toBe('foo:bar "a b" x');
    expect(addTerm("is:bogus foo", "conn:2")).toBe("is:bogus foo conn:2");
    expect(addTerm("-is:ok,bogus,late foo", "conn:2")).toBe("-is:ok,bogus,late foo conn:2");
  });

  it("takes a query apart without losing a word of it", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab:/"-, is', "is:ok") }), (query) => {
        expect(splitTerms(query).join("").replace(/\s/g, "")).toBe(query.replace(/\s/g, ""));
        const meant = (written: string) =>
          parseFilter(written).terms.map(({ negated, match }) => ({ negated, match }));
        expect(meant(splitTerms(query).join(" "))).toEqual(meant(query.trim()));
      }),
    );
  });
});

describe("completion", () => {
  const values = () => ["0197-aa", "0197 bb"];
  const texts = (query: string, caret = query.length) =>
    completeFilter(query, caret, values).map(
      ({ text, from, to }) => query.slice(0, from) + text + query.slice(to),
    );

  it.each<[string, readonly string[]]>([
    ["", []],
    ["ch", ["channel:"]],
    ["-ch", ["-channel:"]],
    ["join la", ["join latency>"]],
    ["is:rej", ["is:rejected"]],
    ["is:ok,rej", ["is:ok,rejected"]],
    ["dir:se", ["dir:sent"]],
    ["channel:0197", ["channel:0197-aa", 'channel:"0197 bb"']],
    ["/ch", []],
    ["foo:b", []],
  ])("of %j", (query, expected) => {
    expect(texts(query)).toEqual(expected);
  });

  it("works in the middle of a query, and keeps what follows", () => {
    expect(texts("ch is:ok", 2)).toEqual(["channel: is:ok"]);
    expect(texts("dir:se,in is:ok", 6)).toEqual(["dir:sent,in is:ok"]);
  });
});
