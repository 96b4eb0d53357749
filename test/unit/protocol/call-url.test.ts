import { describe, expect, it } from "vitest";
import { decodeId, takeUrlApart } from "../../../src/protocol/call-url.ts";

describe("the parts of a URL", () => {
  it.each([
    ["https://API.Example:8443/a/B?c=D#e", { host: "api.example", path: "/a/B", query: "c=D" }],
    ["//user:pass@[::1]:8080/a%2Fb", { host: "[::1]", path: "/a%2Fb", query: "" }],
    ["https://api.example", { host: "api.example", path: "", query: "" }],
    ["https://api.example?c", { host: "api.example", path: "", query: "c" }],
    ["/relative?c=1", { host: "", path: "", query: "" }],
    ["", { host: "", path: "", query: "" }],
  ])("%s", (url, parts) => {
    expect(takeUrlApart(url)).toEqual(parts);
  });
});

describe("an ID in a path", () => {
  it.each([
    ["a%2Fb", "a/b"],
    ["plain", "plain"],
    ["50%", "50%"],
  ])("%s stands for %s", (written, id) => {
    expect(decodeId(written)).toBe(id);
  });
});
