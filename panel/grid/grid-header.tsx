import { useRef, useState } from "preact/hooks";
import type { Sort } from "../rows/table-model.ts";
import { text } from "../text/english.ts";
import type { Column } from "./column.ts";

interface HeaderProps {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly widths: readonly number[];
  readonly template: string;
  readonly sort: Sort | null;
  readonly onSort: (column: string) => void;
  readonly onResize: (column: string, width: number | undefined) => void;
  readonly onMenu: ((x: number, y: number) => void) | undefined;
}

/** How far one press of an arrow widens or narrows a column, in pixels. */
const keyStep = 12;

/** The column headings: one stop in the tab order, arrows between them, Enter sorts, Shift and arrows resize. */
export function GridHeader({ name, columns, widths, template, sort, onSort, onResize, onMenu }: HeaderProps) {
  const [active, setActive] = useState(0);
  const row = useRef<HTMLDivElement>(null);
  const focusOn = (index: number) => {
    const next = Math.min(columns.length - 1, Math.max(0, index));
    setActive(next);
    const cell = row.current?.children[next];
    if (cell instanceof HTMLElement) cell.focus();
  };
  const onKeyDown = (event: KeyboardEvent, index: number) => {
    const column = columns[index];
    if (column === undefined) return;
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step !== 0) {
      if (event.shiftKey)
        onResize(column.id, Math.max(column.minimum, (widths[index] ?? column.width) + step * keyStep));
      else focusOn(index + step);
    } else if (event.key === "Enter" || event.key === " ") {
      if (column.sortable === true) onSort(column.id);
    } else if (event.key === "Home") focusOn(0);
    else if (event.key === "End") focusOn(columns.length - 1);
    else if (event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey)) {
      const box = row.current?.children[index]?.getBoundingClientRect();
      onMenu?.(box?.left ?? 0, box?.bottom ?? 0);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the grid
    <div
      role="rowgroup"
      class="grid-head"
      onContextMenu={(event) => {
        if (onMenu === undefined) return;
        event.preventDefault();
        onMenu(event.clientX, event.clientY);
      }}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: see the grid */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: its cells take the focus */}
      <div role="row" class="grid-head-row" aria-rowindex={1} ref={row} style={{ "--columns": template }}>
        {columns.map((column, index) => {
          const sorted =
            sort?.column === column.id ? (sort.descending ? "descending" : "ascending") : undefined;
          return (
            // biome-ignore lint/a11y/useSemanticElements: see the grid
            <div
              key={column.id}
              role="columnheader"
              class={`grid-head-cell${column.align === "end" ? " is-end" : ""}${column.sortable === true ? " is-sortable" : ""}`}
              aria-sort={column.sortable === true ? (sorted ?? "none") : undefined}
              tabIndex={index === Math.min(active, columns.length - 1) ? 0 : -1}
              title={column.title}
              onClick={() => {
                setActive(index);
                if (column.sortable === true) onSort(column.id);
              }}
              onKeyDown={(event) => onKeyDown(event, index)}
            >
              {column.heading === undefined ? (
                <span class="grid-head-title">{column.title}</span>
              ) : (
                <span class="grid-head-title is-short" data-short={column.heading}>
                  <span class="unseen">{column.title}</span>
                </span>
              )}
              {sorted === undefined ? null : (
                <span class="grid-head-sort" aria-hidden="true">
                  {sorted === "ascending" ? "▲" : "▼"}
                </span>
              )}
              <span
                class="grid-head-resize"
                title={text.grid.resize(name, column.title)}
                aria-hidden="true"
                onClick={(event) => event.stopPropagation()}
                onDblClick={() => onResize(column.id, undefined)}
                onPointerDown={(event) => startResize(event, column, widths[index] ?? column.width, onResize)}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}

function startResize(
  event: PointerEvent,
  column: Column,
  width: number,
  onResize: (column: string, width: number) => void,
): void {
  const handle = event.currentTarget;
  if (!(handle instanceof HTMLElement) || event.button !== 0) return;
  event.preventDefault();
  event.stopPropagation();
  handle.setPointerCapture(event.pointerId);
  const from = event.clientX;
  const move = (moved: PointerEvent) =>
    onResize(column.id, Math.max(column.minimum, width + moved.clientX - from));
  const end = () => {
    handle.removeEventListener("pointermove", move);
    handle.removeEventListener("pointerup", end);
    handle.removeEventListener("pointercancel", end);
  };
  handle.addEventListener("pointermove", move);
  handle.addEventListener("pointerup", end);
  handle.addEventListener("pointercancel", end);
}
