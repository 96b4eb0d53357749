/** The rows of the tables under a page's heading of second rank, cell by cell, without their headings and rules. */
export function tableUnder(page: string, heading: string): string[][] {
  const section = page.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? "";
  const rows = section.split("\n").filter((line) => line.startsWith("|"));
  return rows.slice(2).map((row) =>
    row
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

/** A cell without the backquotes of code. */
export const unquoted = (cell: string | undefined) => (cell ?? "").replaceAll("`", "");
