import type { GridProps } from "./grid-props.ts";

/**
 * The row that the arrows go from: the selected one, or where none is (-1) what stands before the first in view, after the last one
 * while the newest rows are followed.
 */
export const presentRow = (selected: number, first: number, length: number, followed: boolean): number =>
  selected >= 0 ? selected : followed ? length : first - 1;

/** The row that a key leads to from the present one, which may be out of bounds; null for a key that moves nothing. */
export function targetRow(key: string, present: number, length: number, page: number): number | null {
  switch (key) {
    case "ArrowDown":
      return present >= length ? length - 1 : present + 1;
    case "ArrowUp":
      return present - 1;
    case "PageDown":
      return present + page;
    case "PageUp":
      return present - page;
    case "Home":
      return 0;
    case "End":
      return length - 1;
    default:
      return null;
  }
}

/** The next row that is not a heading, from `row` on; back the other way where there is none. */
export function selectableRow(
  { rows, spanning }: Pick<GridProps, "rows" | "spanning">,
  row: number,
  step: 1 | -1,
): number {
  const heading = (at: number) => (spanning?.(rows.at(at)) ?? null) !== null;
  let at = row;
  while (at >= 0 && at < rows.length && heading(at)) at += step;
  if (at >= 0 && at < rows.length) return at;
  at = row;
  while (at >= 0 && at < rows.length && heading(at)) at -= step;
  return Math.min(rows.length - 1, Math.max(0, at));
}
