import { epochMilliseconds } from "../../src/contract/brands.ts";
import { channelAt } from "../../src/core/channel-history.ts";
import type { ChannelState, Connection } from "../../src/core/model.ts";

import { text } from "../text/english.ts";

/** What a connection is doing: its channel's state, or the socket's own where no channel is known of. */
export interface ConnectionState {
  readonly state: ChannelState | "connecting" | "open";
  readonly label: string;
  readonly since: number;
  readonly channelId: string | null;
}

/** A connection's state at a time, or the latest where `moment` is null; null where it did not exist yet. */
export function connectionStateAt(connection: Connection, moment: number | null): ConnectionState | null {
  if (moment !== null && connection.createdAt > moment) return null;
  const interval =
    moment === null
      ? (connection.channel.at(-1) ?? null)
      : channelAt(connection.channel, epochMilliseconds(moment));
  const closedAt = connection.closedAt;
  const closed = closedAt !== null && (moment === null || closedAt <= moment);
  const opened = connection.openedAt !== null && (moment === null || connection.openedAt <= moment);
  if (interval !== null && (opened || closed || interval.state !== "not-joined"))
    return {
      state: interval.state,
      label: text.states[interval.state],
      since: interval.from,
      channelId: interval.channelId,
    };
  if (closed) return { state: "closed", label: text.overview.closed, since: closedAt ?? 0, channelId: null };
  if (opened)
    return { state: "open", label: text.overview.open, since: connection.openedAt ?? 0, channelId: null };
  return {
    state: "connecting",
    label: text.overview.connecting,
    since: connection.createdAt,
    channelId: null,
  };
}

/** The channel that a connection is in at a time, or was in last before; null where it was in none. */
export function lastChannelId(connection: Connection, moment: number | null): string | null {
  const named = connection.channel.findLast(
    ({ from, channelId }) => channelId !== null && (moment === null || from <= moment),
  );
  return named?.channelId ?? null;
}
