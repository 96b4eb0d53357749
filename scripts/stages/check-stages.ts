import type { Stage } from "./stage.ts";
import { toolStage } from "./tool.ts";
import { vitestStage } from "./vitest-stage.ts";

/** What is checked without a build or a browser: quick enough for the loop. */
export const checkStages: readonly Stage[] = [
  toolStage("types", "tsc", ["--noEmit"]),
  toolStage("lint and format", "biome", ["check", "--error-on-warnings", "."]),
  vitestStage("unit and house rules", "unit"),
];
