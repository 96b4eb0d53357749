import { describe, expect, it } from "vitest";
import { readArguments } from "../../../src/cli/arguments.ts";

describe("arguments", () => {
  it.each([
    [
      ["analyze", "a.jsonl"],
      {
        command: "analyze",
        file: "a.jsonl",
        json: false,
        failOn: "error",
        revealSecrets: false,
        responseTimeout: undefined,
        commandTimeout: undefined,
      },
    ],
    [
      ["analyze", "-", "--json", "--fail-on", "never"],
      { command: "analyze", file: "-", json: true, failOn: "never" },
    ],
    [
      ["analyze", "--fail-on=warning", "a", "--response-timeout", "5", "--command-timeout=7"],
      { failOn: "warning", responseTimeout: 5, commandTimeout: 7 },
    ],
    [["analyze", "a", "--reveal-secrets"], { revealSecrets: true }],
    [["analyze", "--", "--odd.jsonl"], { file: "--odd.jsonl" }],
    [["redact", "a", "--out", "b"], { command: "redact", file: "a", out: "b" }],
    [["convert", "a", "-o", "b.har"], { command: "convert", out: "b.har", revealSecrets: false }],
    [["simulate"], { command: "simulate", port: 0 }],
    [["simulate", "--port", "8080"], { port: 8080 }],
    [["--help"], { command: "help" }],
    [["analyze", "-h"], { command: "help" }],
    [["--version"], { command: "version" }],
  ])("%j", (argv, request) => {
    expect(readArguments(argv)).toMatchObject(request);
  });

  it.each([
    [[], "expected a command: analyze, redact, convert or simulate"],
    [["toString"], 'expected a command: analyze, redact, convert or simulate, got "toString"'],
    [["analyze"], "expected a file: privicore-inspector analyze FILE"],
    [["analyze", "a", "b"], 'expected one file, got also "b"'],
    [
      ["analyze", "a", "--fail-on", "bad"],
      'expected --fail-on to be error, warning, info or never, got "bad"',
    ],
    [
      ["analyze", "a", "--response-timeout", "1s"],
      'expected --response-timeout to be a number of milliseconds above 0, got "1s"',
    ],
    [
      ["analyze", "a", "--command-timeout", "0"],
      'expected --command-timeout to be a number of milliseconds above 0, got "0"',
    ],
    [["analyze", "a", "--fail-on"], "expected a value after --fail-on, got none"],
    [["analyze", "a", "--response-timeout", "-5"], 'expected a value after --response-timeout, got "-5"'],
    [["simulate", "--port", "1", "--port", "-1"], 'expected a value after --port, got "-1"'],
    [["redact", "a", "-o"], "expected a value after --out, got none"],
    [["redact", "-o", "--", "a"], 'expected a value after -o, got "--"'],
    [["analyze", "a", "--json=true"], "Option '--json' does not take an argument"],
    [["analyze", "a", "--out", "b"], "expected no option --out with analyze"],
    [["analyze", "a", "--nonsense"], "Unknown option '--nonsense'"],
    [["redact", "a"], "expected --out FILE with redact"],
    [["redact", "a", "--out", "b", "--reveal-secrets"], "expected no option --reveal-secrets with redact"],
    [["convert", "a"], "expected --out FILE with convert"],
    [["simulate", "--port", "70000"], 'expected --port to be a number from 0 to 65535, got "70000"'],
    [["simulate", "a"], 'expected no file with simulate, got "a"'],
  ])("%j is refused", (argv, reason) => {
    expect(readArguments(argv)).toBe(reason);
  });
});
