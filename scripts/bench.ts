/**
 * `npm run bench` runs all benchmarks, `npm run bench -- NAME…` some. `--quick` takes small sizes, as a test of the suite
 * itself; `--without-browser` leaves out those that need one; `--docs` writes docs/performance.md and its charts from the results
 * as they lie in bench/results/; `--list` names the benchmarks. A goal that is missed does not fail the run: seconds and machines
 * vary; test/guards/ holds what must not.
 */
import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import type { Benchmark } from "../bench/framework/benchmark.ts";
import { writeResult } from "../bench/framework/result-file.ts";
import { runBenchmark } from "../bench/framework/run-benchmark.ts";
import { terminalTable } from "../bench/framework/terminal-table.ts";
import { writePerformancePage } from "../bench/page/performance-page.ts";
import { suite } from "../bench/suite.ts";

const { values, positionals } = parseArgs({
  options: {
    quick: { type: "boolean" },
    "without-browser": { type: "boolean" },
    docs: { type: "boolean" },
    list: { type: "boolean" },
  },
  allowPositionals: true,
});
const unknown = positionals.filter((name) => !suite.some((benchmark) => benchmark.name === name));
if (unknown.length > 0) {
  console.error(
    `Expected names of benchmarks (${suite.map(({ name }) => name).join(", ")}), got ${unknown.join(", ")}`,
  );
  process.exit(2);
}

if (values.list) for (const { name, question } of suite) console.log(`${name}: ${question}`);
else if (values.docs) console.log(`Wrote ${(await writePerformancePage(suite)).join(", ")}.`);
else
  process.exitCode = await runAll(
    suite
      .filter(({ name }) => positionals.length === 0 || positionals.includes(name))
      .filter(({ needs }) => values["without-browser"] !== true || needs !== "chromium"),
  );

/** Runs the benchmarks one after the other; one that cannot measure does not keep the others from it. */
async function runAll(benchmarks: readonly Benchmark[]): Promise<number> {
  let failed = 0;
  for (const benchmark of benchmarks) {
    console.log(`\n── ${benchmark.title}: ${benchmark.question}`);
    try {
      if (benchmark.needs !== "nothing" && !existsSync("dist/chromium/manifest.json"))
        throw new Error("Expected the built extension in dist/, got none: run npm run build first");
      const result = await runBenchmark(benchmark, {
        quick: values.quick === true,
        progress: (text) => console.error(`   ${text}`),
      });
      console.log(terminalTable(result));
      console.log(`${await writeResult(result)}, ${result.seconds} s`);
    } catch (error) {
      console.error(error instanceof Error ? error.message : error);
      failed++;
    }
  }
  return failed === 0 ? 0 : 1;
}
