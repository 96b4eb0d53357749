/** `npm run build`: both extensions, the command line and the library, each into its folder under dist/. */
import { runTool } from "./stages/tool.ts";

/** Vite builds something else where the caller's environment says `test` or `development`: a build is always the same. */
const environment = { NODE_ENV: "production" };
const vite = (...args: string[]) => runTool("vite", ["build", ...args, "--logLevel", "warn"], environment);
const panel = ["--config", "vite.panel.config.ts"];
const steps = [
  () => vite("--mode", "chromium"),
  () => vite(...panel, "--mode", "chromium"),
  () => vite("--mode", "firefox"),
  () => vite(...panel, "--mode", "firefox"),
  () => runTool("tsx", ["scripts/build-node.ts"], environment),
  // After the command line, whose build empties the folder that both share.
  () => vite("--config", "vite.demo.config.ts"),
];

for (const step of steps) {
  const exitCode = await step();
  if (exitCode !== 0) process.exit(exitCode);
}
console.log("Built dist/chromium, dist/firefox and dist/node.");
