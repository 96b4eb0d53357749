import { beganAt, lastBegun } from "../rows/began-at.ts";
import type { ViewId } from "../selection/view-id.ts";
import { useStore } from "../store/store-context.ts";

/** What every view's grid takes from the store: its rows, order, and remembered columns. */
export function useTable(view: ViewId) {
  const store = useStore();
  const model = store.tables.model(view);
  const settings = store.settings.value;
  const sort = store.tables.sort(view).value;
  const moment = store.moment.value;
  const began = beganAt(view, store.session.value, store.tables.commands);
  const inTimeOrder = view !== "problems" && view !== "channels" && sort === null;
  return {
    ...(moment === null ? {} : { later: (item: number) => began(item) > moment }),
    shown: moment === null || !inTimeOrder ? -1 : lastBegun(model.rows, began, moment),
    rows: model.rows,
    reading: store.reading,
    version: model.version.value,
    busy: model.sorting.value || model.searching.value,
    sort,
    onSort: (column: string) => store.tables.cycleSort(view, column),
    columnSettings: settings.columns[view] ?? {},
    onResize: (column: string, width: number | undefined) => {
      const columns = settings.columns[view] ?? {};
      const { width: _before, ...kept } = columns[column] ?? {};
      store.changeSettings({
        columns: {
          ...settings.columns,
          [view]: {
            ...columns,
            [column]: width === undefined ? kept : { ...kept, width: Math.round(width) },
          },
        },
      });
    },
    follows: inTimeOrder,
  };
}
