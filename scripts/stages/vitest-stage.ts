import { mkdir, readFile, rm } from "node:fs/promises";
import * as z from "zod/mini";
import type { Stage } from "./stage.ts";
import { runTool } from "./tool.ts";

const vitestReport = z.object({
  numPassedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({
      status: z.string(),
      assertionResults: z.array(z.object({ status: z.string() })),
    }),
  ),
});

/** A stage that runs one of vitest.config.ts's projects and counts its tests. */
export function vitestStage(name: string, project: string, args: readonly string[] = []): Stage {
  const outputFile = `out/test/${project}.json`;
  return {
    name,
    async run() {
      await mkdir("out/test", { recursive: true });
      await rm(outputFile, { force: true });
      const exitCode = await runTool("vitest", [
        "run",
        `--project=${project}`,
        "--reporter=default",
        "--reporter=json",
        `--outputFile.json=${outputFile}`,
        ...args,
      ]);
      const report = vitestReport.parse(JSON.parse(await readFile(outputFile, "utf8")));
      const failed = report.testResults.reduce((sum, file) => sum + failures(file), 0);
      return {
        passed: report.numPassedTests,
        // An unhandled error fails the run without failing a test.
        failed: failed === 0 && exitCode !== 0 ? 1 : failed,
        skipped: report.numPendingTests + report.numTodoTests,
      };
    },
  };
}

/** A file that could not be loaded, or whose hook failed, has no failed test of its own and still counts. */
function failures(file: z.infer<typeof vitestReport>["testResults"][number]): number {
  const failed = file.assertionResults.filter(({ status }) => status === "failed").length;
  return failed === 0 && file.status === "failed" ? 1 : failed;
}
