import { describe, expect, it } from "vitest";
import { jsonWithoutCommands, withoutCommands } from "../../../src/cli/workflow-commands.ts";

describe("what a CI service would take for a command", () => {
  it.each([
    ["::error::gone", "\\u003a:error::gone"],
    ["  \u2003\t::add-mask::a", "  \u2003\t\\u003a:add-mask::a"],
    ["\n::error::a\n  ::error::b", "\n\\u003a:error::a\n  \\u003a:error::b"],
    ["a ##[error]b", "a \\u0023#[error]b"],
    ["###[error]b", "#\\u0023#[error]b"],
    ["##vso[task.complete]", "\\u0023#vso[task.complete]"],
    ["##teamcity[x]", "\\u0023#teamcity[x]"],
  ])("is spelt out in %j", (text, expected) => {
    expect(withoutCommands(text)).toBe(expected);
  });

  it.each(["a ::error::b", ":error:", "## heading [1]", "# [1]", "", "\n \n: a"])("is not in %j", (text) => {
    expect(withoutCommands(text)).toBe(text);
  });

  it("changes no JSON value", () => {
    const value = ["##[error]", "\\##[error]", '"##vso[', "::error::"];
    const json = JSON.stringify(value);
    expect(jsonWithoutCommands(json)).not.toMatch(/##\w*\[/);
    expect(JSON.parse(jsonWithoutCommands(json))).toEqual(value);
  });
});
