import { text } from "./english.ts";
import { formatCount, formatDuration } from "./format.ts";
import { counted, message, words } from "./message.ts";
import { oneLine } from "./visible-text.ts";

/** What the panel says about time. */
export const overTimeText = {
  ...words("time", [
    "axis",
    "axisHelp",
    "zoomIn",
    "zoomOut",
    "zoomAll",
    "collapse",
    "expand",
    "allConnections",
    "commands",
    "nobody",
    "place",
    "asOf",
    "nothingOpen",
    "earlier",
    "later",
    "live",
    "rangeLabel",
    "zoomRange",
    "clearRange",
    "rangeFrom",
    "rangeTo",
  ]),
  axisValue: (time: string, live: boolean, work: string) =>
    `${live ? message("time_liveAt", time) : time}${work}`,
  channel: (system: string, channelId: string | null) => `${system} ${channelId ?? message("time_aChannel")}`,
  members: (names: readonly string[]) =>
    names.length > 3
      ? counted("time_members", names.length)
      : names.map((name) => oneLine(name) || message("time_memberJoined")).join(", "),
  states: text.states,
  pending: (count: number) => counted("time_pending", count),
  open: (count: number) => counted("time_open", count),
  range: (from: string, to: string, duration: number) =>
    message("time_range", from, to, formatDuration(duration)),
  hover: (sent: number, received: number) =>
    [
      sent > 0 ? message("time_sent", formatCount(sent)) : "",
      received > 0 ? message("time_received", formatCount(received)) : "",
    ]
      .filter((part) => part !== "")
      .join(", "),
  detailAsOf: (time: string) => message("time_detailAsOf", time),
  detailLater: (time: string) => message("time_detailLater", time),
};
