// Runs beside a browser as a process of its own. On its standard input it is told the browser's process ID; when that pipe
// ends (the test's process closed it, finished, crashed, was interrupted or killed), what is left of the browser is ended and
// its profile folder, the one argument, removed.
import { rm } from "node:fs/promises";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";

const profile = process.argv[2];
if (profile === undefined) throw new TypeError("Expected a profile folder, got no argument");
// Ctrl-C reaches every process of the terminal; this one must outlive it.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => {});

const processIds = [];
for await (const line of createInterface({ input: process.stdin })) processIds.push(Number(line));

/**
 * Ends the process group that the browser leads, or it alone. False where there is neither. Killed, not asked: what a browser does
 * for seconds on its way out is to save the profile, which is removed next.
 */
function kill(processId) {
  for (const target of [-processId, processId]) {
    try {
      process.kill(target, "SIGKILL");
      return true;
    } catch {
      // No such group or process: try the next, or be done.
    }
  }
  return false;
}

const rounds = 200;
for (const processId of processIds) {
  for (let round = 0; round < rounds && kill(processId); round += 1) await pause(20);
}
await rm(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
