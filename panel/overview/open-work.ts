import type { EpochMilliseconds } from "../../src/contract/brands.ts";
import { commandOutcomeAt, dataRequestOutcomeAt, exchangeOutcomeAt } from "../../src/core/as-of.ts";
import { channelAt } from "../../src/core/channel-history.ts";
import type { ChannelState, EventIndex } from "../../src/core/model.ts";
import type { TimeLine } from "../time-travel/time-line.ts";
import type { LaneIndex } from "./lane-index.ts";

/** What stood open at a moment. */
export interface OpenWork {
  /** Connections by their channel's state. */
  readonly states: ReadonlyMap<ChannelState, number>;
  readonly pendingExchanges: number;
  /** Commands and data requests under way. */
  readonly openCommands: number;
}

/**
 * Counts what stood open at a moment. Nothing can be open for longer than its time-out, so only what began within one of it is
 * asked; a command of which no call was seen counts while its latest news are no older than that.
 */
export function openWorkAt(index: LaneIndex, moment: EpochMilliseconds): OpenWork {
  const { session } = index;
  const { responseTimeout, commandTimeout } = session.options;
  const states = new Map<ChannelState, number>();
  const pending = new Set<object>();
  for (const connection of session.connections) {
    const state = channelAt(connection.channel, moment)?.state;
    if (state !== undefined) states.set(state, (states.get(state) ?? 0) + 1);
    for (const event of eventsBefore(index.connection(connection.index).exchanges, moment, responseTimeout)) {
      const link = session.log.link(event);
      if (link?.type === "exchange" && exchangeOutcomeAt(link.exchange, moment) === "pending")
        pending.add(link.exchange);
    }
  }
  const open = new Set<object>();
  const asked = new Set<object>();
  for (const event of eventsBefore(index.commands, moment, commandTimeout)) {
    const link = session.log.link(event);
    if (link?.type === "command" && !asked.has(link.command)) {
      asked.add(link.command);
      const outcome = commandOutcomeAt(link.command, moment);
      if (outcome === "accepted" || outcome === "pending") open.add(link.command);
    } else if (link?.type === "data-request" && !asked.has(link.dataRequest)) {
      asked.add(link.dataRequest);
      const outcome = dataRequestOutcomeAt(link.dataRequest, moment);
      if (outcome === "requested" || outcome === "stream-announced") open.add(link.dataRequest);
    }
  }
  return { states, pendingExchanges: pending.size, openCommands: open.size };
}

function* eventsBefore(line: TimeLine, moment: number, length: number): Generator<EventIndex> {
  const end = line.positionAfter(moment);
  for (let position = line.positionAt(moment - length); position < end; position++) yield line.at(position);
}
