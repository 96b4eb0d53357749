import { describe, expect, it } from "vitest";
import { asObject, asText, parseObject, readFields } from "../../../src/protocol/call-body.ts";
import type { HttpCall } from "../../../src/protocol/meaning.ts";
import { httpCall } from "./http-call.ts";

const fieldsOf = (requestBody: string | null, query = "", given: Partial<HttpCall> = {}) =>
  readFields(httpCall({ url: "https://chat.example/api", method: "POST", requestBody, ...given }), query);

describe("a value", () => {
  it.each([[null], [undefined], [1], ["{}"], [[]], [() => 0]])("such as %s is no object", (value) => {
    expect(asObject(value)).toBeNull();
  });

  it("that is an object is given as it is", () => {
    const value = { a: 1 };
    expect(asObject(value)).toBe(value);
  });

  it.each<[unknown, string | null]>([
    ["a", "a"],
    ["", null],
    [0, "0"],
    [1.5, "1.5"],
    [Number.NaN, null],
    [Number.POSITIVE_INFINITY, null],
    [true, null],
    [null, null],
    [{}, null],
  ])("%s as a text is %j", (value, text) => {
    expect(asText(value)).toBe(text);
  });
});

describe("a body", () => {
  it.each([null, "", "[]", "1", "null", "x{}", '{"a":', "a=1"])("%j is no JSON object", (body) => {
    expect(parseObject(body)).toBeNull();
  });

  it("may have space before its object", () => {
    expect(parseObject(' \n{"a":1}')).toEqual({ a: 1 });
  });
});

describe("what a request says", () => {
  it("is in its JSON, which wins over its query", () => {
    expect(fieldsOf(' {"a":"body","b":null} ', "a=query&c=1")).toEqual({
      form: "json",
      fields: { a: "body", b: null, c: "1" },
    });
  });

  it("is in its form, which wins over its query", () => {
    expect(fieldsOf("a=body&d=", "a=query&c=1")).toEqual({
      form: "form",
      fields: { a: "body", d: "", c: "1" },
    });
  });

  it("is in its query where it has no body", () => {
    expect(fieldsOf(null, "a=1")).toEqual({ form: "form", fields: { a: "1" } });
    expect(fieldsOf(" \n", "a=1")).toEqual({ form: "form", fields: { a: "1" } });
    expect(fieldsOf(null)).toEqual({ form: "none", fields: {} });
    expect(fieldsOf("")).toEqual({ form: "none", fields: {} });
  });

  it.each([
    ["a=1&a=2&a=3", { a: ["1", "2", "3"] }],
    ["a[]=1", { a: ["1"] }],
    ["a[0]=1&a[12]=2", { a: ["1", "2"] }],
    ["a[x]=1&b[]c=2", { "a[x]": "1", "b[]c": "2" }],
    ["__proto__=1&constructor=2", { constructor: "2" }],
  ])("%s keeps repeated keys together", (query, fields) => {
    expect({ ...fieldsOf(null, query).fields }).toMatchObject(fields);
    expect({ ...fieldsOf(null, query).fields }).not.toHaveProperty("a.x");
  });

  it("is an own field, whatever its name", () => {
    expect(Object.keys(fieldsOf(null, "__proto__=1&toString=2").fields)).toEqual(["__proto__", "toString"]);
  });

  it.each(["plain text", 'a="1"', "<a=1>", "{a=1", "a=1 b=2", "=1", "[]"])("is not read from %j", (body) => {
    expect(fieldsOf(body, "q=1")).toEqual({ form: "unreadable", fields: { q: "1" } });
    expect(fieldsOf(body)).toEqual({ form: "unreadable", fields: {} });
  });

  it("is unseen where a body was sent that the browser did not hand over", () => {
    const unseen = { form: "unseen", fields: { q: "1" } };
    expect(fieldsOf(null, "q=1", { requestHeaders: { "content-length": "12" } })).toEqual(unseen);
    expect(fieldsOf(null, "q=1", { status: 0 })).toEqual(unseen);
    expect(fieldsOf(null, "q=1", { requestHeaders: { "content-length": "0" } }).form).toBe("form");
    expect(fieldsOf("", "q=1", { requestHeaders: { "content-length": "12" } }).form).toBe("form");
  });
});
