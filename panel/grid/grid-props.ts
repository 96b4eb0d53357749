import type { ComponentChildren } from "preact";
import type { Rows } from "../rows/matched-rows.ts";
import type { Sort } from "../rows/table-model.ts";
import type { Column } from "./column.ts";

/** What a grid shows, and whom it tells of what a person does there. */
export interface GridProps {
  /** The grid's accessible name; also the prefix of its rows' element IDs. */
  readonly name: string;
  readonly columns: readonly Column[];
  readonly rows: Rows;
  /** With another one the grid begins anew: what was scrolled to is gone. */
  readonly reading: object;
  /** Whether rows are still being looked for or sorted. */
  readonly busy: boolean;
  /** Grows whenever rows or what they show may have changed. */
  readonly version: number;
  /** The selected item; -1 where none is. */
  readonly selected: number;
  /** Whether an item goes with the selected one, such as the other half of its exchange. */
  readonly related?: (item: number) => boolean;
  readonly rowClass?: (item: number) => string;
  /** Whether an item is of a time after the moment that is looked at. */
  readonly later?: (item: number) => boolean;
  /** The item that a moment is about: brought into view whenever it is another; -1 where there is none. */
  readonly shown?: number;
  readonly onSelect: (item: number) => void;
  /** Enter, or a double click. */
  readonly onOpen?: (item: number) => void;
  readonly onMenu?: (item: number, column: Column | null, x: number, y: number) => void;
  readonly sort: Sort | null;
  readonly onSort: (column: string) => void;
  readonly columnSettings: Readonly<
    Record<string, { width?: number | undefined; hidden?: boolean | undefined }>
  >;
  readonly onResize: (column: string, width: number | undefined) => void;
  readonly onHeaderMenu?: (x: number, y: number) => void;
  /** Whether the newest rows come at the end and are followed. */
  readonly follows: boolean;
  /** Shown instead of rows. */
  readonly empty: ComponentChildren;
  /** A row that spans all columns, such as a group's heading; null for an ordinary one. */
  readonly spanning?: (item: number) => ComponentChildren | null;
  /** Takes the keys that the grid has no use for; returns whether it did. */
  readonly onKey?: (event: KeyboardEvent, item: number) => boolean;
}
