import { useMemo } from "preact/hooks";
import type { EpochMilliseconds } from "../../src/contract/brands.ts";
import type { Exchange } from "../../src/core/model.ts";
import type { Column } from "../grid/column.ts";
import { VirtualGrid } from "../grid/virtual-grid.tsx";
import { ownerOf } from "../store/selection.ts";
import { text } from "../text/english.ts";
import { formatDateTime, formatDuration } from "../text/format.ts";
import { oneLine } from "../text/visible-text.ts";
import { exchangeAsOf, sessionAsOf } from "../time-travel/as-of.ts";
import { EmptyState } from "./empty-state.tsx";
import { type CellContext, formatTime, numberWidth, WorstFinding } from "./frame-columns.tsx";
import { useGridActions } from "./grid-actions.tsx";
import { LatencyBar } from "./latency-bar.tsx";
import { MarkedText } from "./marked-text.tsx";
import { Outcome } from "./outcome.tsx";
import { useStore } from "./store-context.ts";
import { useTable } from "./use-table.ts";

/** Actions with their answers, one row each. */
export function ExchangesView() {
  const store = useStore();
  const table = useTable("exchanges");
  const session = store.session.value;
  const highlight = store.filter.highlight.value;
  const { timeFormat } = store.settings.value;
  const mask = store.hidden.value;
  const connections = session.connections.length;
  const moment = store.moment.value;
  const columns = useMemo(
    () =>
      exchangeColumns(
        { session: sessionAsOf(session, moment), mask, highlight, timeFormat },
        connections,
        moment,
      ),
    [session, moment, mask, highlight, timeFormat, connections],
  );
  const owner = ownerOf(store.selection.value, session);
  const { onMenu, onHeaderMenu } = useGridActions("exchanges", columns);
  return (
    <VirtualGrid
      {...table}
      name={text.views.exchanges}
      columns={columns}
      selected={owner?.type === "exchange" ? owner.index : -1}
      onSelect={(index) => store.select({ type: "exchange", index })}
      onOpen={(index) => store.openEvents({ type: "exchange", index })}
      onMenu={onMenu}
      onHeaderMenu={onHeaderMenu}
      empty={<EmptyState view="exchanges" />}
    />
  );
}

function exchangeColumns(
  context: Omit<CellContext, "summary">,
  connections: number,
  moment: EpochMilliseconds | null,
): readonly Column[] {
  const { session, highlight, mask } = context;
  const of = (index: number): Exchange | undefined => {
    const exchange = session.exchanges[index];
    return exchange === undefined ? undefined : exchangeAsOf(exchange, moment);
  };
  const began = (index: number): number => of(index)?.sentAt ?? of(index)?.answeredAt ?? 0;
  const connection: Column = {
    id: "connection",
    title: text.columns.connection,
    heading: text.columns.connectionShort,
    ...numberWidth(connections),
    align: "end",
    sortable: true,
    priority: 3,
    cell: (index) => (of(index)?.connection.index ?? 0) + 1,
    tooltip: (index) => mask.text(of(index)?.connection.url ?? ""),
    filters: (index) => [{ key: "conn", value: String((of(index)?.connection.index ?? 0) + 1) }],
  };
  const message = (index: number): string => mask.text(of(index)?.message ?? "");
  return [
    {
      id: "time",
      title: text.columns.time,
      width: 102,
      minimum: 100,
      sortable: true,
      priority: 2,
      cell: (index) => <span class="number">{formatTime(context, began(index))}</span>,
      tooltip: (index) => formatDateTime(began(index)),
    },
    ...(connections > 1 ? [connection] : []),
    {
      id: "action",
      title: text.columns.action,
      width: 130,
      minimum: 90,
      grow: 1,
      sortable: true,
      priority: 0,
      cell: (index) => {
        const exchange = of(index);
        const events = [exchange?.request, exchange?.answer].filter(
          (event) => event !== null && event !== undefined,
        );
        return (
          <>
            <WorstFinding
              severities={events.flatMap((event) =>
                session.log.findings(event).map(({ severity }) => severity),
              )}
            />
            {exchange?.action === null || exchange === undefined ? (
              <span class="quiet">{text.exchanges.noAction}</span>
            ) : (
              <MarkedText value={exchange.action} pattern={highlight} />
            )}
          </>
        );
      },
      text: (index) => of(index)?.action ?? "",
      filters: (index) => {
        const action = of(index)?.action ?? null;
        return action === null ? [] : [{ key: "action", value: action }];
      },
    },
    {
      id: "id",
      title: text.detail.correlationId,
      width: 124,
      minimum: 74,
      grow: 1,
      mono: true,
      sortable: true,
      priority: 5,
      cell: (index) => {
        const exchange = of(index);
        if (exchange?.correlationId === null || exchange === undefined)
          return exchange?.pairing === "inferred" ? <span class="quiet">{text.exchanges.inferred}</span> : "";
        return <MarkedText value={exchange.correlationId} pattern={highlight} />;
      },
      tooltip: (index) => of(index)?.correlationId ?? "",
      text: (index) => of(index)?.correlationId ?? "",
      filters: (index) => {
        const id = of(index)?.correlationId ?? null;
        return id === null ? [] : [{ key: "id", value: id }];
      },
    },
    {
      id: "latency",
      title: text.columns.latency,
      width: 150,
      minimum: 64,
      sortable: true,
      priority: 1,
      cell: (index) => (
        <LatencyBar latency={of(index)?.latency ?? null} pending={of(index)?.outcome === "pending"} />
      ),
      text: (index) => formatDuration(of(index)?.latency ?? 0),
    },
    {
      id: "status",
      title: text.columns.status,
      width: 56,
      minimum: 54,
      align: "end",
      sortable: true,
      priority: 4,
      cell: (index) => <span class="number">{of(index)?.status ?? ""}</span>,
      text: (index) => String(of(index)?.status ?? ""),
      filters: (index) => {
        const status = of(index)?.status ?? null;
        return status === null ? [] : [{ key: "status", value: String(status) }];
      },
    },
    {
      id: "outcome",
      title: text.columns.outcome,
      width: 96,
      minimum: 82,
      sortable: true,
      priority: 0,
      cell: (index) => <Outcome value={of(index)?.outcome ?? ""} late={of(index)?.late ?? false} />,
      text: (index) => of(index)?.outcome ?? "",
      filters: (index) => [{ key: "is", value: of(index)?.outcome ?? "" }],
    },
    {
      id: "channel",
      title: text.columns.channel,
      width: 124,
      minimum: 74,
      grow: 1,
      mono: true,
      sortable: true,
      priority: 6,
      cell: (index) => <MarkedText value={of(index)?.channelId ?? ""} pattern={highlight} />,
      tooltip: (index) => of(index)?.channelId ?? "",
      text: (index) => of(index)?.channelId ?? "",
      filters: (index) => {
        const channel = of(index)?.channelId ?? null;
        return channel === null ? [] : [{ key: "channel", value: channel }];
      },
    },
    {
      id: "message",
      title: text.columns.message,
      width: 200,
      minimum: 110,
      grow: 2,
      priority: 7,
      cell: (index) => <MarkedText value={oneLine(message(index))} pattern={highlight} />,
      tooltip: message,
      text: message,
    },
  ];
}
