import type { Column } from "../grid/column.ts";
import type { ViewId } from "../selection/view-id.ts";
import { useStore } from "../store/store-context.ts";
import { maskedPayload } from "./masked-payload.ts";

/** The menus of grids, fetched when one is opened or nothing else is to be done. */
export const gridMenus = () => import("./grid-menus.ts");

/** What the rows and headings of a view's grid offer in their menus, and the keys that do the same. */
export function useGridActions(view: ViewId, columns: readonly Column[]) {
  const store = useStore();

  const onMenu = (item: number, column: Column | null, x: number, y: number): void => {
    void gridMenus().then(({ rowMenu }) => rowMenu({ store, view, columns }, item, column, x, y));
  };
  const onHeaderMenu = (x: number, y: number): void => {
    void gridMenus().then(({ headerMenu }) => headerMenu({ store, view, columns }, x, y));
  };

  const onKey = (event: KeyboardEvent, item: number): boolean => {
    if (item < 0) return false;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "c" && view === "frames") {
      const row = store.session.peek().log.event(item);
      if (row.type !== "frame" || window.getSelection()?.toString() !== "") return false;
      void store.copy(maskedPayload(store, item));
      return true;
    }
    return false;
  };

  return { onMenu, onHeaderMenu, onKey };
}
