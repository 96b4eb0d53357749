import { useMemo } from "preact/hooks";
import type { EpochMilliseconds } from "../../src/contract/brands.ts";
import type { ChannelInterval, Connection } from "../../src/core/model.ts";
import { type CellContext, connectionColumn, numberColumn, textColumn } from "../columns/columns.tsx";
import { EmptyState } from "../first-run/empty-state.tsx";
import type { Column } from "../grid/column.ts";
import { VirtualGrid } from "../grid/virtual-grid.tsx";
import { connectionStateAt, lastChannelId } from "../overview/connection-state.ts";
import { historyAsOf } from "../rows/history-as-of.ts";
import { useStore } from "../store/store-context.ts";
import { text } from "../text/english.ts";
import {
  formatBytes,
  formatClockSeconds,
  formatCount,
  formatDateTime,
  formatDuration,
  shortUrl,
} from "../text/format.ts";
import { useGridActions } from "./grid-actions.ts";
import { useTable } from "./use-table.ts";

/** At most so many pieces of a history are drawn in a row; the detail has them all. */
const drawnIntervals = 40;

/** Every connection with its channel's state now, its history, and its counts. */
export function ChannelsView() {
  const store = useStore();
  const table = useTable("channels");
  const session = store.session.value;
  const highlight = store.filter.highlight.value;
  const moment = store.moment.value;
  const mask = store.hidden.value;
  const connections = session.connections.length;
  const columns = useMemo(
    () => channelColumns({ session, mask, highlight }, moment),
    [session, mask, highlight, moment, connections],
  );
  const selection = store.selection.value;
  const { onMenu, onHeaderMenu } = useGridActions("channels", columns);
  return (
    <VirtualGrid
      {...table}
      name={text.views.channels}
      columns={columns}
      selected={selection?.type === "connection" ? selection.index : -1}
      onSelect={(index) => store.select({ type: "connection", index })}
      onOpen={(index) => store.showConnection(index, "frames")}
      onMenu={onMenu}
      onHeaderMenu={onHeaderMenu}
      empty={<EmptyState view="channels" />}
    />
  );
}

function channelColumns(
  context: Pick<CellContext, "session" | "mask" | "highlight">,
  moment: EpochMilliseconds | null,
): readonly Column[] {
  const { session, mask } = context;
  const of = (index: number): Connection | undefined => session.connections[index];
  const stateOf = (index: number) => {
    const connection = of(index);
    return connection === undefined ? null : connectionStateAt(connection, moment);
  };
  const sinceIn = (index: number, write: (time: number) => string) => {
    const state = stateOf(index);
    return state === null ? "" : write(state.since);
  };
  // How much it was by a moment is not kept.
  const figure = (count: number, write: (count: number) => string) => (moment === null ? write(count) : "");
  const url = (index: number): string => mask.text(of(index)?.url ?? "");
  return [
    connectionColumn(context, 0, session.connections.length, of),
    {
      id: "state",
      title: text.columns.state,
      width: 96,
      minimum: 84,
      sortable: true,
      priority: 0,
      cell: (index) => {
        const state = stateOf(index);
        return state === null ? null : (
          <>
            <span class={`state-dot is-${state.state}`} /> {state.label}
          </>
        );
      },
      text: (index) => stateOf(index)?.label ?? "",
    },
    {
      ...numberColumn(
        { id: "since", title: text.columns.since, width: 76, minimum: 72, priority: 3, align: undefined },
        (index) => sinceIn(index, formatClockSeconds),
      ),
      tooltip: (index) => sinceIn(index, formatDateTime),
    },
    {
      ...textColumn(
        {
          id: "url",
          title: text.columns.url,
          width: 180,
          minimum: 140,
          grow: 1,
          sortable: true,
          priority: 1,
        },
        context,
        (index) => shortUrl(url(index)),
      ),
      tooltip: url,
      text: url,
    },
    textColumn(
      {
        id: "channel",
        title: text.columns.channel,
        width: 130,
        minimum: 80,
        grow: 1,
        mono: true,
        priority: 4,
      },
      context,
      (index) => {
        const connection = of(index);
        return connection === undefined ? "" : (lastChannelId(connection, moment) ?? "");
      },
      "channel",
    ),
    {
      id: "history",
      title: text.columns.history,
      width: 200,
      minimum: 120,
      grow: 2,
      priority: 2,
      cell: (index) => {
        const connection = of(index);
        return connection === undefined ? null : (
          <History connection={connection} {...historyAsOf(connection, moment, session.now)} />
        );
      },
      tooltip: (index) => historyInWords(of(index), moment, session.now),
    },
    numberColumn(
      { id: "sent", title: text.columns.sent, width: 56, minimum: 46, sortable: true, priority: 5 },
      (index) => figure(of(index)?.sent ?? 0, formatCount),
    ),
    numberColumn(
      { id: "received", title: text.columns.received, width: 74, minimum: 70, sortable: true, priority: 5 },
      (index) => figure(of(index)?.received ?? 0, formatCount),
    ),
    numberColumn(
      { id: "bytes", title: text.columns.bytes, width: 62, minimum: 54, sortable: true, priority: 6 },
      (index) => figure((of(index)?.sentBytes ?? 0) + (of(index)?.receivedBytes ?? 0), formatBytes),
    ),
  ];
}

/** A channel's history as a strip from its connection's beginning to its end. */
function History(props: {
  readonly connection: Connection;
  readonly intervals: readonly ChannelInterval[];
  readonly end: number;
}) {
  const { end } = props;
  const span = Math.max(1, end - props.connection.createdAt);
  const intervals = props.intervals.filter(({ state }) => state !== "closed").slice(-drawnIntervals);
  return (
    <span class="history-strip" aria-hidden="true">
      {intervals.map((interval) => (
        <span
          key={`${interval.from}-${interval.state}`}
          class={`history-piece is-${interval.state}`}
          style={{ flexGrow: Math.max(0.004, lengthOf(interval, end) / span) }}
        />
      ))}
    </span>
  );
}

const lengthOf = (interval: ChannelInterval, end: number): number => (interval.to ?? end) - interval.from;

function historyInWords(
  connection: Connection | undefined,
  moment: EpochMilliseconds | null,
  now: EpochMilliseconds | null,
): string {
  if (connection === undefined) return "";
  const { intervals, end } = historyAsOf(connection, moment, now);
  return intervals
    .slice(-drawnIntervals)
    .map((interval) =>
      interval.state === "closed"
        ? text.states.closed
        : `${text.states[interval.state]} ${formatDuration(lengthOf(interval, end))}`,
    )
    .join(" → ");
}
