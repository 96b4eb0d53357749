import type { Connection, EventKind } from "../../src/core/model.ts";
import { kinds } from "./english.ts";
import { counted, message, words } from "./message.ts";

/** What the detail says. */
export const detailText = {
  ...words("detail", [
    "label",
    "close",
    "payload",
    "requestHeaders",
    "responseHeaders",
    "noHeaders",
    "findings",
    "time",
    "connection",
    "size",
    "id",
    "channelThen",
    "noChannelThen",
    "related",
    "note",
    "injected",
    "answered",
    "correlationId",
    "bothHalves",
    "callAndMessages",
    "callUnseen",
    "system",
    "members",
    "memberCount",
    "created",
    "opened",
    "closed",
    "lasted",
    "history",
    "from",
    "cause",
    "timeOut",
    "showFrames",
    "noEvidence",
    "reveal",
    "hide",
    "revealHint",
    "search",
    "expandAll",
    "collapseAll",
    "copyPath",
    "copyValue",
    "copyAll",
    "decode",
    "decodedJwt",
    "decodedBase64",
    "notVerified",
    "readTree",
    "reading",
    "stopReading",
    "searching",
    "noPayload",
    "cut",
    "notJson",
    "compareEmpty",
    "compareSame",
    "rule",
    "fires",
    "why",
    "mend",
    "reference",
    "evidence",
    "noLonger",
  ]),
  eventTitle: (kind: EventKind, direction: "sent" | "received" | null) => {
    const name = kinds[kind];
    const title = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    return direction === null ? title : message("detail_eventTitle", title, directions[direction]);
  },
  titles: words("detail_title", [
    "event",
    "exchange",
    "command",
    "data-request",
    "operation",
    "connection",
    "finding",
  ]),
  tabs: words("detail_tab", ["payload", "raw", "hex", "headers", "compare", "request", "response"]),
  relatedTo: words("detail_related", [
    "exchange",
    "command",
    "data-request",
    "operation",
    "connection",
    "finding",
  ]),
  showProblems: (count: number) => counted("detail_showProblems", count),
  connectionSentence: (connection: Connection, state: string, channelId: string | null) => {
    const number = connection.index + 1;
    const named = connection.worker
      ? message("detail_workerConnection", number)
      : message("detail_connectionNumber", number);
    if (connection.sent + connection.received === 0)
      return state === "closed"
        ? message("detail_wasSilent", named, state)
        : message("detail_silent", named, state);
    if (connection.channel.length === 0) return message("detail_unjudged", named, state);
    if (state === "closed") return message("detail_isClosed", named);
    return channelId === null
      ? message("detail_stands", named, state)
      : message("detail_standsToChannel", named, state, channelId);
  },
  more: (shown: string, total: string) => message("detail_more", shown, total),
  tooDeep: (levels: number) => message("detail_tooDeep", levels),
  expires: (time: string) => message("detail_expires", time),
  large: (size: string) => message("detail_large", size),
  readFailed: (reason: string) => message("detail_readFailed", reason),
  moreLines: (count: number) => counted("detail_moreLines", count),
  compareWith: (label: string) => message("detail_compareWith", label),
  matches: (count: number) => counted("detail_matches", count),
};

const directions = words("detail", ["sent", "received"]);
