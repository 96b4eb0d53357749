import type { ComponentChildren } from "preact";

/** What a cell offers to the filter: a `key:value` term, or a word where `key` is null. */
export interface CellFilter {
  readonly key: string | null;
  readonly value: string;
}

export interface Column {
  readonly id: string;
  readonly title: string;
  /** What stands in the heading, where that is shorter than the title. */
  readonly heading?: string;
  /** Pixels at first, and at least. */
  readonly width: number;
  readonly minimum: number;
  /** The share of spare width that it takes. */
  readonly grow?: number;
  readonly align?: "end" | undefined;
  /** IDs and payloads are set in monospace. */
  readonly mono?: boolean;
  readonly sortable?: boolean;
  /** Where there is no room for all, the highest number goes first; 0 always stays. */
  readonly priority: number;
  /** `shown` says whether another column has room: what it would say may be said here instead. */
  readonly cell: (item: number, shown: (column: string) => boolean) => ComponentChildren;
  /** The whole of what the cell may cut short. */
  readonly tooltip?: (item: number) => string;
  readonly filters?: (item: number) => readonly CellFilter[];
  /** The plain text that "copy" puts on the clipboard. */
  readonly text?: (item: number) => string;
}

/** The columns that have room, in their order. */
export function columnsThatFit(
  columns: readonly Column[],
  width: number,
  hidden: (column: Column) => boolean,
): readonly Column[] {
  let fitting = columns.filter((column) => !hidden(column));
  const needed = () => fitting.reduce((sum, column) => sum + column.minimum, 0);
  while (needed() > width) {
    const last = Math.max(...fitting.map(({ priority }) => priority));
    if (last === 0) break;
    fitting = fitting.filter(({ priority }) => priority !== last);
  }
  return fitting;
}

/** Widths in pixels: what was chosen or is natural, shrunk towards the minimum and stretched to fill the width. */
export function layOutColumns(
  columns: readonly Column[],
  width: number,
  chosen: (column: Column) => number | undefined,
): readonly number[] {
  const widths = columns.map((column) => Math.max(column.minimum, chosen(column) ?? column.width));
  let spare = width - widths.reduce((sum, each) => sum + each, 0);
  if (spare > 0) {
    const shares = columns.reduce((sum, column) => sum + (column.grow ?? 0), 0);
    if (shares > 0)
      for (const [index, column] of columns.entries())
        widths[index] = (widths[index] ?? 0) + (spare * (column.grow ?? 0)) / shares;
    return widths;
  }
  // Too narrow: take from those above their minimum, in proportion, unless the person chose a width.
  const slack = columns.map((column, index) =>
    chosen(column) === undefined ? (widths[index] ?? 0) - column.minimum : 0,
  );
  const total = slack.reduce((sum, each) => sum + each, 0);
  if (total > 0) {
    const share = Math.min(1, -spare / total);
    for (const [index, each] of slack.entries()) widths[index] = (widths[index] ?? 0) - each * share;
    spare = 0;
  }
  return widths;
}
