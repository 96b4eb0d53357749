/** The kinds of columns that the views' tables share. */
import type { Connection, EventIndex, Severity } from "../../src/core/model.ts";
import type { Session } from "../../src/core/session.ts";
import type { CellFilter, Column } from "../grid/column.ts";
import type { SecretMask } from "../secrets/secret-mask.ts";
import { text } from "../text/english.ts";
import { formatClock, formatDateTime, formatDuration, formatSince } from "../text/format.ts";
import { cutText, oneLine } from "../text/visible-text.ts";
import { timeOfFirst } from "../time-travel/viewport.ts";
import { Icon } from "../widgets/icon.tsx";
import { MarkedText } from "../widgets/marked-text.tsx";
import { Outcome } from "../widgets/outcome.tsx";

/** What every table's cells are written from. */
export interface CellContext {
  readonly session: Session;
  readonly mask: SecretMask;
  readonly highlight: RegExp | null;
  readonly timeFormat: "clock" | "relative";
  /** Relative times count from the first event that is not before it. */
  readonly baseline: EventIndex;
}

/** What a column is before its cells: widths in pixels, and when it gives way. */
export type Place = Pick<Column, "id" | "title" | "width" | "minimum" | "priority"> &
  Partial<Pick<Column, "heading" | "grow" | "sortable" | "align" | "mono">>;

type Value = (item: number) => string;

/** The filter that a cell offers, by as much of its value as a person would read; none where its value is empty. */
export const only = (key: string, value: string): readonly CellFilter[] =>
  value === "" ? [] : [{ key, value: value.slice(0, 500) }];

/** Text from the page. `key` is what it is filtered by. */
export function textColumn(
  place: Place,
  { highlight }: Pick<CellContext, "highlight">,
  value: Value,
  key?: string,
): Column {
  return {
    ...place,
    cell: (item) => <MarkedText value={oneLine(value(item))} pattern={highlight} />,
    tooltip: (item) => cutText(value(item)),
    text: value,
    ...(key === undefined ? {} : { filters: (item: number) => only(key, value(item)) }),
  };
}

/** Figures, set so that they stand under each other. */
export function numberColumn(place: Place, value: Value, key?: string): Column {
  return {
    align: "end",
    ...place,
    cell: (item) => <span class="number">{value(item)}</span>,
    text: value,
    ...(key === undefined ? {} : { filters: (item: number) => only(key, value(item)) }),
  };
}

/** When something was. `time` in milliseconds since the epoch. */
export function timeColumn(
  context: Pick<CellContext, "session" | "timeFormat" | "baseline">,
  priority: number,
  time: (item: number) => number,
): Column {
  const whole: Value = (item) => formatDateTime(time(item));
  return {
    id: "time",
    title: text.columns.time,
    width: 102,
    minimum: 100,
    sortable: true,
    priority,
    cell: (item) => <span class="number">{formatTime(context, time(item))}</span>,
    tooltip: whole,
    text: whole,
  };
}

/** A connection by its number, which is as wide as `count` of them need. */
export function connectionColumn(
  { mask }: Pick<CellContext, "mask">,
  priority: number,
  count: number,
  connectionOf: (item: number) => Connection | null | undefined,
): Column {
  const digits = String(count).length;
  const number: Value = (item) => {
    const connection = connectionOf(item) ?? null;
    return connection === null ? "" : String(connection.index + 1);
  };
  return {
    ...numberColumn(
      {
        id: "connection",
        title: text.columns.connection,
        heading: text.columns.connectionShort,
        width: 24 + digits * 8,
        minimum: 18 + digits * 8,
        sortable: true,
        priority,
      },
      number,
      "conn",
    ),
    tooltip: (item) => mask.text(connectionOf(item)?.url ?? ""),
  };
}

/** `latency` in milliseconds. */
export const latencyColumn = (priority: number, latency: (item: number) => number | null): Column =>
  numberColumn(
    { id: "latency", title: text.columns.latency, width: 68, minimum: 64, sortable: true, priority },
    (item) => {
      const duration = latency(item);
      return duration === null ? "" : formatDuration(duration);
    },
  );

export function outcomeColumn(
  place: Pick<Place, "width" | "minimum" | "priority">,
  key: string,
  outcome: Value,
  late: (item: number) => boolean = () => false,
): Column {
  return {
    ...place,
    id: "outcome",
    title: text.columns.outcome,
    sortable: true,
    cell: (item) => <Outcome value={outcome(item)} late={late(item)} />,
    text: outcome,
    filters: (item) => only(key, outcome(item)),
  };
}

export function formatTime(
  { session, timeFormat, baseline }: Pick<CellContext, "session" | "timeFormat" | "baseline">,
  time: number,
): string {
  if (timeFormat === "clock" || session.log.length === 0) return formatClock(time);
  return formatSince(time - timeOfFirst(session, baseline));
}

/** The sign of the worst of some findings, before a cell's text. */
export function WorstFinding({ severities }: { readonly severities: readonly Severity[] }) {
  if (severities.length === 0) return null;
  const worst = severities.includes("error") ? "error" : severities.includes("warning") ? "warning" : "info";
  return <Icon name={worst} size={12} label={text.severities[worst]} />;
}
