import { completion } from "./completion.ts";
import { later } from "./later.tsx";

/** What the panel can open without: fetched once it stands, or when it is asked for. */
export const overview = later(
  async () => (await import("../overview/overview.tsx")).Overview,
  "overview-place",
);
export const emptyState = later(async () => (await import("../first-run/empty-state.tsx")).EmptyState);
export const detailPane = later(async () => (await import("../detail/detail-pane.tsx")).DetailPane);
export const exchangesView = later(async () => (await import("./exchanges-view.tsx")).ExchangesView);
export const channelsView = later(async () => (await import("./channels-view.tsx")).ChannelsView);
export const commandsView = later(async () => (await import("./commands-view.tsx")).CommandsView);
export const problemsView = later(async () => (await import("./problems-view.tsx")).ProblemsView);
export const contextMenu = later(async () => (await import("./context-menu.tsx")).ContextMenu);
export const helpOverlay = later(async () => (await import("./help-overlay.tsx")).HelpOverlay);
export const savedFilterList = later(async () => (await import("./saved-filter-list.tsx")).SavedFilterList);
export const settingsDialog = later(
  async () => (await import("../settings/settings-dialog.tsx")).SettingsDialog,
);
export const exportForm = later(async () => (await import("../sessions/export-form.tsx")).ExportForm);
export const sendDialog = later(async () => (await import("../sessions/send-dialog.tsx")).SendDialog);

/** The menus of grids. */
export const gridMenus = () => import("./grid-menus.ts");

const all = [
  completion,
  detailPane,
  exchangesView,
  channelsView,
  commandsView,
  problemsView,
  contextMenu,
  helpOverlay,
  savedFilterList,
  settingsDialog,
  exportForm,
  sendDialog,
];

/** Fetches all of it while nothing else is to be done. */
export function fetchLaterParts(page: Window): void {
  const fetchAll = () => {
    for (const part of all) part.fetch();
    // Fetched again, and reported, once a menu is asked for.
    gridMenus().catch(() => undefined);
  };
  if ("requestIdleCallback" in page) page.requestIdleCallback(fetchAll, { timeout: 500 });
  else setTimeout(fetchAll, 0);
}
