/** `npm run build`: both extensions, the command line and the library, each into its folder under dist/. */
import { existsSync } from "node:fs";
import { runTool } from "./stages/tool.ts";

const steps = [
  () => runTool("vite", ["build", "--mode", "chromium", "--logLevel", "warn"]),
  () => runTool("vite", ["build", "--mode", "firefox", "--logLevel", "warn"]),
];
if (existsSync("scripts/build-node.ts")) steps.push(() => runTool("tsx", ["scripts/build-node.ts"]));

for (const step of steps) {
  const exitCode = await step();
  if (exitCode !== 0) process.exit(exitCode);
}
console.log("Built dist/chromium, dist/firefox and dist/node.");
