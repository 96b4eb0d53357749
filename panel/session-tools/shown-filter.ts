import type { PanelStore } from "../store/panel-store.ts";

/** What limits the rows, in the filter's own words, for a file to say. */
export function shownFilter(store: PanelStore): string {
  const range = store.travel.range.peek();
  return [
    store.filter.query.peek().trim(),
    ...store.filter.saved
      .peek()
      .filter(({ enabled }) => enabled)
      .map(({ query }) => query),
    range === null ? "" : `from ${new Date(range.from).toISOString()} to ${new Date(range.to).toISOString()}`,
  ]
    .filter((part) => part !== "")
    .join(" ");
}
