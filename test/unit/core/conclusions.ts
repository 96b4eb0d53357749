import type { Session } from "../../../src/core/session.ts";

/** Everything that a session concluded, as plain data without what ties it to that session's log. */
export function conclusionsOf(session: Session) {
  return {
    connections: session.connections.map(
      ({ id, system, openedAt, closedAt, closeCode, sent, received, channel }) => ({
        id,
        system,
        openedAt,
        closedAt,
        closeCode,
        sent,
        received,
        channel: channel.map(({ state, from, to, channelId, cause }) => ({
          state,
          from,
          to,
          channelId,
          cause,
        })),
      }),
    ),
    exchanges: session.exchanges.map((exchange) => ({
      ...pick(exchange, ["action", "correlationId", "pairing", "sentAt", "answeredAt", "latency", "status"]),
      ...pick(exchange, ["outcome", "late", "channelId", "message", "request", "answer", "gaveUpAt"]),
      connection: exchange.connection.id,
      duplicates: [...exchange.duplicates],
    })),
    commands: session.commands.map((command) => ({
      ...pick(command, ["id", "request", "outcome", "latency", "firstSeenAt", "settledAt", "unansweredAt"]),
      connection: command.connection?.id ?? null,
      updates: [...command.updates],
    })),
    dataRequests: session.dataRequests.map((request) => ({
      ...pick(request, ["id", "request", "outcome", "latency", "firstSeenAt", "settledAt"]),
      connection: request.connection?.id ?? null,
      messages: [...request.messages],
      steps: [...request.steps],
    })),
    operations: session.operations.map((operation) =>
      pick(operation, ["meaning", "at", "latency", "status"]),
    ),
    findings: session.findings.map((finding) => ({
      ...pick(finding, ["rule", "severity", "message", "at", "reference"]),
      connection: finding.connection?.id ?? null,
      events: [...finding.events],
      frames: finding.events.map((event) => session.log.frameNumber(event)),
    })),
    tokens: session.tokens,
    end: session.end,
  };
}

function pick<Whole, Key extends keyof Whole>(whole: Whole, keys: readonly Key[]): Partial<Pick<Whole, Key>> {
  const picked: Partial<Pick<Whole, Key>> = {};
  for (const key of keys) picked[key] = whole[key];
  return picked;
}
