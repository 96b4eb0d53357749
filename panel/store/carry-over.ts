import type { EventIndex } from "../../src/core/model.ts";
import type { Session } from "../../src/core/session.ts";

/**
 * The events that a cleared session still stands on, in time order: the documents that live, the open connections, the
 * frames that made their channel what it is, and what is still without an outcome. Without them the frames that follow
 * would be judged wrongly, as messages before a join or answers that nobody asked for.
 */
export function carryOver(session: Session): EventIndex[] {
  const { log } = session;
  const kept = new Set<EventIndex>();
  const open = new Set<string>(
    session.connections.filter(({ closedAt }) => closedAt === null).map(({ id }) => id),
  );
  const living = new Set<string>(
    session.documents.filter(({ endedAt }) => endedAt === null).map(({ id }) => id),
  );
  for (let index = 0; index < log.length; index++) {
    const kind = log.kind(index);
    if (kind !== "document" && kind !== "connection-created" && kind !== "connection-opened") continue;
    const event = log.event(index);
    if (event.type === "document" && living.has(event.document)) kept.add(index);
    else if ("connection" in event && typeof event.connection === "string" && open.has(event.connection))
      kept.add(index);
  }
  for (const connection of session.connections) {
    const cause = connection.channel.at(-1)?.cause ?? null;
    if (!open.has(connection.id) || cause === null) continue;
    kept.add(cause);
    const link = log.link(cause);
    if (link?.type === "exchange" && link.exchange.request !== null) kept.add(link.exchange.request);
    // While leaving or joining again, the join that is still in force counts too.
    const joined = connection.channel.findLast(({ state }) => state === "joined");
    const last = connection.channel.at(-1)?.state;
    if (joined !== undefined && joined.cause !== null && (last === "leaving" || last === "joining")) {
      kept.add(joined.cause);
      const join = log.link(joined.cause);
      if (join?.type === "exchange" && join.exchange.request !== null) kept.add(join.exchange.request);
    }
  }
  for (const exchange of session.exchanges)
    if (exchange.outcome === "pending" && exchange.request !== null) kept.add(exchange.request);
  for (const command of session.commands)
    if (command.outcome === "accepted" || command.outcome === "pending") {
      if (command.request !== null) kept.add(command.request.event);
      for (const update of command.updates) kept.add(update.event);
    }
  for (const request of session.dataRequests)
    if (request.outcome === "requested" || request.outcome === "stream-announced") {
      if (request.request !== null) kept.add(request.request.event);
      for (const message of request.messages) kept.add(message.event);
    }
  return [...kept].sort((a, b) => log.time(a) - log.time(b) || a - b);
}
