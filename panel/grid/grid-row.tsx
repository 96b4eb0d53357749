import { visibleText } from "../text/visible-text.ts";
import type { Column } from "./column.ts";
import type { GridProps } from "./grid-props.ts";

/** The element ID of a row, by which the grid names its active one. */
export const rowId = (name: string, row: number): string => `${name.toLowerCase()}-row-${row}`;

interface RowProps {
  readonly row: number;
  readonly item: number;
  readonly columns: readonly Column[];
  readonly props: GridProps;
  readonly selected: boolean;
}

/** One of the rows that stand on the screen. */
export function GridRow({ row, item, columns, props, selected }: RowProps) {
  const spanning = props.spanning?.(item) ?? null;
  const shown = (id: string) => columns.some((column) => column.id === id);
  const related = !selected && props.related?.(item) === true;
  const state = `${selected ? " is-selected" : ""}${related ? " is-related" : ""}${row % 2 === 1 ? " is-odd" : ""}${props.later?.(item) === true ? " is-later" : ""}`;
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the grid
    // biome-ignore lint/a11y/useFocusableInteractive: the grid holds the focus and names its active row
    <div
      role="row"
      id={rowId(props.name, row)}
      class={`grid-row${state} ${props.rowClass?.(item) ?? ""}`}
      aria-rowindex={row + 2}
      aria-selected={selected}
      data-row={row}
    >
      {spanning !== null ? (
        // biome-ignore lint/a11y/useSemanticElements: see the grid
        // biome-ignore lint/a11y/useFocusableInteractive: see the row
        <div role="gridcell" class="grid-cell is-spanning" aria-colspan={columns.length}>
          {spanning}
        </div>
      ) : (
        columns.map((column) => (
          // biome-ignore lint/a11y/useSemanticElements: see the grid
          // biome-ignore lint/a11y/useFocusableInteractive: see the row
          <div
            key={column.id}
            role="gridcell"
            class={`grid-cell${column.mono === true ? " is-mono" : ""}${column.align === "end" ? " is-end" : ""}`}
            data-column={column.id}
            title={visibleText(column.tooltip?.(item) ?? "") || undefined}
          >
            {column.cell(item, shown)}
          </div>
        ))
      )}
    </div>
  );
}
