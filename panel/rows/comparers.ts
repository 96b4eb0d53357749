import type { EpochMilliseconds } from "../../src/contract/brands.ts";
import { channelAt } from "../../src/core/channel-history.ts";
import type { ChannelInterval } from "../../src/core/model.ts";
import type { Session } from "../../src/core/session.ts";
import { latencyOf } from "../filter/latency-of.ts";
import { exchangeAsOf, workAsOf } from "./as-of.ts";
import type { CommandItems, Work } from "./command-items.ts";
import type { Compare } from "./sorted-rows.ts";

/** Negative where `a` comes before `b`. `sign` is -1 for the descending order, in which absent values come last as well. */
export type DirectedCompare = (a: number, b: number, sign: 1 | -1) => number;

/** How a column orders its rows; no entry where the column cannot be sorted. */
export type Comparers = Readonly<Record<string, DirectedCompare>>;

/** Orders by a value; absent ones come last. */
const by =
  (of: (item: number) => string | number | null | undefined): DirectedCompare =>
  (a, b, sign) => {
    const one = of(a) ?? null;
    const other = of(b) ?? null;
    if (one === other) return 0;
    if (one === null) return 1;
    if (other === null) return -1;
    return one < other ? -sign : sign;
  };

const compareText = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

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
const rankOf = (outcome: string): number | null => (outcome === "" ? null : (outcomeRank[outcome] ?? 5));

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
    direction: by((index) => -log.direction(index)),
    kind: by((index) => log.kind(index)),
    label: by((index) => log.label(index)),
    id: by((index) => log.id(index)),
    size: by((index) => (log.direction(index) === 0 ? null : log.size(index))),
    connection: by((index) => log.connection(index)?.index),
    latency: by((index) => latencyOf(log.link(index))),
    outcome: by((index) => rankOf(outcomeOf(session, index))),
    time: (a, b, sign) => sign * (log.time(a) - log.time(b) || a - b),
  };
}

export function exchangeComparers(session: Session, moment: EpochMilliseconds | null = null): Comparers {
  const of = (index: number) => {
    const exchange = session.exchanges[index];
    return exchange === undefined ? undefined : exchangeAsOf(exchange, moment);
  };
  return {
    action: by((index) => of(index)?.action),
    id: by((index) => of(index)?.correlationId),
    connection: by((index) => of(index)?.connection.index),
    latency: by((index) => of(index)?.latency),
    status: by((index) => of(index)?.status),
    outcome: by((index) => rankOf(of(index)?.outcome ?? "")),
    channel: by((index) => of(index)?.channelId),
    time: by((index) => index),
  };
}

export function commandComparers(list: CommandItems, moment: EpochMilliseconds | null = null): Comparers {
  const items = { work: (item: number) => workAsOf(list.work(item), moment) };
  const outcome = (work: Work | null): string => {
    if (work === null) return "";
    return work.type === "operation" ? work.of.meaning.outcome : work.of.outcome;
  };
  const id = (work: Work | null): string | null => {
    if (work === null) return null;
    return work.type === "operation" ? work.of.meaning.channelId : work.of.id;
  };
  return {
    time: by((item) => startOf(items.work(item))),
    kind: by((item) => items.work(item)?.type),
    id: by((item) => id(items.work(item))),
    latency: by((item) => items.work(item)?.of.latency),
    outcome: by((item) => rankOf(outcome(items.work(item)))),
  };
}

/** When a command, request or operation began, in milliseconds since the epoch. */
export function startOf(work: Work | null): number {
  if (work === null) return 0;
  return work.type === "operation" ? work.of.at : work.of.firstSeenAt;
}

export function connectionComparers(session: Session, moment: EpochMilliseconds | null = null): Comparers {
  const of = (index: number) => session.connections[index];
  const intervalOf = (channel: readonly ChannelInterval[]) =>
    moment === null ? channel.at(-1) : channelAt(channel, moment);
  return {
    time: by((index) => index),
    url: by((index) => of(index)?.url),
    state: by((index) => intervalOf(of(index)?.channel ?? [])?.state),
    sent: by((index) => of(index)?.sent),
    received: by((index) => of(index)?.received),
    bytes: by((index) => bytesOf(of(index))),
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
