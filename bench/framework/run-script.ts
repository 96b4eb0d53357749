import { spawn } from "node:child_process";
import { once } from "node:events";
import * as z from "zod/mini";

const usageSchema = z.object({
  userCPUTime: z.number(),
  systemCPUTime: z.number(),
  peakKibibytes: z.number(),
});

/** What a script used, from start to end. */
export interface ScriptUsage {
  /** Milliseconds of processor time, all threads. */
  readonly processorTime: number;
  /** Milliseconds by the clock. */
  readonly clockTime: number;
  /** The most memory that it had at once, in MiB, as the system counts it. */
  readonly peakMemory: number;
}

/**
 * Sends the process's own account to the parent as it exits, without the script knowing. Linux hands the largest resident
 * set of the parent down as `maxRSS`, so there the process's own high-water mark is read.
 */
const account = `data:text/javascript,${encodeURIComponent(`
  const { readFileSync, writeSync } = process.getBuiltinModule("fs");
  process.on("exit", () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    let peakKibibytes = maxRSS;
    if (process.platform === "linux")
      peakKibibytes = Number(/VmHWM:\\s*(\\d+)/.exec(readFileSync("/proc/self/status", "utf8"))[1]);
    writeSync(3, JSON.stringify({ userCPUTime, systemCPUTime, peakKibibytes }));
  });`)}`;

/**
 * Runs a script in a Node process of its own with its output thrown away, and tells what it used. Rejects where its exit
 * code is not 0.
 */
export async function runScript(script: string, args: readonly string[]): Promise<ScriptUsage> {
  const started = performance.now();
  const child = spawn(process.execPath, ["--import", account, script, ...args], {
    stdio: ["ignore", "ignore", "pipe", "pipe"],
  });
  let complaint = "";
  let usage = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    complaint = (complaint + text).slice(-2000);
  });
  child.stdio[3]?.on("data", (text: Buffer) => {
    usage += text.toString();
  });
  await once(child, "close");
  const clockTime = performance.now() - started;
  if (child.exitCode !== 0)
    throw new Error(
      `Expected ${script} to end with 0, got ${child.exitCode ?? child.signalCode}: ${complaint}`,
    );
  const { userCPUTime, systemCPUTime, peakKibibytes } = usageSchema.parse(JSON.parse(usage));
  return { processorTime: (userCPUTime + systemCPUTime) / 1000, clockTime, peakMemory: peakKibibytes / 1024 };
}
