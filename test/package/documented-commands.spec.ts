/** What the docs print of the command line and the bench suite is what these say. */
import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { runNpm } from "../../scripts/packages/run-npm.ts";

const run = promisify(execFile);
const page = readFileSync("docs/command-line.md", "utf8");
const inspector = (...args: string[]) =>
  run(process.execPath, ["dist/node/privicore-inspector.js", ...args]).catch(
    (error: { stdout: string; stderr: string }) => error,
  );

it("docs/command-line.md prints what analyze prints", async () => {
  const { stdout } = await inspector("analyze", "docs/rules/examples/status-after-final.jsonl");
  expect(page).toContain(`\`\`\`\n${stdout.trimEnd()}\n\`\`\``);
});

it("docs/command-line.md gives the same usage as --help, command by command and option by option", async () => {
  const { stdout: help } = await inspector("--help");
  const [, usage = ""] = /^```\n(privicore-inspector analyze FILE.*?)^```/ms.exec(page) ?? [];
  const words = (text: string, pattern: RegExp) => [
    ...new Set([...text.matchAll(pattern)].map(([word]) => word)),
  ];
  const commands = /privicore-inspector (?:analyze|redact|convert|simulate)/g;
  expect(words(usage, commands)).toEqual(words(help, commands));
  const options = /--[a-z-]+/g;
  const everywhere = ["--help", "--version"];
  expect([...words(usage, options), ...everywhere].toSorted()).toEqual(words(help, options).toSorted());
});

it("docs/command-line.md names the exit codes of --help", async () => {
  const { stdout: help } = await inspector("--help");
  const [, codes = ""] = /Exit codes\n\s+(.*)/.exec(help) ?? [];
  for (const [, code, meaning] of codes.matchAll(/(\d)\s\s(.*?)(?:\s{3,}|$)/g))
    expect(page).toContain(`| ${code} | ${meaning?.replace("--fail-on", "`--fail-on`")}`);
});

it("npm run bench -- --list names every benchmark that has results", async () => {
  const { stdout } = await runNpm(".", "run", "bench", "--silent", "--", "--list");
  const names = stdout
    .trim()
    .split("\n")
    .map((line) => line.split(":")[0]);
  const results = readdirSync("bench/results").map((file) => file.replace(/\.json$/, ""));
  expect(names).toEqual(expect.arrayContaining(results));
});
