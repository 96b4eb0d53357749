import type { ChannelState, EventKind } from "../../src/core/model.ts";
import type { ViewId } from "../selection/view-id.ts";
import { formatCount } from "./format.ts";
import { counted, message, words } from "./message.ts";

/** The kinds of rows where a word must do. */
export const kinds = words("kind", [
  "document",
  "document-ended",
  "connection-created",
  "connection-opened",
  "connection-error",
  "connection-closed",
  "gap",
  "unrecognised",
  "http",
  "frame",
  "join",
  "leave",
  "action",
  "answer",
  "command-status",
  "data-download",
  "stream-ready",
  "unknown-message",
  "malformed",
  "binary",
  "truncated",
  "note",
]) satisfies Record<EventKind, string>;

/** What the panel says from the moment it opens. What it says later stands beside this file, with the part that says it. */
export const text = {
  title: message("extensionName"),
  views: words("view", ["frames", "exchanges", "channels", "commands", "problems"]) satisfies Record<
    ViewId,
    string
  >,
  toolbar: words("toolbar", [
    "label",
    "record",
    "stop",
    "clear",
    "preserve",
    "preserveHint",
    "filter",
    "filterHint",
    "filterClear",
    "savedFilters",
    "help",
  ]),
  filter: {
    ...words("filter", ["ready", "own", "save", "saveAs", "nothingToSave", "nameTaken", "completions"]),
    matches: (shown: number, total: number) =>
      message("filter_matches", formatCount(shown), formatCount(total)),
    searching: (shown: number) => message("filter_searching", formatCount(shown)),
    remove: (name: string) => message("filter_remove", name),
    on: (count: number) => counted("filter_on", count),
  },
  overview: {
    ...words("overview", ["label", "connections", "unjudged", "connecting", "open", "closed"]),
    since: (time: string) => message("overview_since", time),
  },
  tabs: words("views", ["label"]),
  grid: {
    ...words("grid", ["toNewest"]),
    newer: (count: number) => message("grid_newer", formatCount(count)),
    resize: (grid: string, column: string) => message("grid_resize", column, grid),
  },
  columns: words("column", [
    "time",
    "direction",
    "kind",
    "label",
    "id",
    "size",
    "latency",
    "outcome",
    "connection",
    "connectionShort",
    "action",
    "status",
    "channel",
    "message",
    "sentAt",
    "state",
    "since",
    "history",
    "sent",
    "received",
    "bytes",
    "url",
    "call",
    "updates",
    "problem",
    "evidence",
  ]),
  kinds,
  states: words("state", ["not-joined", "joining", "joined", "leaving", "left", "closed"]) satisfies Record<
    ChannelState,
    string
  >,
  gaps: words("gap", [
    "not-recording",
    "buffer-full",
    "unreadable-page-data",
    "not-recorded",
    "page-left",
    "page-ended-abruptly",
    "sockets-not-recorded",
    "har-cut",
    "filtered",
    "network-log-cleared",
    "calls-left-off",
    "calls-taken-up",
  ]) as Readonly<Record<string, string>>,
  token: {
    ...words("token", ["name", "unbounded", "expiredNow", "revokedNow"]),
    valid: (expiry: string, left: string) => message("token_valid", expiry, left),
    expired: (expiry: string, ago: string) => message("token_expired", expiry, ago),
    revoked: (at: string) => message("token_revoked", at),
  },
  status: {
    ...words("status", ["hidden", "revealed", "stopped", "file", "rowHidden", "rowCleared", "notInDevtools"]),
    connections: (count: number) => counted("status_connections", count),
    frames: (count: number) => counted("status_frames", count),
    exchanges: (count: number) => counted("status_exchanges", count),
    latency: (middle: string, high: string) => message("status_latency", middle, high),
    dropped: (frames: number) => message("status_dropped", formatCount(frames)),
    relay: words("relay", ["connecting", "connected", "reconnecting"]),
    limits: (count: number) => counted("status_limits", count),
  },
  problems: {
    counts: (errors: number, warnings: number, infos: number) =>
      [
        errors > 0 ? counted("problem_errors", errors) : "",
        warnings > 0 ? counted("problem_warnings", warnings) : "",
        infos > 0 ? counted("problem_notes", infos) : "",
      ]
        .filter((part) => part !== "")
        .join(", "),
  },
  copy: words("copy", ["done", "failed"]),
  severities: words("severity", ["error", "warning", "info"]),
  splitter: message("splitter_label"),
};
