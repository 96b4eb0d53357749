/**
 * The package as others get it: the tarball of `npm run package`, installed in an empty folder without a network, runs the
 * command line and both imports, and its types stand alone.
 */
import { execFile, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { filesInFolder } from "../../scripts/packages/files-in-folder.ts";
import { packageFiles, packagesFolder } from "../../scripts/packages/package-files.ts";
import { runNpm } from "../../scripts/packages/run-npm.ts";
import { brokenLink, linksIn } from "../house/page-links.ts";

const run = promisify(execFile);
const capture = resolve("test/fixtures/captures/after-leaving.jsonl");
let folder: string;
let command: string;

beforeAll(async () => {
  const tarball = resolve(packagesFolder, packageFiles.npm);
  expect(existsSync(tarball), "Expected packages: npm run package").toBe(true);
  folder = await mkdtemp(join(tmpdir(), "privicore-package-"));
  await writeFile(join(folder, "package.json"), '{ "name": "consumer", "private": true, "type": "module" }');
  await runNpm(
    folder,
    "install",
    tarball,
    "--offline",
    "--no-audit",
    "--no-fund",
    "--ignore-scripts",
    "--silent",
  );
  command = join(folder, "node_modules", ".bin", "privicore-inspector");
}, 120_000);
afterAll(async () => rm(folder, { recursive: true, force: true }));

/** Runs the installed command; resolves whatever its exit code is. */
function inspector(
  args: readonly string[],
  input?: string,
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  return new Promise((done, failed) => {
    const child = spawn(command, [...args], { cwd: folder });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (data) => (stdout += data));
    child.stderr.on("data", (data) => (stderr += data));
    child.on("error", failed);
    child.on("close", (code) => done({ code, stdout, stderr }));
    child.stdin.end(input ?? "");
  });
}

describe("the installed command line", () => {
  it("says its version", async () => {
    const { version } = JSON.parse(readFileSync("package.json", "utf8"));
    expect(await inspector(["--version"])).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
  });

  it("is found by npx, as a CI job calls it", async () => {
    const { stdout } = await runNpm(folder, "exec", "--offline", "--", "privicore-inspector", "--version");
    expect(stdout.trim()).toBe(JSON.parse(readFileSync("package.json", "utf8")).version);
  });

  it("brings nothing else along", async () => {
    expect((await readdir(join(folder, "node_modules"))).filter((name) => !name.startsWith("."))).toEqual([
      "privicore-inspector",
    ]);
  });

  it("analyzes a file and standard input, with the exit code of what it found", async () => {
    const { code, stdout } = await inspector(["analyze", capture, "--json"]);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ format: "privicore-report", version: 1 });
    expect(await inspector(["analyze", "-", "--json"], readFileSync(capture, "utf8"))).toEqual({
      code,
      stdout,
      stderr: "",
    });
    expect((await inspector(["analyze", capture, "--fail-on", "never"])).code).toBe(0);
  });

  it("ends quietly where its reader has seen enough", async () => {
    const child = spawn(command, ["analyze", capture, "--json"], { stdio: ["ignore", "pipe", "pipe"] });
    child.stdout.destroy();
    let stderr = "";
    child.stderr.on("data", (data) => (stderr += data));
    await new Promise((done) => child.on("close", done));
    expect(stderr).toBe("");
  });

  it("answers unusable input with one line and 2", async () => {
    const { code, stdout, stderr } = await inspector(["analyze", "-"], "\uFEFF");
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^privicore-inspector: standard input: expected [^\n]+\n$/);
  });

  it("simulates until it is ended", async () => {
    const child = spawn(command, ["simulate", "--port", "0"]);
    const url = await new Promise<string>((found, failed) => {
      child.stdout.on("data", (data) => {
        const said = /http:\/\/\S+/.exec(String(data))?.[0];
        if (said !== undefined) found(said);
      });
      child.on("close", (code) => failed(new Error(`Expected an address, got exit code ${code}`)));
    });
    const response = await fetch(url);
    expect(response.status).toBe(200);
    expect(await response.text()).toContain("<!doctype html>");
    const ended = new Promise((done) => child.on("close", done));
    child.kill("SIGINT");
    expect(await ended).toBe(0);
  });
});

describe("the installed pages", () => {
  const installed = () => join(folder, "node_modules", "privicore-inspector");
  const pages = () =>
    filesInFolder(installed())
      .filter(({ path }) => path.endsWith(".md"))
      .map(({ path, bytes }) => ({ path, text: Buffer.from(bytes).toString("utf8") }));

  it("lead nowhere but to files that were installed, large pictures and the sources left out", () => {
    const leftOut = /\.(png|spec\.ts)$/;
    const paths = pages().map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(["README.md", "docs/report.md", "docs/rules/README.md"]));
    const broken = pages().flatMap(({ path, text }) =>
      linksIn(text).flatMap((target) =>
        leftOut.test(target) ? [] : (brokenLink(installed(), path, target) ?? []),
      ),
    );
    expect(broken).toEqual([]);
  });

  it("are those that --help names", async () => {
    const { stdout } = await inspector(["--help"]);
    const named = [...stdout.matchAll(/docs\/[\w/-]+\.md/g)].map(([path]) => path);
    expect(named).not.toEqual([]);
    for (const path of named) expect(existsSync(join(installed(), path)), path).toBe(true);
  });

  it("bring no pictures but drawings", () => {
    const docs = filesInFolder(join(installed(), "docs"));
    const kinds = new Set(docs.map(({ path }) => path.replace(/^.*\./, "")));
    expect([...kinds].toSorted()).toEqual(["jsonl", "md", "svg"]);
  });
});

describe("the installed library", () => {
  it("imports, and judges a capture", async () => {
    await writeFile(
      join(folder, "judge.js"),
      `import { openFileSource, openSession, reportOf, rules } from "privicore-inspector";
       import { privicoreMatchers, recordPrivicore } from "privicore-inspector/playwright";
       const source = await openFileSource(process.argv[2]);
       const opened = await openSession(source);
       await source.close();
       const { findings } = reportOf(opened.session, opened.summary, opened.redactor);
       console.log(JSON.stringify([rules.length > 20, findings.length, typeof recordPrivicore, Object.keys(privicoreMatchers)]));`,
    );
    const { stdout } = await run(process.execPath, ["judge.js", capture], { cwd: folder });
    expect(JSON.parse(stdout)).toEqual([true, 3, "function", ["toHaveNoPrivicoreProblems"]]);
  });

  it("has types that need nothing but Node's, and hold", async () => {
    await writeFile(
      join(folder, "typed.mts"),
      `import { type CaptureEvent, createSession, openSession, type Report, reportOf, textSource } from "privicore-inspector";
       import { privicoreMatchers, type RecordedPage, recordPrivicore } from "privicore-inspector/playwright";
       const session = createSession({ responseTimeout: 5000 });
       const opened = await openSession(textSource(""));
       if (opened.usable) {
         const report: Report = reportOf(opened.session, opened.summary, opened.redactor);
         report.findings[0]?.frames satisfies readonly number[] | undefined;
       }
       export const payloadOf = (event: CaptureEvent): string | null => (event.type === "frame" ? event.payload : null);
       // @ts-expect-error a URL is no number
       export const wrong: number = session.connections.map(({ url }) => url)[0];
       // @ts-expect-error no such type of event
       export const odd: CaptureEvent["type"] = "nonsense";
       export const record = async (page: RecordedPage) => (await (await recordPrivicore(page)).report()).totals.errors;
       privicoreMatchers.toHaveNoPrivicoreProblems satisfies (...args: never[]) => Promise<{ pass: boolean }>;`,
    );
    const options = [
      "--noEmit",
      "--strict",
      "--module",
      "nodenext",
      "--moduleResolution",
      "nodenext",
      "--target",
      "es2022",
    ];
    const types = ["--typeRoots", resolve("node_modules/@types"), "--types", "node"];
    const tsc = resolve("node_modules/typescript/bin/tsc");
    const { stdout } = await run(process.execPath, [tsc, ...options, ...types, "typed.mts"], {
      cwd: folder,
    }).catch((error: { stdout: string }) => error);
    expect(stdout).toBe("");
  });
});
