import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Runs npm in a folder: npm's own script where npm started this process, else the `npm` in the path. */
export function runNpm(folder: string, ...args: string[]): Promise<{ stdout: string; stderr: string }> {
  const script = process.env["npm_execpath"];
  const [program, first] = script?.endsWith(".js") ? [process.execPath, [script]] : ["npm", []];
  return run(program, [...first, ...args], { cwd: folder });
}
