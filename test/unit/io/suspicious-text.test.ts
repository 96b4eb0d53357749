import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isSuspicious, suspiciousPart } from "../../../src/io/redaction/secret-names.ts";

const pieces = [
  ..."token auth pass pwd secret key cookie credential signature session bearer basic jwt otp sig sid".split(
    " ",
  ),
  ..."T- T-C84A90006AA5 T-C84A90006AA T-CAB-ID X-DPT-CAB-ID t-c84a90006aa5 eyJ EYJ :// @ : / \\ \\u % u".split(
    " ",
  ),
  ...'a e y é 漢 😀 ſ K 0 9 - _ _- " { } status data 8c1f-4b2e'.split(" "),
  "ke",
  "T-C84A90006AA\u0143",
  "\u0154-C84A90006AA5",
  " ",
];
const text = fc
  .array(fc.tuple(fc.constantFrom(...pieces), fc.boolean()), { maxLength: 6 })
  .map((parts) => parts.map(([part, upper]) => (upper ? part.toUpperCase() : part)).join(""));

describe("whether a text may hold a secret", () => {
  it("is what the expression says of it, which is only asked where it may be so", () => {
    fc.assert(
      fc.property(fc.oneof(text, fc.string({ unit: "binary" }), fc.string()), (sample) => {
        expect(isSuspicious(sample)).toBe(suspiciousPart.test(sample));
      }),
      { numRuns: 20_000 },
    );
  });

  for (const [sample, expected] of [
    ["%", true],
    ["\\u", true],
    ["a\\u", true],
    ["wss://user:word@host", true],
    ["wss://host/", false],
    ["T-C84A90006AA5", true],
    ["T-C84A90006AA", false],
    ['{"data":{"type":"X-DPT-CAB-ID"}}', false],
    ["KEY", true],
    ["ke", false],
  ] as const)
    it(`is ${expected} of ${sample}`, () => {
      expect(isSuspicious(sample)).toBe(expected);
      expect(suspiciousPart.test(sample)).toBe(expected);
    });
});
