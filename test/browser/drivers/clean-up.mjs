// Runs beside a browser as a process of its own. On its standard input it is told the browser's process ID; when that pipe
// ends (the test's process closed it, finished, crashed, was interrupted or killed), what is left of the browser is ended and
// its profile folder, the one argument, removed, with what it keeps elsewhere.
import { existsSync } from "node:fs";
import { readdir, readFile, readlink, rm, rmdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";

const profile = process.argv[2];
if (profile === undefined) throw new TypeError("Expected a profile folder, got no argument");
// Ctrl-C reaches every process of the terminal; this one must outlive it.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => {});

/**
 * Chromium keeps the socket by which a second start would find the first one in a folder of its own, to which the profile links
 * while Chromium runs: on its way out it removes the link first, and may be killed before it has removed the folder.
 */
async function keptElsewhere() {
  const socket = await readlink(join(profile, "SingletonSocket")).catch(() => null);
  return socket === null ? null : dirname(socket);
}

const processIds = [];
let elsewhere = null;
for await (const line of createInterface({ input: process.stdin })) {
  processIds.push(Number(line));
  elsewhere ??= await keptElsewhere();
}

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

/**
 * Whether anything of the group still runs. What has ended and was not asked for yet by whoever inherited it takes signals, too,
 * which may last seconds: where the system tells (/proc, Linux), it does not count.
 */
async function runs(group) {
  if (!existsSync("/proc/self/stat")) return true;
  for (const entry of await readdir("/proc")) {
    if (!/^\d+$/.test(entry)) continue;
    const stat = await readFile(`/proc/${entry}/stat`, "utf8").catch(() => "");
    // `PID (NAME) STATE PARENT GROUP …`; a name may hold anything.
    const [state, , of] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (state !== "Z" && Number(of) === group) return true;
  }
  return false;
}

const rounds = 200;
for (const processId of processIds) {
  for (let round = 0; round < rounds && kill(processId) && (await runs(processId)); round += 1)
    await pause(20);
}
elsewhere ??= await keptElsewhere();
if (elsewhere !== null && existsSync(elsewhere)) {
  for (const name of ["SingletonSocket", "SingletonCookie"]) await rm(join(elsewhere, name), { force: true });
  await rmdir(elsewhere);
}
await rm(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
