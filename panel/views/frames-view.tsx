import { useMemo } from "preact/hooks";
import type { EventIndex } from "../../src/core/model.ts";
import { frameColumns } from "../columns/frame-columns.tsx";
import { VirtualGrid } from "../grid/virtual-grid.tsx";
import { sessionAsOf } from "../rows/as-of.ts";
import { eventsOf, ownerOf } from "../selection/selection.ts";
import { useStore } from "../store/store-context.ts";
import { text } from "../text/english.ts";
import { summariseEvent } from "../text/summarise-event.ts";
import { later } from "../widgets/later.tsx";
import { useGridActions } from "./grid-actions.ts";
import { useTable } from "./use-table.ts";

/** Summaries that are kept, so that a row is not decoded again with every frame of the screen. */
const keptSummaries = 3000;

const emptyState = later(async () => (await import("../first-run/empty-state.tsx")).EmptyState);

export function FramesView() {
  const store = useStore();
  const table = useTable("frames");
  const session = store.session.value;
  const mask = store.hidden.value;
  const highlight = store.filter.highlight.value;
  const { timeFormat } = store.settings.value;
  const moment = store.moment.value;
  const connections = session.connections.length;
  const summary = useMemo(() => {
    const kept = new Map<EventIndex, string>();
    return (index: EventIndex) => {
      const known = kept.get(index);
      if (known !== undefined) return known;
      if (kept.size > keptSummaries) kept.clear();
      const made = summariseEvent(session, index, mask);
      // Until a connection is recognised its frames mean nothing; they may later.
      if (session.log.kind(index) !== "frame") kept.set(index, made);
      return made;
    };
  }, [session, mask]);
  const columns = useMemo(
    () =>
      frameColumns(
        { session: sessionAsOf(session, moment), mask, highlight, timeFormat, baseline: store.baseline },
        connections,
        summary,
      ),
    [session, moment, mask, highlight, timeFormat, summary, connections],
  );
  const selection = store.selection.value;
  const events = selection === null ? [] : eventsOf(selection, session);
  const owner = ownerOf(selection, session);
  const related = new Set(owner === null ? events : [...events, ...eventsOf(owner, session)]);
  const { onMenu, onHeaderMenu, onKey } = useGridActions("frames", columns);
  return (
    <VirtualGrid
      {...table}
      name={text.views.frames}
      columns={columns}
      selected={events[0] ?? -1}
      related={(index) => related.has(index)}
      rowClass={(index) => rowClass(session.log.kind(index), session.log.direction(index))}
      onSelect={(index) => store.select({ type: "event", index })}
      onMenu={onMenu}
      onHeaderMenu={onHeaderMenu}
      onKey={onKey}
      empty={<emptyState.Part view="frames" />}
    />
  );
}

function rowClass(kind: string, direction: -1 | 0 | 1): string {
  if (kind === "gap") return "is-gap";
  if (direction !== 0) return direction === 1 ? "is-sent" : "is-received";
  return kind === "http" ? "is-http" : "is-lifecycle";
}
