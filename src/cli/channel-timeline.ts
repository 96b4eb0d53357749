import type { ChannelState } from "../core/model.ts";
import type { ReportChannel, ReportFinding } from "../io/report.ts";

/** How each state is drawn; the states that the channel carries messages in are solid. */
export const stateMarks: Readonly<Record<ChannelState, string>> = {
  "not-joined": "·",
  joining: "/",
  joined: "█",
  leaving: "\\",
  left: "-",
  closed: "x",
};

/** How each severity is drawn under the lane. */
const severityMarks = { error: "!", warning: "?", info: "i" } as const;
const rank = { error: 2, warning: 1, info: 0 } as const;

/**
 * A channel's states over time, one character for each slice of it. A slice shows the state at its end, so that no state
 * that lasted is hidden by one that passed; a state shorter than a slice may not be seen, the history's lines have it.
 * After the connection closed there is nothing.
 *
 * @param from the capture's first time in milliseconds
 * @param to its last
 * @param width characters
 */
export function drawLane(channel: ReportChannel, from: number, to: number, width: number): string {
  const begin = channel.history[0]?.from ?? from;
  let lane = "";
  let at = 0;
  let ended = false;
  for (let slice = 0; slice < width; slice++) {
    const end = to > from ? from + ((to - from) * (slice + 1)) / width : to;
    if (ended || end < begin) {
      lane += " ";
      continue;
    }
    let next = channel.history[at + 1];
    while (next !== undefined && next.from <= end) {
      at++;
      next = channel.history[at + 1];
    }
    const state = channel.history[at]?.state ?? "not-joined";
    lane += stateMarks[state];
    ended = state === "closed";
  }
  return lane;
}

/** The findings of a lane, under where they were found, the worst of a slice; empty where there is none. */
export function drawFindings(
  findings: readonly ReportFinding[],
  from: number,
  to: number,
  width: number,
): string {
  const slices: (keyof typeof severityMarks | undefined)[] = [];
  for (const { severity, at } of findings) {
    const slice = to > from ? Math.min(width - 1, Math.floor(((at - from) / (to - from)) * width)) : 0;
    const there = slices[slice];
    if (there === undefined || rank[there] < rank[severity]) slices[slice] = severity;
  }
  return Array.from(slices, (severity) => (severity === undefined ? " " : severityMarks[severity])).join("");
}
