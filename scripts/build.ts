/** `npm run build`: both extensions, the command line and the library, each into its folder under dist/. */
import { runTool } from "./stages/tool.ts";

const panel = ["--config", "vite.panel.config.ts"];
const steps = [
  () => runTool("vite", ["build", "--mode", "chromium", "--logLevel", "warn"]),
  () => runTool("vite", ["build", ...panel, "--mode", "chromium", "--logLevel", "warn"]),
  () => runTool("vite", ["build", "--mode", "firefox", "--logLevel", "warn"]),
  () => runTool("vite", ["build", ...panel, "--mode", "firefox", "--logLevel", "warn"]),
  () => runTool("tsx", ["scripts/build-node.ts"]),
  // After the command line, whose build empties the folder that both share.
  () => runTool("vite", ["build", "--config", "vite.demo.config.ts", "--logLevel", "warn"]),
];

for (const step of steps) {
  const exitCode = await step();
  if (exitCode !== 0) process.exit(exitCode);
}
console.log("Built dist/chromium, dist/firefox and dist/node.");
