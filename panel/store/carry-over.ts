import type { EventIndex, EventKind } from "../../src/core/model.ts";
import type { Session } from "../../src/core/session.ts";
import { channelBasis } from "../sessions/channel-basis.ts";
import { placeOf } from "../sessions/place-of-event.ts";

/**
 * The events that a cleared session still stands on, in the order in which they came: the documents that live, the open
 * connections, the frames that made their channel what it is, what is still without an outcome, and where frames are missing.
 * Without them the frames that follow would be judged wrongly, as messages before a join or answers that nobody asked for.
 */
export function carryOver(session: Session): EventIndex[] {
  const { log } = session;
  const kept = new Set<EventIndex>();
  const over = new Set<string>([
    ...session.connections.filter(({ closedAt }) => closedAt !== null).map(({ id }) => id),
    ...session.documents.filter(({ endedAt }) => endedAt !== null).map(({ id }) => id),
  ]);
  // The latest of each kind at each place is enough: what is judged from now on either reaches back to it or to none.
  const losses = new Map<string, EventIndex>();
  for (let index = 0; index < log.length; index++) {
    if (!carriedKinds.has(log.kind(index))) continue;
    const event = log.event(index);
    const place = placeOf(event);
    if (over.has(place)) continue;
    if (event.type === "gap") losses.set(`${event.reason} ${!event.frames} ${place}`, index);
    else if (event.type !== "frame") kept.add(index);
    else if (event.opcode === "text") losses.set(`${event.direction} ${place}`, index);
  }
  for (const index of losses.values()) kept.add(index);
  for (const connection of session.connections)
    if (connection.closedAt === null) for (const event of channelBasis(session, connection)) kept.add(event);
  for (const { outcome, request, connection } of session.exchanges) {
    if (request === null) continue;
    // The late answer to a join or a leave still takes effect.
    const isAwaited =
      outcome === "timed-out" && connection.closedAt === null && actsOnChannel.has(log.kind(request));
    if (outcome === "pending" || isAwaited) kept.add(request);
  }
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
  return [...kept].sort((a, b) => a - b);
}

const actsOnChannel = new Set<EventKind>(["join", "leave"]);
const carriedKinds = new Set<EventKind>([
  "document",
  "connection-created",
  "connection-opened",
  "gap",
  "truncated",
]);
