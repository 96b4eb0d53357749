/**
 * `npm test`: everything that `npm run check` does, then the builds, the packages, the bundles' sizes, that nothing grows faster
 * than linearly, that the benchmarks work, and the built extension in both real browsers. Its last line is `N passed, N failed`,
 * which also goes to out/test/summary.txt.
 */
import { mkdir, rm, writeFile } from "node:fs/promises";
import { bundleSizeStage } from "./stages/bundle-size.ts";
import { checkStages } from "./stages/check-stages.ts";
import { runStages } from "./stages/stage.ts";
import { lastLine, summary } from "./stages/summary.ts";
import { toolStage } from "./stages/tool.ts";
import { vitestStage } from "./stages/vitest-stage.ts";

/** Measured to take seven seconds of the processor together. */
const quickestBenchmarks = ["engine-throughput", "state-lookup", "bundle-size"];

await mkdir("out/test", { recursive: true });
await rm("out/test/summary.txt", { force: true });
const results = await runStages([
  ...checkStages,
  toolStage("build", "tsx", ["scripts/build.ts"]),
  toolStage("packages", "tsx", ["scripts/package.ts", "--built"]),
  bundleSizeStage,
  vitestStage("growth", "guards"),
  // That the suite works; those that need a browser, or many seconds, are left to whoever changes them.
  toolStage("benchmarks", "tsx", ["scripts/bench.ts", "--quick", ...quickestBenchmarks]),
  vitestStage("real browsers", "browser"),
  vitestStage("real browsers, one spec at a time", "alone"),
]);
await writeFile("out/test/summary.txt", `${lastLine(results)}\n`);
console.log(`\n${summary(results)}`);
if (results.some(({ failed }) => failed > 0)) process.exitCode = 1;
