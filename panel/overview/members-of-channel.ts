import { type MembersInterval, membersOverTime } from "../../src/core/channel-members.ts";
import type { ChannelOperation } from "../../src/core/model.ts";
import { overTimeText } from "../text/over-time-text.ts";
import type { ChannelLine, LaneIndex } from "./lane-index.ts";

/** More calls than this on one channel are shown as calls only: who was there would have to be read from all of them. */
const mostCalls = 2_000;

/** Who was on the channel over time; empty where there are too many calls to tell at once. */
export function membersOfChannel(index: LaneIndex, { calls }: ChannelLine): readonly MembersInterval[] {
  return calls.length > mostCalls ? [] : membersOverTime(operationsOf(index, calls));
}

/** Who is on the channel now, or was at `moment`, in words; null where no call tells. */
export function membersNow(index: LaneIndex, channel: ChannelLine, moment: number | null): string | null {
  const interval = membersOfChannel(index, channel).findLast(({ from }) => moment === null || from <= moment);
  if (interval === undefined) return null;
  return interval.members.length === 0 ? overTimeText.nobody : overTimeText.members(interval.members);
}

function* operationsOf(index: LaneIndex, calls: ChannelLine["calls"]): Generator<ChannelOperation> {
  for (let position = 0; position < calls.length; position++) {
    const link = index.session.log.link(calls.at(position));
    if (link?.type === "operation") yield link.operation;
  }
}
