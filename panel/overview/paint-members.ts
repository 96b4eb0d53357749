import { overTimeText } from "../text/over-time-text.ts";
import type { ChannelLine } from "./lane-index.ts";
import { bandHeight, bandTop } from "./lane-layout.ts";
import type { LaneView } from "./lane-view.ts";
import { membersOfChannel } from "./members-of-channel.ts";

/** A channel of another system over time: a full band while somebody is known to be on it, a low one once all have left. */
export function paintMembers(
  context: CanvasRenderingContext2D,
  channel: ChannelLine,
  top: number,
  { index, span, width, palette }: LaneView,
): void {
  const intervals = membersOfChannel(index, channel);
  const scale = width / (span.to - span.from);
  context.textAlign = "left";
  for (const [place, { from, members }] of intervals.entries()) {
    const to = intervals[place + 1]?.from ?? index.session.now ?? span.to;
    if (to < span.from || from > span.to) continue;
    const left = Math.max(-1, (from - span.from) * scale);
    const length = Math.max(1.5, Math.min(width + 1, (to - span.from) * scale) - left);
    if (members.length === 0) {
      context.fillStyle = palette.states.left;
      context.fillRect(left, top + bandTop + bandHeight - 4, length, 4);
      continue;
    }
    context.fillStyle = palette.states.joined;
    context.fillRect(left, top + bandTop, length, bandHeight);
    const label = overTimeText.members(members);
    if (context.measureText(label).width + 10 > length) continue;
    context.fillStyle = palette.stateText;
    context.fillText(label, left + 5, top + bandTop + bandHeight / 2 + 0.5);
  }
}
