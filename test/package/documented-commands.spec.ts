/** What the docs print of the command line and the bench suite is what these say. */
import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
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
  const named = [...codes.matchAll(/(\d)\s\s(.*?)(?:\s{3,}|$)/g)];
  expect(named.map(([, code]) => code)).toEqual(["0", "1", "2"]);
  for (const [, code, meaning] of named)
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

it("README.md's job judges the recording of every test, and fails where there is none", async () => {
  const [, block = ""] =
    /- name: Judge the recordings\n.*?run: \|\n(.*?)^ {6}- /ms.exec(readFileSync("README.md", "utf8")) ?? [];
  const script = block.replace(/^ {10}/gm, "");
  expect(script).toContain("analyze");
  const folder = await mkdtemp(join(tmpdir(), "privicore-job-"));
  try {
    const programs = join(folder, "programs");
    await mkdir(programs);
    // Runs the command of this build where a project would have it installed.
    const npx = `#!/bin/sh\nshift\nexec "${process.execPath}" "${resolve("dist/node/privicore-inspector.js")}" "$@"\n`;
    await writeFile(join(programs, "npx"), npx, { mode: 0o755 });
    const judge = async () => {
      const env = { ...process.env, PATH: `${programs}${delimiter}${process.env["PATH"]}` };
      // As GitHub's `shell: bash` calls it.
      const args = ["--noprofile", "--norc", "-eo", "pipefail", "-c", script];
      return run("bash", args, { cwd: folder, env }).then(
        ({ stdout }) => ({ code: 0, stdout }),
        ({ code, stdout }: { code: number; stdout: string }) => ({ code, stdout }),
      );
    };
    const record = (example: string, test: string) =>
      cp(`${example}.jsonl`, join(folder, "test-results", test, "privicore.jsonl"));
    expect((await judge()).code).toBe(1);
    await record("test/fixtures/captures/guide-dialect", "app-approves-chromium");
    expect((await judge()).code).toBe(0);
    await record("docs/rules/examples/status-after-final", "app-approves-again-chromium");
    await record("test/fixtures/captures/guide-dialect", "app-leaves-chromium/retry");
    const { code, stdout } = await judge();
    expect(code).toBe(1);
    expect(stdout.match(/^test-results\S+privicore\.jsonl:/gm)).toHaveLength(3);
  } finally {
    await rm(folder, { recursive: true });
  }
});
