import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { browsersUnderTest } from "./drivers/launch.ts";
import { waitUntil } from "./drivers/wait-until.ts";

// Everything that a start leaves in the file system or as a process carries the name of its temporary folder.
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "start-spec-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const processesLeft = () =>
  execFileSync("ps", ["-eo", "args", "-ww"], { encoding: "utf8" })
    .split("\n")
    .filter((line) => line.includes(folder));
const profilesLeft = () => readdirSync(folder).filter((name) => name.includes("profile"));

/** Starts `npm start` without a display, in a process group of its own, as a terminal would. */
function npmStart(browser: string) {
  const { DISPLAY: _x, WAYLAND_DISPLAY: _wayland, ...environment } = process.env;
  const child = spawn("npm", ["start", "--", "--browser", browser], {
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...environment, TMPDIR: folder },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk) => {
      output += String(chunk);
    });
  return { child, output: () => output, exited: once(child, "exit") };
}

describe.each(browsersUnderTest)("npm start with %s and no display", (browser) => {
  it("plays the demo, leaves a picture and a report, and ends", async () => {
    const { output, exited } = npmStart(browser);
    const [code] = await exited;
    expect(output()).toContain(`Picture: out/start/panel-${browser}.png`);
    expect(code).toBe(0);
    expect(readFileSync(`out/start/panel-${browser}.png`).subarray(1, 4).toString()).toBe("PNG");
    expect(readFileSync(`out/start/report-${browser}.txt`, "utf8")).toMatch(/Status: 3 connections/);
    expect(profilesLeft()).toEqual([]);
    expect(processesLeft()).toEqual([]);
  });

  it("leaves no process and no profile behind at Ctrl-C", async () => {
    const { child, output, exited } = npmStart(browser);
    await waitUntil("the demo to begin", () => output().includes("the demo plays"), 60_000);
    await waitUntil("the browser to run", () => processesLeft().length > 1);
    if (child.pid === undefined) throw new Error("Expected npm to have started");
    process.kill(-child.pid, "SIGINT");
    await exited;
    await waitUntil("everything to end", () => processesLeft().length === 0 && profilesLeft().length === 0);
    expect(output()).not.toContain("Picture:");
  });
});
