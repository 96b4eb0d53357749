import { addTerm, writeTerm } from "../filter/edit-filter.ts";
import type { Column } from "../grid/column.ts";
import { relatedEvents } from "../selection/selection.ts";
import type { ViewId } from "../selection/view-id.ts";
import type { PanelStore } from "../store/panel-store.ts";
import { menuText } from "../text/menu-text.ts";
import type { MenuItem } from "../widgets/menu-item.ts";
import { maskedPayload } from "./masked-payload.ts";

/** The grid whose menus are opened. */
export interface MenuContext {
  readonly store: PanelStore;
  readonly view: ViewId;
  readonly columns: readonly Column[];
}

/** Opens the menu of a row; `column` is the one that was clicked, if one was. */
export async function rowMenu(
  context: MenuContext,
  item: number,
  column: Column | null,
  x: number,
  y: number,
): Promise<void> {
  const { store, view } = context;
  const items: MenuItem[] = [...filterItems(context, item, column)];
  const value = column?.text?.(item) ?? "";
  items.push({ type: "line" });
  if (value !== "")
    items.push({
      type: "item",
      label: menuText.copyCell,
      run: () => void store.copy(store.hidden.peek().text(value)),
    });
  if (view === "frames") {
    const event = store.session.peek().log.event(item);
    if (event.type === "frame") {
      items.push({
        type: "item",
        label: menuText.copyPayload,
        run: () => void store.copy(maskedPayload(store, item)),
      });
      items.push({
        type: "item",
        label: menuText.compareMark,
        keys: "M",
        run: () => store.markForComparison(item),
      });
    }
    const other = relatedEvents(item, store.session.peek())[0];
    if (other !== undefined)
      items.push({
        type: "item",
        label: menuText.jumpOther,
        keys: "J",
        run: () => store.select({ type: "event", index: other }),
      });
  }
  const { copyItems } = await import("../session-tools/copy-items.ts");
  items.push({ type: "line" }, ...copyItems(store, view, item));
  store.menu.value = { x, y, items: trimLines(items) };
}

/** Opens the menu of a grid's headings. */
export function headerMenu({ store, view, columns }: MenuContext, x: number, y: number): void {
  const settings = store.settings.peek();
  const chosen = settings.columns[view] ?? {};
  const change = (next: typeof chosen) =>
    store.changeSettings({ columns: { ...settings.columns, [view]: next } });
  store.menu.value = {
    x,
    y,
    items: [
      ...columns
        .filter(({ priority }) => priority > 0)
        .map(({ id, title }): MenuItem => {
          const hidden = chosen[id]?.hidden === true;
          return {
            type: "item",
            label: title,
            checked: !hidden,
            run: () => change({ ...chosen, [id]: { ...chosen[id], hidden: !hidden } }),
          };
        }),
      { type: "line" },
      {
        type: "item",
        label: menuText.relativeTime,
        checked: settings.timeFormat === "relative",
        run: () =>
          store.changeSettings({ timeFormat: settings.timeFormat === "relative" ? "clock" : "relative" }),
      },
      { type: "item", label: menuText.resetColumns, run: () => change({}) },
    ],
  };
}

/** To show only rows with a cell's values, or none of them. */
function filterItems({ store, columns }: MenuContext, item: number, column: Column | null): MenuItem[] {
  // What was clicked, where it can be filtered by; otherwise, and from the keyboard, everything that can.
  const clicked = column !== null && (column.filters?.(item) ?? []).length > 0;
  const cells = clicked ? [column] : columns;
  const offers: MenuItem[] = [];
  const seen = new Set<string>();
  for (const cell of cells) {
    const filters = cell.filters?.(item) ?? [];
    for (const { key, value } of filters) {
      const term = writeTerm(key, value, false);
      if (seen.has(term)) continue;
      seen.add(term);
      const add = (negated: boolean) => () => {
        const { query } = store.filter;
        query.value = addTerm(query.value, writeTerm(key, value, negated));
        store.filter.remember();
      };
      offers.push(
        { type: "item", label: menuText.only(shorten(term)), run: add(false) },
        { type: "item", label: menuText.hide(shorten(term)), run: add(true) },
      );
    }
  }
  return offers;
}

const shorten = (term: string): string => (term.length > 44 ? `${term.slice(0, 42)}…` : term);

/** No line at the ends, no two in a row. */
function trimLines(items: readonly MenuItem[]): MenuItem[] {
  const kept = items.filter(
    (item, index) => item.type !== "line" || (index > 0 && items[index - 1]?.type !== "line"),
  );
  if (kept.at(-1)?.type === "line") kept.pop();
  return kept;
}
