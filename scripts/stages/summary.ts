import type { StageResult } from "./stage.ts";

/** The stages' counts as a small table, and `N passed, N failed` as its last line. */
export function summary(results: readonly StageResult[]): string {
  const width = Math.max(...results.map(({ name }) => name.length));
  const rows = results.map(({ name, passed, failed, skipped, seconds }) => {
    const counts = [`${passed} passed`, `${failed} failed`, ...(skipped > 0 ? [`${skipped} skipped`] : [])];
    return `${failed > 0 ? "✗" : "✓"} ${name.padEnd(width)}  ${counts.join(", ")}  (${seconds.toFixed(1)} s)`;
  });
  return [...rows, lastLine(results)].join("\n");
}

/** `N passed, N failed` over all stages. */
export function lastLine(results: readonly StageResult[]): string {
  const total = (key: "passed" | "failed") => results.reduce((sum, result) => sum + result[key], 0);
  return `${total("passed")} passed, ${total("failed")} failed`;
}
