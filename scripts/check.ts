/** `npm run check`: types, lint, format, unit tests and house rules; no build, no browser. */
import { checkStages } from "./stages/check-stages.ts";
import { runStages } from "./stages/stage.ts";
import { summary } from "./stages/summary.ts";

const results = await runStages(checkStages);
console.log(`\n${summary(results)}`);
if (results.some(({ failed }) => failed > 0)) process.exitCode = 1;
