import type {
  ChannelOperation,
  Command,
  Connection,
  DataRequest,
  Exchange,
  Finding,
  HttpRequest,
} from "../core/model.ts";
import type { Session } from "../core/session.ts";
import type { ReadSummary } from "./read-outcome.ts";
import { isWebAddress } from "./redaction/redact-text.ts";
import { createRedactor, type Redactor } from "./redaction/redactor.ts";
import type {
  Report,
  ReportChannel,
  ReportCommand,
  ReportConnection,
  ReportDataRequest,
  ReportExchange,
  ReportFinding,
  ReportHttpRequest,
  ReportOperation,
  ReportParts,
} from "./report-shape.ts";

export type * from "./report-shape.ts";

/** Where a session's events came from; {@link ReadSummary} is one. */
export type ReportedSource = Pick<ReadSummary, "kind" | "events" | "frames" | "skippedLines" | "from" | "to">;

/**
 * The report of a session.
 *
 * @param redactor knows the secrets of the session's events; what it knows is masked. Null leaves secrets in the clear:
 * only where a person asked for it.
 */
export function reportOf(
  session: Session,
  source: ReportedSource,
  redactor: Redactor | null = createRedactor(),
): Report {
  const steps = reportInSteps(session, source, redactor);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** The same in steps, for whoever has other things to do in between. */
export function* reportInSteps(
  session: Session,
  source: ReportedSource,
  redactor: Redactor | null,
): Generator<undefined, Report, undefined> {
  const parts = reportParts(session, source, redactor);
  return {
    format: parts.format,
    version: parts.version,
    source: parts.source,
    connections: yield* eachInSteps(parts.connections),
    exchanges: yield* eachInSteps(parts.exchanges),
    channels: yield* eachInSteps(parts.channels),
    commands: yield* eachInSteps(parts.commands),
    dataRequests: yield* eachInSteps(parts.dataRequests),
    operations: yield* eachInSteps(parts.operations),
    findings: yield* eachInSteps(parts.findings),
    totals: parts.totals,
  };
}

/**
 * The report of a session as {@link reportOf} gives it, but each item of its lists is made when it is asked for, and not kept: a
 * large session's report is several times as large as the session.
 */
export function reportParts(
  session: Session,
  source: ReportedSource,
  redactor: Redactor | null,
): ReportParts {
  const mask = new Masks(redactor);
  const findings = inTimeOrder(session.findings, ({ at }) => at);
  const connections = inTimeOrder(session.connections, ({ createdAt }) => createdAt);
  const privicore = connections.filter(({ system }) => system === "privicore");
  const exchanges = inTimeOrder(session.exchanges, ({ sentAt, answeredAt }) => sentAt ?? answeredAt ?? 0);
  const commands = inTimeOrder(session.commands, ({ firstSeenAt }) => firstSeenAt);
  const dataRequests = inTimeOrder(session.dataRequests, ({ firstSeenAt }) => firstSeenAt);
  const operations = inTimeOrder(session.operations, ({ at }) => at);
  const totals = { errors: 0, warnings: 0, infos: 0 };
  for (const { severity } of findings) totals[`${severity}s`]++;
  return {
    format: "privicore-report",
    version: 1,
    source: {
      kind: source.kind,
      events: source.events,
      frames: source.frames,
      skippedLines: source.skippedLines,
      from: source.from,
      to: source.to,
    },
    connections: made(connections, (connection) => reportConnection(connection, mask)),
    exchanges: made(exchanges, (exchange) => reportExchange(exchange, mask)),
    channels: made(privicore, (connection) => reportChannel(connection, mask)),
    commands: made(commands, (command) => reportCommand(command, mask)),
    dataRequests: made(dataRequests, (dataRequest) => reportDataRequest(dataRequest, mask)),
    operations: made(operations, (operation) => reportOperation(operation, mask)),
    findings: made(findings, (finding) => reportFinding(finding, session, mask)),
    totals,
  };
}

/** Makes one of each item whenever it is walked over. */
function made<Item, Made>(items: readonly Item[], make: (item: Item) => Made): Iterable<Made> {
  return {
    *[Symbol.iterator]() {
      for (const item of items) yield make(item);
    },
  };
}

function* eachInSteps<Item>(items: Iterable<Item>): Generator<undefined, readonly Item[], undefined> {
  const kept: Item[] = [];
  for (const item of items) {
    kept.push(item);
    yield;
  }
  return kept;
}

/** By time, what has the same time in its order; a copy only where they are not in order already. */
function inTimeOrder<Item>(items: readonly Item[], time: (item: Item) => number): readonly Item[] {
  let latest = Number.NEGATIVE_INFINITY;
  for (const item of items) {
    if (time(item) < latest) return items.toSorted((one, other) => time(one) - time(other));
    latest = time(item);
  }
  return items;
}

/** Masks text where there is a redactor. */
class Masks {
  private readonly redactor: Redactor | null;

  constructor(redactor: Redactor | null) {
    this.redactor = redactor;
  }

  /** A body, URL or ID. */
  text<Text extends string | null>(text: Text): Text | string {
    return text === null || this.redactor === null ? text : this.redactor.text(text);
  }

  /** A sentence. */
  prose(text: string): string {
    return this.redactor === null ? text : this.redactor.prose(text);
  }

  /** What is a secret as a whole. */
  secret(text: string): string {
    return this.redactor === null ? text : this.redactor.secret(text);
  }
}

function reportConnection(connection: Connection, mask: Masks): ReportConnection {
  return {
    id: mask.text(connection.id),
    url: mask.text(connection.url),
    system: connection.system,
    openedAt: connection.openedAt,
    closedAt: connection.closedAt,
    closeCode: connection.closeCode,
    sent: connection.sent,
    received: connection.received,
  };
}

function reportExchange(exchange: Exchange, mask: Masks): ReportExchange {
  return {
    connection: mask.text(exchange.connection.id),
    action: mask.text(exchange.action),
    correlationId: mask.text(exchange.correlationId),
    pairing: exchange.pairing,
    sentAt: exchange.sentAt,
    answeredAt: exchange.answeredAt,
    latency: exchange.latency,
    status: exchange.status,
    outcome: exchange.outcome,
    late: exchange.late,
    channelId: mask.text(exchange.channelId),
    message: mask.text(exchange.message),
  };
}

function reportChannel(connection: Connection, mask: Masks): ReportChannel {
  return {
    connection: mask.text(connection.id),
    history: connection.channel.map(({ state, from, to, channelId }) => ({
      state,
      from,
      to,
      channelId: mask.text(channelId),
    })),
  };
}

function reportRequest(request: HttpRequest | null, mask: Masks): ReportHttpRequest | null {
  if (request === null) return null;
  return { method: request.method, url: mask.text(request.url), status: request.status, at: request.at };
}

function reportCommand(command: Command, mask: Masks): ReportCommand {
  return {
    id: mask.text(command.id),
    connection: mask.text(command.connection?.id ?? null),
    request: reportRequest(command.request, mask),
    outcome: command.outcome,
    updates: command.updates.map(({ at, status, body }) => ({ at, status, body: mask.text(body) })),
    latency: command.latency,
  };
}

function reportDataRequest(dataRequest: DataRequest, mask: Masks): ReportDataRequest {
  return {
    id: mask.text(dataRequest.id),
    connection: mask.text(dataRequest.connection?.id ?? null),
    request: reportRequest(dataRequest.request, mask),
    outcome: dataRequest.outcome,
    messages: dataRequest.messages.map(({ at, type, outputType, body }) => ({
      at,
      type: mask.text(type),
      outputType,
      // Of a streamed request the body is a downstream auth token, unless it is a URL (PROTOCOL.md 1.3).
      body: outputType === 1 && body !== null && !isWebAddress(body) ? mask.secret(body) : mask.text(body),
    })),
    latency: dataRequest.latency,
  };
}

function reportOperation(operation: ChannelOperation, mask: Masks): ReportOperation {
  const { meaning } = operation;
  return {
    system: meaning.system,
    operation: meaning.operation,
    channelId: mask.text(meaning.channelId),
    members: meaning.members.map((member) => mask.text(member)),
    at: operation.at,
    latency: operation.latency,
    status: operation.status,
    outcome: meaning.outcome,
    reason: mask.text(meaning.reason),
  };
}

function reportFinding(finding: Finding, session: Session, mask: Masks): ReportFinding {
  return {
    rule: finding.rule,
    severity: finding.severity,
    message: mask.prose(finding.message),
    connection: mask.text(finding.connection?.id ?? null),
    at: finding.at,
    frames: finding.events.map((event) => session.log.frameNumber(event)).filter((number) => number >= 0),
    reference: finding.reference,
  };
}
