import { formatCount, formatDuration } from "./format.ts";

const many = (count: number, one: string, more: string): string =>
  `${formatCount(count)} ${count === 1 ? one : more}`;

/** What the panel says about time, in English. */
export const overTimeText = {
  axis: "Time axis",
  axisValue: (time: string, live: boolean, work: string) => `${time}${live ? ", live" : ""}${work}`,
  axisHelp:
    "Arrows go from event to event, Page Up and Page Down by a tenth of what is shown; plus and minus zoom, Ctrl with arrows moves the axis, Shift with arrows selects a range, Escape goes back to live.",
  zoomIn: "Zoom in (+)",
  zoomOut: "Zoom out (−)",
  zoomAll: "Show all of the session (0)",
  collapse: "Draw all connections as one lane",
  expand: "A lane for every connection",
  allConnections: "All connections",
  commands: "Commands",
  channel: (system: string, channelId: string | null) => `${system} ${channelId ?? "channel"}`,
  members: (names: readonly string[]) =>
    names.length > 3
      ? many(names.length, "member", "members")
      : names.map((name) => name || "joined").join(", "),
  nobody: "nobody",
  place: "Place in time",
  asOf: "As of",
  before: (duration: number) => `${formatDuration(duration)} before the end`,
  states: {
    "not-joined": "not joined",
    joining: "joining",
    joined: "joined",
    leaving: "leaving",
    left: "left",
    closed: "closed",
  },
  pending: (count: number) => many(count, "pending exchange", "pending exchanges"),
  open: (count: number) => many(count, "open command", "open commands"),
  nothingOpen: "nothing pending",
  earlier: "To the event before",
  later: "To the event after",
  live: "Back to live",
  end: "Back to the end",
  range: (from: string, to: string, duration: number) => `${from} – ${to} (${formatDuration(duration)})`,
  rangeLabel: "Only",
  zoomRange: "Zoom to the range",
  clearRange: "Clear the range",
  rangeFrom: "Beginning of the range",
  rangeTo: "End of the range",
  hover: (sent: number, received: number) =>
    [sent > 0 ? `${formatCount(sent)} sent` : "", received > 0 ? `${formatCount(received)} received` : ""]
      .filter((part) => part !== "")
      .join(", "),
  detailAsOf: (time: string) => `As it stood at ${time}.`,
  detailLater: (time: string) => `This had not happened yet at ${time}.`,
} as const;
