import { goalWords, numberWords, sizeWords } from "./number-words.ts";
import type { BenchmarkResult } from "./result-file.ts";

const headings = ["figure", "at", "median", "p25 – p75", "min – max", "goal", ""];

/** A result as a table for the terminal, one line a figure. */
export function terminalTable(result: BenchmarkResult): string {
  const rows = result.figures.map(({ name, size, unit, spread, goal, met }) => {
    const range = (from: number, to: number) =>
      spread.samples === 1 ? "" : `${numberWords(from, unit)} – ${numberWords(to, unit)}`;
    return [
      name,
      sizeWords(size),
      numberWords(spread.median, unit),
      range(spread.p25, spread.p75),
      range(spread.min, spread.max),
      goalWords(goal, unit),
      met === null ? "" : met ? "met" : "MISSED",
    ];
  });
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => (row[column] ?? "").length)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) =>
        column === 0 || column === 6 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd();
  return [line(headings), line(widths.map((width) => "─".repeat(width))), ...rows.map(line)].join("\n");
}
