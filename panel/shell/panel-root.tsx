import { useEffect, useRef } from "preact/hooks";
import { type ViewId, viewIds } from "../selection/view-id.ts";
import { useStore } from "../store/store-context.ts";
import { text } from "../text/english.ts";
import { FramesView } from "../views/frames-view.tsx";
import { TabStrip } from "../widgets/tab-strip.tsx";
import { useSize } from "../widgets/use-size.ts";
import { handleShortcut } from "./keyboard-map.ts";
import {
  channelsView,
  commandsView,
  contextMenu,
  detailPane,
  dropTarget,
  exchangesView,
  fetchLaterParts,
  helpOverlay,
  overview,
  problemsView,
  sendDialog,
  settingsDialog,
  splitter,
  strips,
} from "./later-parts.ts";
import { ProblemBadge } from "./problem-badge.tsx";
import { StatusBar } from "./status-bar.tsx";
import { Toolbar } from "./toolbar.tsx";

/** From this width on, in pixels, the detail stands beside the table; also where there is no height to put it below. */
const besideFrom = 760;
const belowFrom = 440;
/** Below this width everything is set closer, in pixels. */
const narrowBelow = 560;

/** The whole panel. */
export function PanelRoot() {
  const store = useStore();
  const root = useRef<HTMLDivElement>(null);
  const main = useRef<HTMLDivElement>(null);
  const size = useSize(root);
  useEffect(() => fetchLaterParts(store), [store]);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => handleShortcut(event, store);
    // Not on the document: there DevTools listen first, and take Escape and others for themselves.
    const { documentElement } = document;
    documentElement.addEventListener("keydown", onKeyDown);
    return () => documentElement.removeEventListener("keydown", onKeyDown);
  }, [store]);

  // Read for its changes, see createPanel.
  store.drawn.value;
  const selection = store.selection.value;
  const view = store.view.value;
  const beside = size.width >= besideFrom || size.height < belowFrom;
  const { detailBeside, detailBelow } = store.settings.value;
  const share = beside ? detailBeside : detailBelow;
  // Beside the detail a narrow panel has no room for them.
  const narrow = size.width < narrowBelow;
  const tabs = (
    <TabStrip
      label={text.tabs.label}
      tabs={viewIds.map((id) => ({
        id,
        title: text.views[id],
        badge: id === "problems" ? <ProblemBadge /> : null,
      }))}
      active={view}
      onSelect={(id) => {
        store.view.value = id;
      }}
      panel="view"
    />
  );
  return (
    <div
      class={`panel ${beside ? "is-beside" : "is-below"}${narrow ? " is-narrow" : ""}${size.width >= 1000 ? " is-wide" : ""}`}
      ref={root}
    >
      <header>
        <h1 class="unseen">{text.title}</h1>
        <Toolbar />
      </header>
      <StripsIfAny />
      <overview.Part panelHeight={size.height} />
      {narrow ? tabs : null}
      <div class="main" ref={main}>
        <main class="views">
          {narrow ? null : tabs}
          <div class="view" id="view" role="tabpanel" aria-label={text.views[view]}>
            <View id={view} />
          </div>
          {selection === null ? null : (
            <splitter.Part
              container={main}
              orientation={beside ? "vertical" : "horizontal"}
              share={share}
              onChange={(next) =>
                store.changeSettings(beside ? { detailBeside: next } : { detailBelow: next })
              }
            />
          )}
          {store.menu.value === null ? null : <contextMenu.Part />}
        </main>
        {selection === null ? null : (
          <div class="detail-frame" style={{ flexBasis: `${share * 100}%` }}>
            <detailPane.Part selection={selection} />
          </div>
        )}
      </div>
      <footer>
        <StatusBar />
      </footer>
      {store.helpOpen.value ? <helpOverlay.Part /> : null}
      {store.settingsOpen.value ? <settingsDialog.Part /> : null}
      {store.sending.value === null ? null : <sendDialog.Part />}
      <dropTarget.Part />
    </div>
  );
}

/** By itself, since the progress of work changes often. */
function StripsIfAny() {
  const { jobs, tabs } = useStore();
  const none = tabs.value.length < 2 && jobs.running.value.length === 0 && jobs.notices.value.length === 0;
  return none ? null : <strips.Part />;
}

function View({ id }: { readonly id: ViewId }) {
  switch (id) {
    case "frames":
      return <FramesView />;
    case "exchanges":
      return <exchangesView.Part />;
    case "channels":
      return <channelsView.Part />;
    case "commands":
      return <commandsView.Part />;
    case "problems":
      return <problemsView.Part />;
  }
}
