import type { EpochMilliseconds } from "../../src/contract/brands.ts";
import type { Connection, EventIndex } from "../../src/core/model.ts";
import type { Session } from "../../src/core/session.ts";

/**
 * The events that made a connection's channel what it was at a moment, the present where none is given: what its state began with
 * and, where that was joined or came of it, the join, each with the action that it answers. A joined state may have begun with the
 * refusal of a leave, or with nothing where a leave was not answered.
 */
export function channelBasis(
  { log }: Session,
  { channel }: Connection,
  moment = Number.POSITIVE_INFINITY as EpochMilliseconds,
): EventIndex[] {
  const actionOf = (event: EventIndex | null): EventIndex | null => {
    const link = event === null ? null : log.link(event);
    return link?.type === "exchange" ? link.exchange.request : null;
  };
  const isLeave = (event: EventIndex | null) => event !== null && log.kind(event) === "leave";
  const state = channel.findLast(({ from }) => from <= moment);
  const join = channel.findLast(
    (each) =>
      each.from <= moment && each.state === "joined" && each.cause !== null && !isLeave(actionOf(each.cause)),
  );
  // A join that waits began where no other was in force.
  return [state, state?.state === "joining" ? undefined : join].flatMap((interval) =>
    [interval?.cause ?? null, actionOf(interval?.cause ?? null)].filter((event) => event !== null),
  );
}
