/**
 * `npm run audit`: asks the registry for known weaknesses. Fails where one is in what ships; those of the tools are listed. Says
 * so, and fails nothing, where the registry cannot be asked.
 */
import { judgeAudit } from "./audit/judge-audit.ts";
import { runNpm } from "./packages/run-npm.ts";
import { shippedPackages } from "./shipped-packages.ts";

/** npm ends with 1 where it found something, and then its answer is on the error. */
const answer = await runNpm(".", "audit", "--json").catch((error: { stdout?: string }) => ({
  stdout: error.stdout ?? "",
}));
const { text, failed } = judgeAudit(answer.stdout, shippedPackages);
console.log(text);
if (failed) process.exitCode = 1;
