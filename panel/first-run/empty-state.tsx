import type { ComponentChildren } from "preact";
import type { Session } from "../../src/core/session.ts";
import type { CaptureStatus } from "../live/capture-source.ts";
import type { ViewId } from "../selection/view-id.ts";
import type { PanelStore } from "../store/panel-store.ts";
import { useStore } from "../store/store-context.ts";
import { text } from "../text/english.ts";
import { formatClock } from "../text/format.ts";
import { type EmptyWords, emptyText } from "./empty-text.ts";

/** What a view says when it has nothing to show: why, and what to do about it. */
export function EmptyState({ view }: { readonly view: ViewId }) {
  const store = useStore();
  // Read for its changes: what is said follows what has come in.
  store.revision.value;
  const total = store.shownTotal(view);
  const limited = store.filter.terms.value.length > 0 || store.range.value !== null;
  if (limited && total > 0 && !store.tables.model(view).searching.value)
    return (
      <Message words={[emptyText.noMatch, emptyText.noMatchHint(total)]}>
        <button type="button" class="button" onClick={() => store.showAll()}>
          {emptyText.clearFilter}
        </button>
      </Message>
    );
  const session = store.session.value;
  const moment = store.moment.value;
  if (moment !== null && view === "problems" && total > 0)
    return (
      <Message words={emptyText.noneBy(formatClock(moment), total)}>
        <button type="button" class="button" onClick={() => store.travel.backToLive()}>
          {emptyText.backToLive}
        </button>
      </Message>
    );
  const live = store.tab.value.file === null;
  if (live && !store.recording.value && total === 0)
    return (
      <Message words={emptyText.paused}>
        <button type="button" class="button" onClick={() => store.setRecording(true)}>
          {text.toolbar.record}
        </button>
      </Message>
    );
  const status = store.status.value;
  return (
    <Message words={live ? liveWords(view, store, session, status) : fileWords(view, session)}>
      {live && isFirstRun(session) ? <FirstSteps store={store} /> : null}
    </Message>
  );
}

/** Nothing of what the tool is for has been seen yet. */
const isFirstRun = (session: Session): boolean =>
  session.connections.every(({ system }) => system === null) &&
  session.commands.length + session.dataRequests.length + session.operations.length === 0;

function liveWords(view: ViewId, store: PanelStore, session: Session, status: CaptureStatus): EmptyWords {
  if (session.log.length > store.baseline || session.connections.length > 0) {
    const connections = session.connections.length;
    if (session.log.length <= store.baseline && view === "frames") return emptyText.cleared;
    return connections > 0 && isFirstRun(session) && view !== "channels" && view !== "frames"
      ? emptyText.unrecognised(connections)
      : wordsOf(view);
  }
  if (status.relay === "reconnecting") return emptyText.reconnecting;
  if (status.limits.includes(text.status.notInDevtools)) return emptyText.notInDevtools;
  if (status.relay === "connecting" || status.page === "unknown") return emptyText.connecting;
  return status.page === "unwatched" ? emptyText.unwatched : emptyText.waiting;
}

const fileWords = (view: ViewId, session: Session): EmptyWords =>
  session.log.length === 0 ? emptyText.emptyFile : wordsOf(view);

const wordsOf = (view: ViewId): EmptyWords => (view === "frames" ? emptyText.cleared : emptyText[view]);

/** Something to look at at once, and somebody to show around. */
function FirstSteps({ store }: { readonly store: PanelStore }) {
  return (
    <p class="first-steps">
      <button
        type="button"
        class="button"
        onClick={() => void import("../session-tools/open-demo.ts").then(({ openDemo }) => openDemo(store))}
      >
        {emptyText.demo}
      </button>
      <a href="tour.html" target="_blank" rel="noopener">
        {emptyText.tour}
      </a>
    </p>
  );
}

function Message(props: { readonly words: EmptyWords; readonly children?: ComponentChildren }) {
  const [title, hint] = props.words;
  return (
    <div class="empty">
      <p class="empty-title">{title}</p>
      {hint === "" ? null : <p class="empty-hint">{hint}</p>}
      {props.children}
    </div>
  );
}
