import { labelOf } from "../columns/frame-columns.tsx";
import { text } from "../text/english.ts";
import { overTimeText } from "../text/over-time-text.ts";
import type { TimeLine } from "../time-travel/time-line.ts";
import { connectionStateAt } from "./connection-state.ts";
import type { FindingLines, LaneIndex } from "./lane-index.ts";
import type { PinnedLane } from "./lane-layout.ts";

/** How near to the pointer, in pixels, something must be to be named. */
const reach = 4;

/**
 * What lies at a place of the overview, in a few words: the finding there, or the channel's state and the frames.
 *
 * @param lane a connection's index, -1 for all of them in one lane, null for the axis
 * @param perPixel milliseconds per pixel
 */
export function describePlace(
  index: LaneIndex,
  lane: number | PinnedLane | null,
  time: number,
  perPixel: number,
): string {
  const { session } = index;
  const near = reach * perPixel;
  if (lane === null || lane === -1) return "";
  if (typeof lane !== "number") {
    const line = lane.type === "commands" ? index.commands : lane.channel.calls;
    const event = line.nearest(time, near);
    const finding = lane.type === "commands" ? findingNear(index.findings, time, near) : -1;
    if (finding >= 0) return session.findings[finding]?.rule ?? "";
    return event < 0 ? "" : labelOf(session, event);
  }
  const connection = session.connections[lane];
  if (connection === undefined) return "";
  const lines = index.connection(lane);
  const finding = findingNear(lines.findings, time, near);
  if (finding >= 0) return session.findings[finding]?.rule ?? "";
  if (lines.gaps.nearest(time, near) >= 0) return text.kinds.gap;
  const state = connectionStateAt(connection, time)?.label ?? "";
  const from = time - perPixel;
  const to = time + perPixel;
  const sent = countIn(lines.sent, from, to);
  const received = countIn(lines.received, from, to);
  if (sent + received === 1) {
    const event =
      sent === 1
        ? lines.sent.at(lines.sent.positionAt(from))
        : lines.received.at(lines.received.positionAt(from));
    const label = labelOf(session, event);
    return [state, `${text.kinds[session.log.kind(event)]} ${label}`.trim()]
      .filter((part) => part !== "")
      .join(" · ");
  }
  return [state, overTimeText.hover(sent, received)].filter((part) => part !== "").join(" · ");
}

/** The worst finding near a time; -1 where there is none. */
function findingNear(lines: FindingLines, time: number, distance: number): number {
  for (const severity of ["error", "warning", "info"] as const) {
    const finding = lines[severity].nearest(time, distance);
    if (finding >= 0) return finding;
  }
  return -1;
}

function countIn(line: TimeLine, from: number, to: number): number {
  const first = line.positionAt(from);
  return line.positionAt(to, first) - first;
}
