#!/usr/bin/env node
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { earlyEndOf } from "./early-end.ts";
import { runCommandLine } from "./run-command-line.ts";
import { tell } from "./tell.ts";
import { watchOutput } from "./watch-output.ts";

// From here and from the built file in dist/node/, package.json is two folders up.
const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
const demoPage = fileURLToPath(new URL("./demo/", import.meta.url));

const exitCodeFor = watchOutput(process.stdout, process.stderr);

const code = await runCommandLine(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  stdin: process.stdin,
  env: process.env,
  now: Date.now,
  version,
  startSimulator: async ({ port }) => {
    // Only here: no other command needs a server.
    const { startSimulator } = await import("../../demo/simulator/simulator.ts");
    return startSimulator({ port, ...(existsSync(demoPage) ? { page: demoPage } : {}) });
  },
  interrupted: () =>
    new Promise((resolve) => {
      for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
    }),
  onEarlyEnd: earlyEndOf(process),
}).catch((error: unknown) => {
  tell(
    process.stderr,
    `privicore-inspector: a defect of this tool: ${error instanceof Error ? error.message : String(error)}`,
  );
  if (process.env["DEBUG"]) process.stderr.write(`${error instanceof Error ? error.stack : ""}\n`);
  return 2 as const;
});
// Not before: what was written last may fail after the command has ended.
process.once("exit", () => {
  process.exitCode = exitCodeFor(code);
});
