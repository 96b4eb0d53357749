import type { Severity } from "../../core/model.ts";
import type { ReportFinding } from "../report.ts";
import type { Recording } from "./recording.ts";

export interface ProblemOptions {
  /** The least severity that fails the test. Default `error`. */
  readonly failOn?: Severity;
  /** Rules that this test provokes on purpose: `["join-rejected"]`. */
  readonly ignore?: readonly string[];
}

const rank: Readonly<Record<Severity, number>> = { info: 0, warning: 1, error: 2 };
const severities = '"error", "warning" or "info"';

/**
 * Matchers for Playwright's and Vitest's `expect.extend`:
 *
 * ```ts
 * export const expect = base.extend(privicoreMatchers);
 * await expect(recording).toHaveNoPrivicoreProblems({ failOn: "warning" });
 * ```
 */
export const privicoreMatchers = {
  /**
   * Fails with the text of every finding at or above `failOn`.
   *
   * @throws TypeError for a `failOn` that is no severity: nothing would ever be at or above it
   */
  async toHaveNoPrivicoreProblems(
    recording: Recording,
    options: ProblemOptions = {},
  ): Promise<{ pass: boolean; name: string; message: () => string }> {
    const failOn = options.failOn ?? "error";
    if (!Object.hasOwn(rank, failOn))
      throw new TypeError(`expected failOn to be ${severities}, got ${JSON.stringify(failOn)}`);
    const report = await recording.report();
    const problems = report.findings.filter(
      ({ rule, severity }) => rank[severity] >= rank[failOn] && options.ignore?.includes(rule) !== true,
    );
    return {
      pass: problems.length === 0,
      name: "toHaveNoPrivicoreProblems",
      message: () => message(problems, failOn),
    };
  },
};

function message(problems: readonly ReportFinding[], failOn: Severity): string {
  const least = failOn === "info" ? "" : ` at or above ${failOn}`;
  if (problems.length === 0) return `Expected Privicore problems${least}, got none`;
  const lines = problems.map(
    ({ rule, severity, message: text, connection, frames }) =>
      `  ${severity} ${rule}${connection === null ? "" : ` on ${connection}`}${frames.length === 0 ? "" : ` (frame ${frames.join(", ")})`}\n    ${text}`,
  );
  return `Expected no Privicore problem${least}, got ${problems.length}:\n\n${lines.join("\n\n")}`;
}
