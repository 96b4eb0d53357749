import type { ExportRequest } from "../sessions/export-request.ts";
import { formatCount } from "./format.ts";
import { counted, message, words } from "./message.ts";
import { visibleText } from "./visible-text.ts";

/** What the panel says about sessions and files. */
export const sessionsText = {
  ...words("session", [
    "tabs",
    "live",
    "closeShown",
    "import",
    "export",
    "more",
    "send",
    "ownTab",
    "demo",
    "tour",
    "settings",
    "drop",
    "judging",
    "work",
    "cancel",
    "dismiss",
    "format",
    "scope",
    "secrets",
    "secretsHint",
    "secretsHidden",
    "save",
    "sendTitle",
    "sendConnection",
    "sendKind",
    "sendText",
    "sendBinary",
    "sendPayload",
    "sendNow",
    "sendDone",
    "sendMarks",
    "sendNone",
    "sendChoose",
    "sendClosed",
    "resend",
    "byHand",
    "copyJson",
    "copyWscat",
    "copyFetch",
    "copyTest",
    "timeFormat",
    "clock",
    "relative",
    "responseTimeout",
    "commandTimeout",
    "seconds",
    "limit",
    "limitEvents",
    "resetColumns",
    "resetSettings",
    "closeDialog",
    "mirrorGone",
  ]),
  close: (name: string) => message("session_close", visibleText(name)),
  fromFile: (events: number, redacted: boolean | null) => {
    const count = formatCount(events);
    if (redacted === null) return message("session_fromFile", count);
    return redacted ? message("session_fromFileHidden", count) : message("session_fromFileClear", count);
  },
  opening: (name: string) => message("session_opening", visibleText(name)),
  notOpened: (name: string, reason: string) =>
    message("session_notOpened", visibleText(name), visibleText(reason)),
  skipped: (name: string, count: number) => counted("session_skipped", count, visibleText(name)),
  exporting: (name: string) => message("session_exporting", name),
  notExported: (reason: string) => message("session_notExported", reason),
  notJudged: (reason: string) => message("session_notJudged", reason),
  percent: (share: number) => message("session_percent", Math.round(share * 100)),
  formats: words("session_format", ["capture", "har", "report"]) satisfies Record<
    ExportRequest["format"],
    string
  >,
  scopes: words("session_scope", ["all", "filtered"]) satisfies Record<ExportRequest["scope"], string>,
  limitReached: (limit: number) => message("session_limitReached", formatCount(limit)),
};
