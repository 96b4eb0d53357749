import type { EpochMilliseconds } from "../../src/contract/brands.ts";
import { commandOutcomeAt, dataRequestOutcomeAt, exchangeOutcomeAt } from "../../src/core/as-of.ts";
import type { Command, DataRequest, Exchange, Finding, Link } from "../../src/core/model.ts";
import type { Session } from "../../src/core/session.ts";
import type { OperationThen, Work } from "./command-items.ts";

/** What was known of an exchange at a moment; the exchange itself while live, and where it had not begun. */
export function exchangeAsOf(exchange: Exchange, moment: EpochMilliseconds | null): Exchange {
  const outcome = moment === null ? null : exchangeOutcomeAt(exchange, moment);
  if (moment === null || outcome === null) return exchange;
  const answered = exchange.answeredAt !== null && exchange.answeredAt <= moment;
  return withOther(exchange, {
    outcome,
    gaveUpAt: exchange.gaveUpAt !== null && exchange.gaveUpAt <= moment ? exchange.gaveUpAt : null,
    ...(answered ? {} : unanswered),
  });
}

const unanswered: Partial<Exchange> = {
  pairing: null,
  answeredAt: null,
  latency: null,
  status: null,
  late: false,
  channelId: null,
  message: null,
  answer: null,
  duplicates: [],
};

/** The same for a command. */
export function commandAsOf(command: Command, moment: EpochMilliseconds | null): Command {
  const outcome = moment === null ? null : commandOutcomeAt(command, moment);
  if (moment === null || outcome === null) return command;
  const { settledAt, request, unansweredAt } = command;
  const settled = settledAt !== null && settledAt <= moment;
  return withOther(command, {
    request: request !== null && request.at <= moment ? request : null,
    outcome,
    updates: command.updates.filter(({ at }) => at <= moment),
    latency: settled ? command.latency : null,
    settledAt: settled ? settledAt : null,
    unansweredAt: unansweredAt !== null && unansweredAt <= moment ? unansweredAt : null,
  });
}

/** The same for a data request. */
export function dataRequestAsOf(dataRequest: DataRequest, moment: EpochMilliseconds | null): DataRequest {
  const outcome = moment === null ? null : dataRequestOutcomeAt(dataRequest, moment);
  if (moment === null || outcome === null) return dataRequest;
  const { settledAt, request } = dataRequest;
  const settled = settledAt !== null && settledAt <= moment;
  return withOther(dataRequest, {
    request: request !== null && request.at <= moment ? request : null,
    outcome,
    messages: dataRequest.messages.filter(({ at }) => at <= moment),
    latency: settled ? dataRequest.latency : null,
    settledAt: settled ? settledAt : null,
    steps: dataRequest.steps.filter(({ at }) => at <= moment),
  });
}

/** The same for a channel operation: before its call was answered, only what was asked is known. */
export function operationAsOf<Operation extends OperationThen>(
  operation: Operation,
  moment: EpochMilliseconds | null,
): Operation | OperationThen {
  const { index, meaning, at, latency, event } = operation;
  if (moment === null || at > moment || at + (latency ?? 0) <= moment) return operation;
  const asked = { ...meaning, memberCount: null, reason: null, outcome: "pending" } as const;
  return { index, meaning: asked, at, latency: null, status: 0, event };
}

/** The same for whatever an event belongs to; null where that had not begun. A channel operation is known whole once its call has been answered. */
function linkAsOf(link: Link | null, moment: EpochMilliseconds | null): Link | null {
  if (link === null || moment === null) return link;
  switch (link.type) {
    case "exchange":
      if (exchangeOutcomeAt(link.exchange, moment) === null) return null;
      return { type: "exchange", exchange: exchangeAsOf(link.exchange, moment) };
    case "command":
      if (moment < link.command.firstSeenAt) return null;
      return { type: "command", command: commandAsOf(link.command, moment) };
    case "data-request":
      if (moment < link.dataRequest.firstSeenAt) return null;
      return { type: "data-request", dataRequest: dataRequestAsOf(link.dataRequest, moment) };
    case "operation":
      return operationAsOf(link.operation, moment) === link.operation ? link : null;
  }
}

/** The findings that had been found by then. */
export function findingsAsOf(
  findings: readonly Finding[],
  moment: EpochMilliseconds | null,
): readonly Finding[] {
  return moment === null ? findings : findings.filter(({ at }) => at <= moment);
}

/**
 * The session with its log as it could be read at a moment: later events are still in it, but nothing that followed from them.
 * Lists of work stay whole, see {@link exchangeAsOf} and its like.
 */
export function sessionAsOf(session: Session, moment: EpochMilliseconds | null): Session {
  if (moment === null) return session;
  const { log } = session;
  return withOther(session, {
    log: withOther(log, {
      link: (index) => linkAsOf(log.link(index), moment),
      findings: (index) => findingsAsOf(log.findings(index), moment),
    }),
  });
}

/** The same object with some members in the place of its own; the others are read from it whenever they are asked for. */
const withOther = <Whole extends object>(whole: Whole, members: Partial<Whole>): Whole =>
  new Proxy(whole, {
    get: (target, key) => {
      if (Object.hasOwn(members, key)) return Reflect.get(members, key);
      const value: unknown = Reflect.get(target, key);
      // A method reaches private fields, which the proxy has none of.
      return typeof value === "function" ? value.bind(target) : value;
    },
  });

/** Work of the Commands view as it was known at a moment. */
export function workAsOf(work: Work | null, moment: EpochMilliseconds | null): Work | null {
  if (work === null) return null;
  switch (work.type) {
    case "command":
      return { type: "command", of: commandAsOf(work.of, moment) };
    case "data-request":
      return { type: "data-request", of: dataRequestAsOf(work.of, moment) };
    case "operation":
      return { type: "operation", of: operationAsOf(work.of, moment) };
  }
}
