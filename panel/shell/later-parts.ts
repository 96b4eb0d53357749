import { completion } from "../filter-box/completion.ts";
import { savedFilterList } from "../filter-box/saved-filters.tsx";
import { exportForm } from "../session-tools/session-tools.tsx";
import type { PanelStore } from "../store/panel-store.ts";
import { gridMenus } from "../views/grid-actions.ts";
import { later } from "../widgets/later.tsx";
import { countsThen } from "./status-bar.tsx";

/** What the panel can open without: fetched once it stands, or when it is asked for. */
export const overview = later(
  async () => (await import("../overview/overview.tsx")).Overview,
  "overview-place",
);
export const detailPane = later(async () => (await import("../detail/detail-pane.tsx")).DetailPane);
export const dropTarget = later(async () => (await import("../session-tools/drop-target.tsx")).DropTarget);
export const exchangesView = later(async () => (await import("../views/exchanges-view.tsx")).ExchangesView);
export const channelsView = later(async () => (await import("../views/channels-view.tsx")).ChannelsView);
export const commandsView = later(async () => (await import("../views/commands-view.tsx")).CommandsView);
export const problemsView = later(async () => (await import("../views/problems-view.tsx")).ProblemsView);
export const contextMenu = later(async () => (await import("../views/context-menu.tsx")).ContextMenu);
export const helpOverlay = later(async () => (await import("./help-overlay.tsx")).HelpOverlay);
export const settingsDialog = later(async () => (await import("./settings-dialog.tsx")).SettingsDialog);
export const sendDialog = later(async () => (await import("../session-tools/send-dialog.tsx")).SendDialog);
export const splitter = later(async () => (await import("../widgets/splitter.tsx")).Splitter);
export const strips = later(async () => (await import("../session-tools/strips.tsx")).Strips);

const all = [
  completion,
  detailPane,
  exchangesView,
  channelsView,
  commandsView,
  problemsView,
  contextMenu,
  countsThen,
  helpOverlay,
  savedFilterList,
  settingsDialog,
  exportForm,
  sendDialog,
  splitter,
  strips,
];

/** Fetches all of it while nothing else is to be done. */
export function fetchLaterParts(store: PanelStore): void {
  const { page } = store.environment;
  const fetchAll = () => {
    for (const part of all) part.fetch();
    // Fetched again, and reported, once a menu or a clear is asked for.
    gridMenus().catch(() => undefined);
    store.fetchLater().catch(() => undefined);
  };
  if ("requestIdleCallback" in page) page.requestIdleCallback(fetchAll, { timeout: 500 });
  else setTimeout(fetchAll, 0);
}
