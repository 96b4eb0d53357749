import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";

/** `npm start`, running without a display, with a folder of its own for whatever is temporary. */
export interface StartedDemo {
  readonly output: () => string;
  /** npm's exit code, once it has ended. */
  readonly exited: Promise<number | null>;
  /** The command lines of what runs for it, and the profiles that lie in its folder: both carry the folder's name. */
  readonly processesLeft: () => readonly string[];
  readonly profilesLeft: () => readonly string[];
  /** Ctrl-C in the terminal: it reaches every process of the group. */
  interrupt(): void;
  removeFolder(): void;
}

export function npmStart(...args: readonly string[]): StartedDemo {
  const folder = mkdtempSync(join(tmpdir(), "start-spec-"));
  const { DISPLAY: _x, WAYLAND_DISPLAY: _wayland, ...environment } = process.env;
  // In a process group of its own, as a terminal would.
  const child = spawn("npm", ["start", "--", ...args], {
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...environment, TMPDIR: folder },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk) => {
      output += String(chunk);
    });
  return {
    output: () => output,
    exited: once(child, "exit").then(() => child.exitCode),
    processesLeft: () =>
      execFileSync("ps", ["-eo", "args", "-ww"], { encoding: "utf8" })
        .split("\n")
        .filter((line) => line.includes(folder)),
    profilesLeft: () => readdirSync(folder).filter((name) => name.includes("profile")),
    interrupt() {
      if (child.pid === undefined) throw new Error("Expected npm to have started");
      process.kill(-child.pid, "SIGINT");
    },
    removeFolder: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** That it has played the demo to its end, left what it says, and nothing else. */
export async function expectPlayed(demo: StartedDemo, browser: string): Promise<void> {
  const code = await demo.exited;
  expect(demo.output()).toContain(`Picture: out/start/panel-${browser}.png`);
  expect(code).toBe(0);
  expect(readFileSync(`out/start/panel-${browser}.png`).subarray(1, 4).toString()).toBe("PNG");
  expect(readFileSync(`out/start/report-${browser}.txt`, "utf8")).toMatch(/Status: 3 connections/);
  expect(demo.profilesLeft()).toEqual([]);
  expect(demo.processesLeft()).toEqual([]);
}
