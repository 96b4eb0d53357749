import { formatCount } from "../text/format.ts";

const many = (count: number, one: string, more: string): string =>
  `${formatCount(count)} ${count === 1 ? one : more}`;

/** What views say while they have nothing to show, in English: a title and a hint each. */
export const emptyText = {
  connecting: ["Connecting to the page…", ""],
  notInDevtools: [
    "No page to watch",
    "This page is not inside DevTools. Open DevTools on a page, or open a capture here.",
  ],
  unwatched: [
    "This page is not watched yet",
    "It was loaded before the extension was, or it is one of the browser's own pages. Reload it, and it is watched from its first line on.",
  ],
  waiting: [
    "Waiting for the page to open a WebSocket",
    "Sign in or connect in the page: its joins, answers and messages then appear by themselves. HTTP calls are seen while DevTools are open; reload the page to have the earlier ones.",
  ],
  cleared: ["Cleared", "Nothing has happened since. What comes next appears here."],
  reconnecting: ["The connection to the page was lost", "It is being made again. Nothing is lost meanwhile."],
  emptyFile: ["This file holds no events", "It has a header, and nothing after it."],
  paused: ["Recording is stopped", "Press Record to go on. What comes meanwhile is counted, not kept."],
  exchanges: [
    "No action has been sent yet",
    "An exchange appears when the page sends an action such as joinChannel, with its answer in the same row.",
  ],
  channels: [
    "No connection yet",
    "Every WebSocket of the page is listed here, with its channel's state now and before.",
  ],
  commands: [
    "No command yet",
    "Commands begin with an HTTP call that answers 202; data requests likewise. Keep DevTools open while the page makes them, so that the calls are seen.",
  ],
  problems: [
    "No problems found",
    "Every rule has been applied to what was recorded so far, and none had to speak.",
  ],
  unrecognised: (connections: number) =>
    [
      "Nobody speaks Privicore here yet",
      `The page has opened ${many(connections, "WebSocket", "WebSockets")}, and none has joined a channel. Their frames are listed in Frames, and not judged.`,
    ] as const,
  noMatch: "Nothing matches the filter",
  noMatchHint: (hidden: number) => `${many(hidden, "row is", "rows are")} hidden.`,
  clearFilter: "Clear the filter",
  noneBy: (time: string, later: number) =>
    [`No problem had been found by ${time}`, `${many(later, "was", "were")} found later.`] as const,
  backToLive: "Back to live",
  demo: "Explore a demo session",
  tour: "Five-minute tour",
} as const;

/** A title and a hint. */
export type EmptyWords = readonly [title: string, hint: string];
