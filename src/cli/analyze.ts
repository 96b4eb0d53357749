import { openSession } from "../io/open-session.ts";
import { problemLine } from "../io/read-outcome.ts";
import { type ReportParts, reportParts } from "../io/report.ts";
import { reportJson } from "../io/report-json.ts";
import type { FailOn, Request } from "./arguments.ts";
import { nameOf, openInput, readProblem } from "./open-input.ts";
import { paintFor, plainJson } from "./paint.ts";
import { progressLine } from "./progress.ts";
import { type ExitCode, type Surroundings, UnusableError } from "./surroundings.ts";
import { tell } from "./tell.ts";
import { terminalReport } from "./terminal-report.ts";
import { jsonWithoutCommands } from "./workflow-commands.ts";
import { writePieces } from "./write-pieces.ts";

/** `analyze`: judges an input and prints the report. */
export async function analyze(
  request: Extract<Request, { command: "analyze" }>,
  surroundings: Surroundings,
): Promise<ExitCode> {
  const { stdout, stderr, env } = surroundings;
  const source = await openInput(request.file, surroundings);
  const progress = progressLine(surroundings);
  try {
    const opened = await openSession(source, {
      retain: "conclusions",
      learnSecrets: !request.revealSecrets,
      onProgress: progress.onProgress,
      ...(request.responseTimeout === undefined ? {} : { responseTimeout: request.responseTimeout }),
      ...(request.commandTimeout === undefined ? {} : { commandTimeout: request.commandTimeout }),
    }).catch((error: unknown) => {
      throw readProblem(request.file, error);
    });
    progress.end();
    if (!opened.usable) throw new UnusableError(`${nameOf(request.file)}: ${problemLine(opened.problem)}`);
    const { session, summary, redactor } = opened;
    const report = reportParts(session, summary, request.revealSecrets ? null : redactor);
    for (const problem of summary.problems)
      tell(stderr, `${nameOf(request.file)}: ${problemLine(problem)} – skipped`);
    if (summary.skippedLines > summary.problems.length)
      tell(stderr, `${nameOf(request.file)}: ${summary.skippedLines} lines skipped in all`);
    if (request.json) await writePieces(stdout, printedJson(report));
    else
      stdout.write(
        terminalReport(report, nameOf(request.file), widthOf(surroundings), paintFor(stdout, env)),
      );
    return failed(report, request.failOn) ? 1 : 0;
  } finally {
    progress.end();
    await source.close();
  }
}

function* printedJson(report: ReportParts): Generator<string> {
  for (const piece of reportJson(report)) yield jsonWithoutCommands(plainJson(piece));
}

function widthOf({ stdout, env }: Surroundings): number {
  const columns = stdout.columns ?? Number(env["COLUMNS"] ?? "");
  return columns > 0 ? columns : 100;
}

function failed({ totals }: ReportParts, failOn: FailOn): boolean {
  switch (failOn) {
    case "error":
      return totals.errors > 0;
    case "warning":
      return totals.errors + totals.warnings > 0;
    case "info":
      return totals.errors + totals.warnings + totals.infos > 0;
    case "never":
      return false;
  }
}
