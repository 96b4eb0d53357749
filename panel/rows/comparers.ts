import type { Session } from "../../src/core/session.ts";
import { latencyOf } from "../filter/compile-filter.ts";
import type { CommandItems, Work } from "./command-items.ts";
import type { Compare } from "./sorted-rows.ts";

/** How a column orders its rows, ascending; null where the column cannot be sorted. */
export type Comparers = Readonly<Record<string, Compare>>;

const compareText = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);
/** Absent values come last. */
const compareMaybe = (a: number | null, b: number | null): number =>
  a === b ? 0 : a === null ? 1 : b === null ? -1 : a - b;

const outcomeRank: Readonly<Record<string, number>> = {
  rejected: 0,
  failed: 0,
  "timed-out": 1,
  unanswered: 1,
  abandoned: 2,
  orphan: 3,
  pending: 4,
  accepted: 4,
  requested: 4,
  "stream-announced": 4,
};
const rankOf = (outcome: string): number => outcomeRank[outcome] ?? 5;

export function outcomeOf(session: Session, index: number): string {
  const link = session.log.link(index);
  if (link === null) return "";
  switch (link.type) {
    case "exchange":
      return link.exchange.outcome;
    case "command":
      return link.command.outcome;
    case "data-request":
      return link.dataRequest.outcome;
    case "operation":
      return link.operation.meaning.outcome;
  }
}

export function frameComparers(session: Session): Comparers {
  const { log } = session;
  return {
    direction: (a, b) => log.direction(b) - log.direction(a),
    kind: (a, b) => compareText(log.kind(a), log.kind(b)),
    label: (a, b) => compareText(log.label(a), log.label(b)),
    id: (a, b) => compareText(log.id(a) ?? "\uffff", log.id(b) ?? "\uffff"),
    size: (a, b) => log.size(a) - log.size(b),
    connection: (a, b) => (log.connection(a)?.index ?? -1) - (log.connection(b)?.index ?? -1),
    latency: (a, b) => compareMaybe(latencyOf(log.link(a)), latencyOf(log.link(b))),
    outcome: (a, b) => rankOf(outcomeOf(session, a)) - rankOf(outcomeOf(session, b)),
  };
}

export function exchangeComparers(session: Session): Comparers {
  const of = (index: number) => session.exchanges[index];
  return {
    action: (a, b) => compareText(of(a)?.action ?? "\uffff", of(b)?.action ?? "\uffff"),
    id: (a, b) => compareText(of(a)?.correlationId ?? "\uffff", of(b)?.correlationId ?? "\uffff"),
    connection: (a, b) => (of(a)?.connection.index ?? -1) - (of(b)?.connection.index ?? -1),
    latency: (a, b) => compareMaybe(of(a)?.latency ?? null, of(b)?.latency ?? null),
    status: (a, b) => compareMaybe(of(a)?.status ?? null, of(b)?.status ?? null),
    outcome: (a, b) => rankOf(of(a)?.outcome ?? "") - rankOf(of(b)?.outcome ?? ""),
    channel: (a, b) => compareText(of(a)?.channelId ?? "\uffff", of(b)?.channelId ?? "\uffff"),
  };
}

export function commandComparers(items: CommandItems): Comparers {
  const outcome = (work: Work | null): string => {
    if (work === null) return "";
    return work.type === "operation" ? work.of.meaning.outcome : work.of.outcome;
  };
  const id = (work: Work | null): string => {
    if (work === null) return "\uffff";
    return work.type === "operation" ? (work.of.meaning.channelId ?? "\uffff") : work.of.id;
  };
  return {
    time: (a, b) => startOf(items.work(a)) - startOf(items.work(b)),
    kind: (a, b) => compareText(items.work(a)?.type ?? "", items.work(b)?.type ?? ""),
    id: (a, b) => compareText(id(items.work(a)), id(items.work(b))),
    latency: (a, b) => compareMaybe(items.work(a)?.of.latency ?? null, items.work(b)?.of.latency ?? null),
    outcome: (a, b) => rankOf(outcome(items.work(a))) - rankOf(outcome(items.work(b))),
  };
}

/** When a command, request or operation began, in milliseconds since the epoch. */
export function startOf(work: Work | null): number {
  if (work === null) return 0;
  return work.type === "operation" ? work.of.at : work.of.firstSeenAt;
}

export function connectionComparers(session: Session): Comparers {
  const of = (index: number) => session.connections[index];
  return {
    url: (a, b) => compareText(of(a)?.url ?? "", of(b)?.url ?? ""),
    state: (a, b) => compareText(of(a)?.channel.at(-1)?.state ?? "~", of(b)?.channel.at(-1)?.state ?? "~"),
    sent: (a, b) => (of(a)?.sent ?? 0) - (of(b)?.sent ?? 0),
    received: (a, b) => (of(a)?.received ?? 0) - (of(b)?.received ?? 0),
    bytes: (a, b) => bytesOf(of(a)) - bytesOf(of(b)),
  };
}

const bytesOf = (connection: { sentBytes: number; receivedBytes: number } | undefined): number =>
  (connection?.sentBytes ?? 0) + (connection?.receivedBytes ?? 0);

const severityRank = { error: 0, warning: 1, info: 2 } as const;

/** Worst first, then by rule, then in time order: the order of the Problems view. */
export function findingOrder(session: Session): Compare {
  const of = (index: number) => session.findings[index];
  return (a, b) => {
    const first = of(a);
    const second = of(b);
    if (first === undefined || second === undefined) return a - b;
    return (
      severityRank[first.severity] - severityRank[second.severity] ||
      compareText(first.rule, second.rule) ||
      a - b
    );
  };
}
