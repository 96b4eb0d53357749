import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** An empty profile folder that does not outlive this process, nor does the browser in it, however this process ends. */
export interface TemporaryProfile {
  readonly folder: string;
  /** Names the browser's process, to be ended with the profile. */
  guard(processId: number): void;
  /** Ends the browser where it still runs and removes the folder. May be called again. */
  remove(): Promise<void>;
}

export async function temporaryProfile(): Promise<TemporaryProfile> {
  const folder = await mkdtemp(join(tmpdir(), "privicore-inspector-profile-"));
  const cleanUp = spawn(
    process.execPath,
    [fileURLToPath(new URL("./clean-up.mjs", import.meta.url)), folder],
    { stdio: ["pipe", "ignore", "inherit"], detached: true },
  );
  const exited = once(cleanUp, "exit");
  cleanUp.unref();
  return {
    folder,
    guard(processId) {
      cleanUp.stdin.write(`${processId}\n`);
    },
    async remove() {
      cleanUp.ref();
      cleanUp.stdin.end();
      await exited;
    },
  };
}
