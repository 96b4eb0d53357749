import { useMemo } from "preact/hooks";
import type { HttpRequest, Severity } from "../../src/core/model.ts";
import type { Session } from "../../src/core/session.ts";
import { titleOf } from "../../src/protocol/index.ts";
import {
  type CellContext,
  latencyColumn,
  numberColumn,
  only,
  outcomeColumn,
  textColumn,
  timeColumn,
  WorstFinding,
} from "../columns/columns.tsx";
import { EmptyState } from "../first-run/empty-state.tsx";
import type { Column } from "../grid/column.ts";
import { VirtualGrid } from "../grid/virtual-grid.tsx";
import { sessionAsOf, workAsOf } from "../rows/as-of.ts";
import type { Work } from "../rows/command-items.ts";
import { startOf } from "../rows/comparers.ts";
import { eventsOf, ownerOf } from "../selection/selection.ts";
import { useStore } from "../store/store-context.ts";
import { detailText } from "../text/detail-text.ts";
import { text } from "../text/english.ts";
import { cutText, oneLine } from "../text/visible-text.ts";
import { workText } from "../text/work-text.ts";
import { MarkedText } from "../widgets/marked-text.tsx";
import { useGridActions } from "./grid-actions.ts";
import { useTable } from "./use-table.ts";

/** Commands, data requests and other systems' channel operations, each with its call and what came of it. */
export function CommandsView() {
  const store = useStore();
  const table = useTable("commands");
  const session = store.session.value;
  const highlight = store.filter.highlight.value;
  const { timeFormat } = store.settings.value;
  const mask = store.hidden.value;
  const items = store.tables.commands;
  const moment = store.moment.value;
  const columns = useMemo(
    () =>
      commandColumns(
        { session: sessionAsOf(session, moment), mask, highlight, timeFormat, baseline: store.baseline },
        (item) => workAsOf(items.work(item), moment),
      ),
    [session, moment, mask, highlight, timeFormat, items],
  );
  const owner = ownerOf(store.selection.value, session);
  const selected =
    owner?.type === "command" || owner?.type === "data-request" || owner?.type === "operation"
      ? items.itemOf(owner.type, owner.index)
      : -1;
  const { onMenu, onHeaderMenu } = useGridActions("commands", columns);
  const selectionOf = (item: number) => {
    const work = items.work(item);
    return work === null ? null : ({ type: work.type, index: work.of.index } as const);
  };
  return (
    <VirtualGrid
      {...table}
      name={text.views.commands}
      columns={columns}
      selected={selected}
      onSelect={(item) => store.select(selectionOf(item))}
      onOpen={(item) => {
        const selection = selectionOf(item);
        if (selection !== null) store.openEvents(selection);
      }}
      onMenu={onMenu}
      onHeaderMenu={onHeaderMenu}
      empty={<EmptyState view="commands" />}
    />
  );
}

export function commandColumns(context: CellContext, work: (item: number) => Work | null): readonly Column[] {
  const { session, highlight, mask } = context;
  const id = (item: number): string => idOf(work(item));
  const call = (item: number): string => {
    const request = callOf(session, work(item));
    return request === null ? "" : `${request.method} ${pathOf(mask.text(request.url))}`;
  };
  const outcome = (item: number): string => outcomeOf(work(item));
  const place = { width: 140, minimum: 80, grow: 1, mono: true, sortable: true, priority: 0 };
  return [
    timeColumn(context, 3, (item) => startOf(work(item))),
    textColumn(
      { id: "kind", title: text.columns.kind, width: 100, minimum: 84, sortable: true, priority: 2 },
      context,
      (item) => kindOf(work(item)),
    ),
    {
      ...textColumn({ id: "id", title: text.columns.id, ...place }, context, id),
      cell: (item) => (
        <>
          <WorstFinding severities={severitiesOf(session, work(item))} />
          <MarkedText value={oneLine(id(item))} pattern={highlight} />
        </>
      ),
      filters: (item) => only(work(item)?.type === "operation" ? "channel" : "id", id(item)),
    },
    {
      ...textColumn(
        { id: "call", title: text.columns.call, width: 190, minimum: 100, grow: 2, priority: 4 },
        context,
        call,
      ),
      cell: (item) =>
        call(item) === "" ? (
          <span class="quiet">{workText.commands.unseen}</span>
        ) : (
          <MarkedText value={oneLine(call(item))} pattern={highlight} />
        ),
      tooltip: (item) => cutText(call(item)) || detailText.callUnseen,
    },
    numberColumn(
      { id: "status", title: text.columns.status, width: 56, minimum: 54, priority: 6 },
      (item) => String(callOf(session, work(item))?.status || ""),
      "status",
    ),
    numberColumn(
      { id: "updates", title: text.columns.updates, width: 76, minimum: 74, priority: 6 },
      (item) => String(messagesOf(work(item)) ?? ""),
    ),
    latencyColumn(5, (item) => work(item)?.of.latency ?? null),
    outcomeColumn({ width: 104, minimum: 92, priority: 0 }, "status", outcome),
    textColumn(
      { id: "message", title: text.columns.message, width: 160, minimum: 100, grow: 2, priority: 7 },
      context,
      (item) => mask.text(lastWord(work(item))),
    ),
  ];
}

function idOf(work: Work | null): string {
  if (work === null) return "";
  return work.type === "operation" ? (work.of.meaning.channelId ?? "") : work.of.id;
}

function kindOf(work: Work | null): string {
  if (work === null) return "";
  if (work.type !== "operation") return workText.commands.kinds[work.type];
  return `${titleOf(work.of.meaning.system)} ${work.of.meaning.operation}`;
}

function outcomeOf(work: Work | null): string {
  if (work === null) return "";
  return work.type === "operation" ? work.of.meaning.outcome : work.of.outcome;
}

function callOf(session: Session, work: Work | null): Pick<HttpRequest, "method" | "url" | "status"> | null {
  if (work === null) return null;
  if (work.type !== "operation") return work.of.request;
  const event = session.log.event(work.of.event);
  return event.type === "http" ? { method: event.method, url: event.url, status: work.of.status } : null;
}

function messagesOf(work: Work | null): number | null {
  if (work === null || work.type === "operation") return null;
  return work.type === "command" ? work.of.updates.length : work.of.messages.length;
}

function lastWord(work: Work | null): string {
  if (work === null) return "";
  if (work.type === "operation") return work.of.meaning.reason ?? "";
  if (work.type === "command") return work.of.updates.findLast(({ body }) => body !== null)?.body ?? "";
  return work.of.messages.at(-1)?.type ?? "";
}

function severitiesOf(session: Session, work: Work | null): readonly Severity[] {
  if (work === null) return [];
  return eventsOf({ type: work.type, index: work.of.index }, session).flatMap((event) =>
    session.log.findings(event).map(({ severity }) => severity),
  );
}

function pathOf(url: string): string {
  return url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, "") || "/";
}
