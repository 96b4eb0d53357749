import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { recordOf } from "../../../src/contract/record-of.ts";

describe("an object of any keys", () => {
  const headers = recordOf(z.string());

  it.each<object>([{}, { a: "1", "content-type": "x", constructor: "y", toString: "z" }])(
    "is %j",
    (value) => {
      expect(headers.safeParse(value)).toEqual({ success: true, data: value });
    },
  );

  it.each([[null], [[]], [["a"]], ["a"], [5], [{ a: 1 }], [{ a: "1", b: null }]])(
    "is not %j",
    (value: unknown) => {
      expect(headers.safeParse(value).success).toBe(false);
    },
  );

  it("has no key that would change what it is", () => {
    const data = headers.safeParse(JSON.parse('{"__proto__": "x", "a": "1"}')).data;
    expect(Object.entries(data ?? {})).toEqual([["a", "1"]]);
    expect(Object.getPrototypeOf(data)).toBe(Object.prototype);
  });
});
