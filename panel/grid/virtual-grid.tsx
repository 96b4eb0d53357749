import type { ComponentChildren } from "preact";
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { text } from "../text/english.ts";
import { useSize } from "../widgets/use-size.ts";
import { type Column, columnsThatFit, layOutColumns } from "./column.ts";
import { GridHeader } from "./grid-header.tsx";
import { presentRow, selectableRow, targetRow } from "./grid-keys.ts";
import type { GridProps } from "./grid-props.ts";
import { GridRow, rowId } from "./grid-row.tsx";
import { ScrollWindow } from "./scroll-window.ts";

const rowHeight = 21;
const headerHeight = 22;

/**
 * A table of any number of rows of which only the visible ones exist. One stop in the tab order; the arrows move the
 * selection. It follows the newest row until it is scrolled away from it.
 */
export function VirtualGrid(props: GridProps) {
  const { rows, name } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const scroll = useMemo(() => new ScrollWindow(), []);
  const following = useRef(true);
  /** What keeps its place on the screen while rows come and go above it. */
  const anchor = useRef<{ item: number; offset: number } | null>(null);
  const size = useSize(scroller);
  const [, redraw] = useState(0);
  const lengthWhenLeft = useRef(0);
  const reading = useRef(props.reading);
  const shownSelection = useRef(-1);
  const shownMoment = useRef(-1);
  const scrolling = useRef(false);
  /** What was in view when it was drawn last. */
  const drawn = useRef({ top: 0, viewport: 0 });
  /** Where the browser's scroll bar stands, as far as is known. */
  const written = useRef(0);

  const viewport = Math.max(0, size.height - headerHeight);
  const length = rows.length;
  scroll.resize(length * rowHeight, viewport);
  if (reading.current !== props.reading) {
    reading.current = props.reading;
    following.current = true;
    anchor.current = null;
    shownSelection.current = shownMoment.current = -1;
    scroll.moveTo(0);
  }
  if (props.follows && following.current) scroll.moveTo(scroll.maximumTop);
  else if (anchor.current !== null) {
    const row = rows.rowOf(anchor.current.item);
    if (row >= 0 && Math.abs(row * rowHeight - anchor.current.offset - scroll.top) >= 1)
      scroll.moveTo(row * rowHeight - anchor.current.offset);
  }

  const reveal = (row: number) => {
    const top = row * rowHeight;
    if (top < scroll.top) scroll.moveTo(top);
    else if (top + rowHeight > scroll.top + viewport) scroll.moveTo(top + rowHeight - viewport);
    moved();
  };
  const moved = () => {
    const atEnd = scroll.top >= scroll.maximumTop - 2;
    if (following.current && !atEnd) lengthWhenLeft.current = rows.length;
    following.current = props.follows && atEnd;
    const row = Math.min(rows.length - 1, Math.ceil(scroll.top / rowHeight));
    anchor.current = row < 0 ? null : { item: rows.at(row), offset: row * rowHeight - scroll.top };
  };

  const shown = props.shown ?? -1;
  if (shown !== shownMoment.current && viewport > 0) {
    const left = shown < 0 && shownMoment.current >= 0;
    shownMoment.current = shown;
    const row = shown < 0 ? -1 : rows.rowOf(shown);
    if (row >= 0) {
      // With what led to it above, and a little of what followed below.
      scroll.moveTo((row + 1) * rowHeight - viewport * 0.7);
      moved();
    }
    // Back from a moment, the newest rows are followed again.
    else if (left && props.follows) {
      following.current = true;
      anchor.current = null;
      scroll.moveTo(scroll.maximumTop);
    }
  }

  // A selection made elsewhere is brought into view; one that is there already stays where it is.
  const rowOfSelected = () => (props.selected < 0 ? -1 : rows.rowOf(props.selected));
  const selectedRow = rowOfSelected();
  if (props.selected !== shownSelection.current && viewport > 0) {
    if (props.selected < 0 || selectedRow >= 0) {
      shownSelection.current = props.selected;
      if (selectedRow >= 0) reveal(selectedRow);
    }
  }
  // Nor does it leave the view where the detail, the overview or the window take some of it away.
  else if (selectedRow >= 0 && viewport !== drawn.current.viewport && viewport > 0) {
    const { top, viewport: before } = drawn.current;
    const at = selectedRow * rowHeight;
    if (at + rowHeight > top && at < top + before) reveal(selectedRow);
  }
  drawn.current = { top: scroll.top, viewport };

  useLayoutEffect(() => {
    const element = scroller.current;
    // Compared with what was last written or heard: asking the element would make the browser lay out at once.
    if (element === null || scrolling.current || Math.abs(written.current - scroll.scrollTop) < 1) return;
    written.current = scroll.scrollTop;
    element.scrollTop = scroll.scrollTop;
  });

  const onScroll = () => {
    const element = scroller.current;
    if (element === null) return;
    const { scrollTop } = element;
    written.current = scrollTop;
    if (Math.abs(scrollTop - scroll.scrollTop) < 1) return;
    scrolling.current = scroll.scrolled(scrollTop);
    moved();
    redraw((count) => count + 1);
  };
  /** At rest the scroll bar goes where the place in the content asks for; while it moves, that would fight the browser. */
  const onScrollEnd = () => {
    scrolling.current = false;
    scroll.settle();
    const element = scroller.current;
    if (element === null || Math.abs(written.current - scroll.scrollTop) < 1) return;
    written.current = scroll.scrollTop;
    element.scrollTop = scroll.scrollTop;
  };
  const toNewest = () => {
    following.current = true;
    anchor.current = null;
    redraw((count) => count + 1);
  };

  const fitting = columnsThatFit(
    props.columns,
    size.width,
    (column) => props.columnSettings[column.id]?.hidden === true,
  );
  const widths = layOutColumns(fitting, size.width, (column) => props.columnSettings[column.id]?.width);
  const contentWidth = widths.reduce((sum, width) => sum + width, 0);
  const template = widths.map((width) => `${width}px`).join(" ");

  const first = Math.max(0, Math.floor(scroll.top / rowHeight));
  const last = Math.min(length, Math.ceil((scroll.top + viewport) / rowHeight) + 1);
  const shift = first * rowHeight - scroll.top;

  const onKeyDown = (event: KeyboardEvent) => {
    const element = scroller.current;
    if (element === null || event.target !== element) return;
    if (event.altKey || event.ctrlKey || event.metaKey) {
      if (props.onKey?.(event, props.selected) === true) event.preventDefault();
      return;
    }
    const page = Math.max(1, Math.floor(viewport / rowHeight) - 1);
    // The rows may be others by now than when they were drawn.
    const { length } = rows;
    const present = presentRow(rowOfSelected(), first, length, props.follows && following.current);
    const target = targetRow(event.key, present, length, page);
    if (target !== null) {
      event.preventDefault();
      if (length > 0) {
        const row = selectableRow(
          props,
          Math.min(length - 1, Math.max(0, target)),
          target >= present ? 1 : -1,
        );
        props.onSelect(rows.at(row));
        reveal(row);
        redraw((count) => count + 1);
      }
      return;
    }
    if (event.key === "Enter" && props.selected >= 0) props.onOpen?.(props.selected);
    else if ((event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey)) && selectedRow >= 0) {
      const box = element.getBoundingClientRect();
      props.onMenu?.(
        props.selected,
        null,
        box.left + 40,
        box.top + headerHeight + (selectedRow + 1) * rowHeight - scroll.top,
      );
    } else if (props.onKey?.(event, props.selected) !== true) return;
    event.preventDefault();
  };

  /** The items that are drawn, from row `first` on: the rows may be others by now, and what is clicked is what stands there. */
  const items: number[] = [];
  const cellAt = (event: MouseEvent): { item: number; column: Column | null } | null => {
    const target = event.target instanceof Element ? event.target : null;
    const row = Number(target?.closest<HTMLElement>("[data-row]")?.dataset["row"] ?? Number.NaN);
    const item = items[row - first];
    if (item === undefined || rows.rowOf(item) < 0) return null;
    const id = target?.closest<HTMLElement>("[data-column]")?.dataset["column"];
    return { item, column: fitting.find((column) => column.id === id) ?? null };
  };

  const visible: ComponentChildren[] = [];
  for (let row = first; row < last; row++) {
    const item = rows.at(row);
    items.push(item);
    visible.push(
      <GridRow
        key={row - first}
        row={row}
        item={item}
        columns={fitting}
        props={props}
        selected={item === props.selected}
      />,
    );
  }
  const newer = following.current || !props.follows ? 0 : Math.max(0, length - lengthWhenLeft.current);

  return (
    <div class="grid-frame">
      {/* biome-ignore lint/a11y/useSemanticElements: a table element cannot hold a window onto a million rows */}
      <div
        ref={scroller}
        class="grid"
        role="grid"
        aria-label={name}
        aria-busy={props.busy}
        aria-rowcount={length + 1}
        aria-colcount={fitting.length}
        aria-activedescendant={
          selectedRow >= first && selectedRow < last ? rowId(name, selectedRow) : undefined
        }
        tabIndex={0}
        onScroll={onScroll}
        onScrollEnd={onScrollEnd}
        onKeyDown={onKeyDown}
        onMouseDown={(event) => {
          const cell = event.button === 0 ? cellAt(event) : null;
          if (cell !== null) props.onSelect(cell.item);
        }}
        onDblClick={(event) => {
          const cell = cellAt(event);
          if (cell !== null) props.onOpen?.(cell.item);
        }}
        onContextMenu={(event) => {
          const cell = cellAt(event);
          if (cell === null || props.onMenu === undefined) return;
          event.preventDefault();
          props.onSelect(cell.item);
          props.onMenu(cell.item, cell.column, event.clientX, event.clientY);
        }}
      >
        <GridHeader
          name={name}
          columns={fitting}
          widths={widths}
          template={template}
          sort={props.sort}
          onSort={props.onSort}
          onResize={props.onResize}
          onMenu={props.onHeaderMenu}
        />
        {/* biome-ignore lint/a11y/useSemanticElements: see above */}
        <div
          role="rowgroup"
          class="grid-body"
          style={{ height: `${scroll.scrollHeight}px`, width: `${contentWidth}px` }}
        >
          <div
            role="presentation"
            class="grid-window"
            style={{ height: `${Math.min(viewport, length * rowHeight)}px` }}
          >
            <div
              role="presentation"
              class="grid-rows"
              style={{ transform: `translateY(${shift}px)`, "--columns": template }}
            >
              {visible}
            </div>
          </div>
        </div>
      </div>
      {length === 0 ? <div class="grid-empty">{props.empty}</div> : null}
      {props.follows && !following.current && scroll.top < scroll.maximumTop - 2 ? (
        <button type="button" class="newer-pill" onClick={toNewest}>
          {newer > 0 ? text.grid.newer(newer) : text.grid.toNewest} <span aria-hidden="true">↓</span>
        </button>
      ) : null}
    </div>
  );
}
