import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Stage } from "./stage.ts";

/** The tools that the checks call, by the script that Node runs: no shell and no npx, so it is the same everywhere. */
const scripts = {
  biome: "node_modules/@biomejs/biome/bin/biome",
  tsc: "node_modules/typescript/bin/tsc",
  vite: "node_modules/vite/bin/vite.js",
  vitest: "node_modules/vitest/vitest.mjs",
  tsx: "node_modules/tsx/dist/cli.mjs",
} as const;

export type Tool = keyof typeof scripts;

/** Runs a tool in the project's folder with its output on ours. Returns its exit code, 1 where a signal ended it. */
export async function runTool(
  tool: Tool,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<number> {
  const child = spawn(process.execPath, [scripts[tool], ...args], {
    stdio: "inherit",
    env: { ...process.env, ...environment },
  });
  await once(child, "exit");
  return child.exitCode ?? 1;
}

/** A stage that is one call of a tool and counts as one. */
export function toolStage(name: string, tool: Tool, args: readonly string[]): Stage {
  return {
    name,
    async run() {
      const failed = (await runTool(tool, args)) === 0 ? 0 : 1;
      return { passed: 1 - failed, failed, skipped: 0 };
    },
  };
}
