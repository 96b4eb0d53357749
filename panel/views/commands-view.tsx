import { useMemo } from "preact/hooks";
import type { HttpRequest, Severity } from "../../src/core/model.ts";
import type { Session } from "../../src/core/session.ts";
import { titleOf } from "../../src/protocol/index.ts";
import type { Column } from "../grid/column.ts";
import { VirtualGrid } from "../grid/virtual-grid.tsx";
import type { CommandItems, Work } from "../rows/command-items.ts";
import { startOf } from "../rows/comparers.ts";
import { eventsOf, ownerOf } from "../store/selection.ts";
import { text } from "../text/english.ts";
import { formatDateTime, formatDuration } from "../text/format.ts";
import { oneLine } from "../text/visible-text.ts";
import { sessionAsOf, workAsOf } from "../time-travel/as-of.ts";
import { EmptyState } from "./empty-state.tsx";
import { type CellContext, formatTime, WorstFinding } from "./frame-columns.tsx";
import { useGridActions } from "./grid-actions.tsx";
import { MarkedText } from "./marked-text.tsx";
import { Outcome } from "./outcome.tsx";
import { useStore } from "./store-context.ts";
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
        { session: sessionAsOf(session, moment), mask, highlight, timeFormat },
        { work: (item) => workAsOf(items.work(item), moment) },
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

function commandColumns(
  context: Omit<CellContext, "summary">,
  items: Pick<CommandItems, "work">,
): readonly Column[] {
  const { session, highlight, mask } = context;
  const id = (item: number): string => idOf(items.work(item));
  const call = (item: number): string => {
    const request = callOf(session, items.work(item));
    return request === null ? "" : `${request.method} ${pathOf(mask.text(request.url))}`;
  };
  const last = (item: number): string => mask.text(lastWord(items.work(item)));
  return [
    {
      id: "time",
      title: text.columns.time,
      width: 102,
      minimum: 100,
      sortable: true,
      priority: 3,
      cell: (item) => <span class="number">{formatTime(context, startOf(items.work(item)))}</span>,
      tooltip: (item) => formatDateTime(startOf(items.work(item))),
    },
    {
      id: "kind",
      title: text.columns.kind,
      width: 100,
      minimum: 84,
      sortable: true,
      priority: 2,
      cell: (item) => kindOf(items.work(item)),
      text: (item) => kindOf(items.work(item)),
    },
    {
      id: "id",
      title: text.columns.id,
      width: 140,
      minimum: 80,
      grow: 1,
      mono: true,
      sortable: true,
      priority: 0,
      cell: (item) => (
        <>
          <WorstFinding severities={severitiesOf(session, items.work(item))} />
          <MarkedText value={id(item)} pattern={highlight} />
        </>
      ),
      tooltip: id,
      text: id,
      filters: (item) =>
        id(item) === ""
          ? []
          : [{ key: items.work(item)?.type === "operation" ? "channel" : "id", value: id(item) }],
    },
    {
      id: "call",
      title: text.columns.call,
      width: 190,
      minimum: 100,
      grow: 2,
      priority: 4,
      cell: (item) =>
        call(item) === "" ? (
          <span class="quiet">{text.commands.unseen}</span>
        ) : (
          <MarkedText value={call(item)} pattern={highlight} />
        ),
      tooltip: (item) => call(item) || text.detail.callUnseen,
      text: call,
    },
    {
      id: "status",
      title: text.columns.status,
      width: 56,
      minimum: 54,
      align: "end",
      priority: 6,
      cell: (item) => <span class="number">{callOf(session, items.work(item))?.status || ""}</span>,
    },
    {
      id: "updates",
      title: text.columns.updates,
      width: 76,
      minimum: 74,
      align: "end",
      priority: 6,
      cell: (item) => {
        const count = messagesOf(items.work(item));
        return count === null ? "" : <span class="number">{count}</span>;
      },
    },
    {
      id: "latency",
      title: text.columns.latency,
      width: 68,
      minimum: 64,
      align: "end",
      sortable: true,
      priority: 5,
      cell: (item) => {
        const latency = items.work(item)?.of.latency ?? null;
        return latency === null ? "" : <span class="number">{formatDuration(latency)}</span>;
      },
    },
    {
      id: "outcome",
      title: text.columns.outcome,
      width: 104,
      minimum: 92,
      sortable: true,
      priority: 0,
      cell: (item) => <Outcome value={outcomeOf(items.work(item))} />,
      text: (item) => outcomeOf(items.work(item)),
      filters: (item) => [{ key: "status", value: outcomeOf(items.work(item)) }],
    },
    {
      id: "message",
      title: text.columns.message,
      width: 160,
      minimum: 100,
      grow: 2,
      priority: 7,
      cell: (item) => <MarkedText value={oneLine(last(item))} pattern={highlight} />,
      tooltip: last,
      text: last,
    },
  ];
}

function idOf(work: Work | null): string {
  if (work === null) return "";
  return work.type === "operation" ? (work.of.meaning.channelId ?? "") : work.of.id;
}

function kindOf(work: Work | null): string {
  if (work === null) return "";
  if (work.type !== "operation") return text.commands.kinds[work.type];
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
  return event.type === "http" ? { method: event.method, url: event.url, status: event.status ?? 0 } : null;
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
