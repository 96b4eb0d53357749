/** `dist/node/`: the command line (executable), the library, the Playwright companion, and their declarations. */
import { chmodSync } from "node:fs";
import { gatherTypes } from "./node-package/gather-types.ts";
import { runTool } from "./stages/tool.ts";

const folder = "dist/node";
/** Bundled packages that our types name: the package has no dependency, so their declarations go with it. */
const bundled = ["zod", "ws"];

const steps = [
  () => runTool("vite", ["build", "--config", "vite.node.config.ts", "--logLevel", "warn"]),
  () => runTool("tsc", ["--project", "tsconfig.types.json"]),
];
for (const step of steps) {
  const exitCode = await step();
  if (exitCode !== 0) process.exit(exitCode);
}
gatherTypes(`${folder}/types`, ["src/io/library.d.ts", "src/io/playwright/index.d.ts"], bundled);
chmodSync(`${folder}/privicore-inspector.js`, 0o755);
