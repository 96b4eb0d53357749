import { useMemo } from "preact/hooks";
import type { EpochMilliseconds } from "../../src/contract/brands.ts";
import type { Exchange, Severity } from "../../src/core/model.ts";
import {
  type CellContext,
  connectionColumn,
  latencyColumn,
  numberColumn,
  outcomeColumn,
  textColumn,
  timeColumn,
  WorstFinding,
} from "../columns/columns.tsx";
import { EmptyState } from "../first-run/empty-state.tsx";
import type { Column } from "../grid/column.ts";
import { VirtualGrid } from "../grid/virtual-grid.tsx";
import { exchangeAsOf, sessionAsOf } from "../rows/as-of.ts";
import { ownerOf } from "../selection/selection.ts";
import { useStore } from "../store/store-context.ts";
import { detailText } from "../text/detail-text.ts";
import { text } from "../text/english.ts";
import { oneLine } from "../text/visible-text.ts";
import { workText } from "../text/work-text.ts";
import { LatencyBar } from "../widgets/latency-bar.tsx";
import { MarkedText } from "../widgets/marked-text.tsx";
import { useGridActions } from "./grid-actions.ts";
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
        { session: sessionAsOf(session, moment), mask, highlight, timeFormat, baseline: store.baseline },
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

export function exchangeColumns(
  context: CellContext,
  connections: number,
  moment: EpochMilliseconds | null,
): readonly Column[] {
  const { session, highlight, mask } = context;
  const of = (index: number): Exchange | undefined => {
    const exchange = session.exchanges[index];
    return exchange === undefined ? undefined : exchangeAsOf(exchange, moment);
  };
  const action = (index: number): string => of(index)?.action ?? "";
  const severities = (index: number): Severity[] => {
    const events = [of(index)?.request ?? null, of(index)?.answer ?? null];
    return events.flatMap((event) =>
      event === null ? [] : session.log.findings(event).map(({ severity }) => severity),
    );
  };
  const id = textColumn(
    {
      id: "id",
      title: detailText.correlationId,
      width: 124,
      minimum: 74,
      grow: 1,
      mono: true,
      sortable: true,
      priority: 5,
    },
    context,
    (index) => of(index)?.correlationId ?? "",
    "id",
  );
  return [
    timeColumn(context, 2, (index) => of(index)?.sentAt ?? of(index)?.answeredAt ?? 0),
    ...(connections > 1 ? [connectionColumn(context, 3, connections, (index) => of(index)?.connection)] : []),
    {
      ...textColumn(
        {
          id: "action",
          title: text.columns.action,
          width: 130,
          minimum: 90,
          grow: 1,
          sortable: true,
          priority: 0,
        },
        context,
        action,
        "action",
      ),
      cell: (index) => (
        <>
          <WorstFinding severities={severities(index)} />
          {action(index) === "" ? (
            <span class="quiet">{workText.exchanges.noAction}</span>
          ) : (
            <MarkedText value={oneLine(action(index))} pattern={highlight} />
          )}
        </>
      ),
    },
    {
      ...id,
      cell: (index, shown) =>
        of(index)?.correlationId === null && of(index)?.pairing === "inferred" ? (
          <span class="quiet">{workText.exchanges.inferred}</span>
        ) : (
          id.cell(index, shown)
        ),
    },
    {
      ...latencyColumn(1, (index) => of(index)?.latency ?? null),
      width: 150,
      align: undefined,
      cell: (index) => (
        <LatencyBar latency={of(index)?.latency ?? null} pending={of(index)?.outcome === "pending"} />
      ),
    },
    numberColumn(
      { id: "status", title: text.columns.status, width: 56, minimum: 54, sortable: true, priority: 4 },
      (index) => String(of(index)?.status ?? ""),
      "status",
    ),
    outcomeColumn(
      { width: 96, minimum: 82, priority: 0 },
      "is",
      (index) => of(index)?.outcome ?? "",
      (index) => of(index)?.late ?? false,
    ),
    textColumn(
      {
        id: "channel",
        title: text.columns.channel,
        width: 124,
        minimum: 74,
        grow: 1,
        mono: true,
        sortable: true,
        priority: 6,
      },
      context,
      (index) => of(index)?.channelId ?? "",
      "channel",
    ),
    textColumn(
      { id: "message", title: text.columns.message, width: 200, minimum: 110, grow: 2, priority: 7 },
      context,
      (index) => mask.text(of(index)?.message ?? ""),
    ),
  ];
}
