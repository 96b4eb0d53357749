import type { EpochMilliseconds } from "../../src/contract/brands.ts";
import type { ChannelInterval, Connection } from "../../src/core/model.ts";

/** A connection's history as far as it had come, and the time that it had come to. */
export function historyAsOf(
  { channel, closedAt, createdAt }: Connection,
  moment: EpochMilliseconds | null,
  now: EpochMilliseconds | null,
): { readonly intervals: readonly ChannelInterval[]; readonly end: EpochMilliseconds } {
  const last = closedAt ?? now ?? createdAt;
  const end = moment !== null && moment < last ? moment : last;
  if (end === last) return { intervals: channel, end };
  const intervals = channel
    .filter(({ from }) => from <= end)
    .map(({ state, from, to, channelId, cause }) => {
      return { state, from, to: to !== null && to <= end ? to : null, channelId, cause };
    });
  return { intervals, end };
}
