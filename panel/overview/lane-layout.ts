import type { Session } from "../../src/core/session.ts";
import type { ChannelLine, LaneIndex } from "./lane-index.ts";

/** Heights, in CSS pixels. */
export const axisHeight = 17;
export const laneHeight = 28;
/** Within a lane, from its top: the band of states. */
export const bandTop = 2;
export const bandHeight = 11;

/** A lane below the connections that does not scroll with them. */
export type PinnedLane =
  | { readonly type: "commands" }
  | { readonly type: "channel"; readonly channel: ChannelLine };

/** What the overview has room for. */
export interface LaneLayout {
  /** How many connections' lanes are seen at once; 0 where all of them are drawn as one. */
  readonly connectionLanes: number;
  readonly pinned: readonly PinnedLane[];
  readonly height: number;
}

/** Every lane takes this much of the panel's height, so that the tables keep most of it. */
const heightPerLane = 75;
const heightOfTheRest = 150;
const mostLanes = 10;

/** Shares the room that a panel of this height, in pixels, has for lanes. At least one is of connections. */
export function layOutLanes(
  session: Session,
  index: LaneIndex,
  panelHeight: number,
  collapsed: boolean,
): LaneLayout {
  const room = Math.max(2, Math.min(mostLanes, Math.floor((panelHeight - heightOfTheRest) / heightPerLane)));
  const all: PinnedLane[] = [];
  if (index.commands.length > 0) all.push({ type: "commands" });
  for (const channel of index.channels.values()) all.push({ type: "channel", channel });
  const pinned = collapsed ? [] : all.slice(0, room - 1);
  const connectionLanes = collapsed
    ? 0
    : Math.max(1, Math.min(session.connections.length, room - pinned.length));
  const lanes = collapsed ? 1 : connectionLanes + pinned.length;
  return { connectionLanes, pinned, height: axisHeight + lanes * laneHeight };
}
