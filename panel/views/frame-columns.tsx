import type { EventIndex, Link, Severity } from "../../src/core/model.ts";
import type { Session } from "../../src/core/session.ts";
import { latencyOf } from "../filter/compile-filter.ts";
import type { CellFilter, Column } from "../grid/column.ts";
import { outcomeOf } from "../rows/comparers.ts";
import type { SecretMask } from "../secrets/secret-mask.ts";
import { text } from "../text/english.ts";
import { formatBytes, formatClock, formatDateTime, formatDuration, formatSince } from "../text/format.ts";
import { sessionsText } from "../text/sessions-text.ts";
import { oneLine } from "../text/visible-text.ts";
import { Icon } from "./icon.tsx";
import { MarkedText } from "./marked-text.tsx";
import { Outcome } from "./outcome.tsx";

export interface CellContext {
  readonly session: Session;
  readonly mask: SecretMask;
  readonly highlight: RegExp | null;
  readonly timeFormat: "clock" | "relative";
  readonly summary: (index: EventIndex) => string;
}

export function formatTime(
  { session, timeFormat }: Pick<CellContext, "session" | "timeFormat">,
  time: number,
): string {
  if (timeFormat === "clock" || session.log.length === 0) return formatClock(time);
  return formatSince(time - session.log.time(session.log.inTimeOrder(0)));
}

/** Room for the largest of so many numbers. */
export function numberWidth(count: number): { readonly width: number; readonly minimum: number } {
  const digits = String(count).length;
  return { width: 24 + digits * 8, minimum: 18 + digits * 8 };
}

/** The columns of the Frames view. */
export function frameColumns(context: CellContext, connections: number): readonly Column[] {
  const { session, highlight } = context;
  const { log } = session;
  const only = (key: string | null, value: string | null): readonly CellFilter[] =>
    value === null || value === "" ? [] : [{ key, value }];
  const connection: Column = {
    id: "connection",
    title: text.columns.connection,
    heading: text.columns.connectionShort,
    ...numberWidth(connections),
    align: "end",
    sortable: true,
    priority: 4,
    cell: (index) => {
      const of = log.connection(index);
      return of === null ? "" : of.index + 1;
    },
    text: (index) => String((log.connection(index)?.index ?? -1) + 1 || ""),
    tooltip: (index) => context.mask.text(log.connection(index)?.url ?? ""),
    filters: (index) => {
      const of = log.connection(index);
      return only("conn", of === null ? null : String(of.index + 1));
    },
  };
  return [
    {
      id: "time",
      title: text.columns.time,
      width: 102,
      minimum: 100,
      sortable: true,
      priority: 3,
      cell: (index) => <span class="number">{formatTime(context, log.time(index))}</span>,
      tooltip: (index) => formatDateTime(log.time(index)),
      text: (index) => formatDateTime(log.time(index)),
    },
    ...(connections > 1 ? [connection] : []),
    {
      id: "direction",
      title: text.columns.direction,
      heading: "",
      width: 22,
      minimum: 22,
      sortable: true,
      priority: 0,
      cell: (index) => <Direction direction={log.direction(index)} />,
      text: (index) => directionWord(log.direction(index)),
      filters: (index) => only("dir", directionWord(log.direction(index))),
    },
    {
      id: "kind",
      title: text.columns.kind,
      width: 86,
      minimum: 84,
      sortable: true,
      priority: 2,
      cell: (index) => text.kinds[log.kind(index)],
      text: (index) => text.kinds[log.kind(index)],
      filters: (index) => only("type", log.kind(index)),
    },
    {
      id: "label",
      title: text.columns.label,
      width: 160,
      minimum: 116,
      grow: 1,
      sortable: true,
      priority: 0,
      cell: (index, shown) => (
        <>
          <WorstFinding severities={log.findings(index).map(({ severity }) => severity)} />
          {isByHand(session, index) ? <Icon name="hand" size={13} label={sessionsText.byHand} /> : null}
          <Label
            label={labelOf(session, index)}
            summary={shown("summary") ? null : () => context.summary(index)}
            pattern={highlight}
          />
        </>
      ),
      tooltip: (index) => labelOf(session, index) || context.summary(index),
      text: (index) => labelOf(session, index),
      filters: (index) => {
        const kind = log.kind(index);
        if (kind === "answer") return only("action", actionOf(log.link(index)));
        return only(
          kind === "join" || kind === "leave" || kind === "action" ? "action" : "type",
          log.label(index),
        );
      },
    },
    {
      id: "summary",
      title: text.columns.message,
      width: 220,
      minimum: 170,
      grow: 3,
      priority: 7,
      cell: (index) => <MarkedText value={oneLine(context.summary(index))} pattern={highlight} />,
      tooltip: (index) => context.summary(index),
      text: (index) => context.summary(index),
    },
    {
      id: "id",
      title: text.columns.id,
      width: 150,
      minimum: 90,
      grow: 1,
      mono: true,
      sortable: true,
      priority: 5,
      cell: (index) => <MarkedText value={log.id(index) ?? ""} pattern={highlight} />,
      tooltip: (index) => log.id(index) ?? "",
      text: (index) => log.id(index) ?? "",
      filters: (index) => only("id", log.id(index)),
    },
    {
      id: "size",
      title: text.columns.size,
      width: 68,
      minimum: 66,
      align: "end",
      sortable: true,
      priority: 6,
      cell: (index) =>
        log.direction(index) === 0 ? "" : <span class="number">{formatBytes(log.size(index))}</span>,
      text: (index) => String(log.size(index)),
    },
    {
      id: "latency",
      title: text.columns.latency,
      width: 68,
      minimum: 64,
      align: "end",
      sortable: true,
      priority: 5,
      cell: (index) => {
        const latency = latencyOf(log.link(index));
        return latency === null ? "" : <span class="number">{formatDuration(latency)}</span>;
      },
      text: (index) => String(latencyOf(log.link(index)) ?? ""),
    },
    {
      id: "outcome",
      title: text.columns.outcome,
      width: 90,
      minimum: 86,
      sortable: true,
      priority: 1,
      cell: (index) => <Outcome value={outcomeOf(session, index)} />,
      text: (index) => outcomeOf(session, index),
      filters: (index) => only("status", outcomeOf(session, index)),
    },
  ];
}

/** A row's label; one that has none says its summary, unless that has a column of its own. */
function Label(props: {
  readonly label: string;
  readonly summary: (() => string) | null;
  readonly pattern: RegExp | null;
}) {
  if (props.label !== "") return <MarkedText value={props.label} pattern={props.pattern} />;
  if (props.summary === null) return null;
  return (
    <span class="quiet">
      <MarkedText value={oneLine(props.summary())} pattern={props.pattern} />
    </span>
  );
}

/** The name of what a row is about: for an answer its action, for an HTTP call its path. */
export function labelOf(session: Session, index: EventIndex): string {
  const label = session.log.label(index);
  return label === "" ? (actionOf(session.log.link(index)) ?? "") : label;
}

/** Whether a frame was sent from this panel, not by the page. */
function isByHand({ log }: Session, index: EventIndex): boolean {
  if (log.direction(index) !== 1) return false;
  const event = log.event(index);
  return event.type === "frame" && event.injected === true;
}

const actionOf = (link: Link | null): string | null =>
  link?.type === "exchange" ? link.exchange.action : null;

const directionWord = (direction: -1 | 0 | 1): string =>
  direction === 1 ? "sent" : direction === -1 ? "received" : "";

export function Direction({ direction }: { readonly direction: -1 | 0 | 1 }) {
  if (direction === 0) return null;
  return <Icon name={direction === 1 ? "sent" : "received"} size={14} label={directionWord(direction)} />;
}

export function WorstFinding({ severities }: { readonly severities: readonly Severity[] }) {
  if (severities.length === 0) return null;
  const worst = severities.includes("error") ? "error" : severities.includes("warning") ? "warning" : "info";
  return <Icon name={worst} size={12} label={text.severities[worst]} />;
}
