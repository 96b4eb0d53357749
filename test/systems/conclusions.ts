import type { Session } from "../../src/core/session.ts";

/** A session's conclusions in the form of the stories' expectations. */
export function conclusionsOf(session: Session) {
  const findings: Record<string, number> = {};
  for (const { rule } of session.findings) findings[rule] = (findings[rule] ?? 0) + 1;
  return {
    operations: session.operations.map(({ meaning }) => [
      meaning.system,
      meaning.operation,
      meaning.channelId,
      meaning.outcome,
      meaning.reason,
      meaning.members,
    ]),
    exchanges: session.exchanges.map((exchange) => [
      exchange.action,
      exchange.act,
      exchange.channelId,
      exchange.outcome,
      exchange.message,
    ]),
    systems: session.connections.map(({ system }) => system),
    findings,
  };
}
