import { assertNever } from "../../src/contract/assert-never.ts";
import type { CaptureEvent, FrameEvent } from "../../src/contract/capture-event.ts";
import type { EventIndex } from "../../src/core/model.ts";
import type { Session } from "../../src/core/session.ts";
import type { FrameMeaning, HttpMeaning } from "../../src/protocol/meaning.ts";
import { maskedStart, type SecretMask } from "../secrets/secret-mask.ts";
import { text } from "./english.ts";
import { formatBytes, formatCount, shortUrl } from "./format.ts";
import { message } from "./message.ts";

/** Payloads above this many characters are not decoded for a row. */
const decodedLimit = 50_000;
const excerptLength = 240;

/** One line on what an event says, for its row in a table. Secrets are hidden. */
export function summariseEvent(session: Session, index: EventIndex, mask: SecretMask): string {
  const event = session.log.event(index);
  if (event.type === "frame" && event.opcode === "text") {
    const meaning = event.payload.length > decodedLimit ? null : session.log.meaning(index);
    const said = meaning === null ? "" : summariseMeaning(meaning);
    return said === "" ? excerptOf(event, mask) : mask.text(said);
  }
  if (event.type === "http") {
    const meaning = session.log.meaning(index);
    const said = meaning === null ? "" : summariseMeaning(meaning);
    return `${event.status === null || event.status === undefined || event.status === 0 ? message("summary_noAnswer") : event.status}${said === "" ? "" : ` · ${mask.text(said)}`}`;
  }
  const masked = event.type === "frame" ? event : mask.event(event);
  return masked.type === "http" ? "" : summariseOther(masked);
}

/** The beginning of a payload. */
function excerptOf(event: FrameEvent, mask: SecretMask): string {
  if (event.payload.length > decodedLimit) return maskedStart(mask, event.payload, excerptLength);
  const masked = mask.event(event);
  return masked.type === "frame" ? masked.payload.slice(0, excerptLength) : "";
}

function summariseMeaning(meaning: FrameMeaning | HttpMeaning): string {
  switch (meaning.kind) {
    case "answer": {
      const parts = [meaning.status === null ? null : String(meaning.status), meaning.message];
      return parts.filter((part) => part !== null).join(" · ");
    }
    case "command-status": {
      const state =
        meaning.status ??
        (meaning.statusCode === null
          ? message("summary_noStatusCode")
          : `command_status ${meaning.statusCode}`);
      return meaning.body === null || meaning.body === "" ? state : `${state} · ${meaning.body}`;
    }
    case "data-download":
      if (meaning.delivery === "link") return message("summary_link");
      if (meaning.delivery === "stream") return message("summary_stream");
      return meaning.body === null
        ? message("summary_empty")
        : message("summary_inline", formatCount(meaning.body.length));
    case "stream-ready":
      return message("summary_fetchable");
    case "malformed":
      return meaning.reason;
    case "api-call":
      if (meaning.commandId !== null) return message("summary_command", meaning.commandId);
      return meaning.requestId === null ? "" : message("summary_dataRequest", meaning.requestId);
    case "channel-operation":
      return [meaning.outcome, meaning.reason].filter((part) => part !== null).join(" · ");
    case "action":
    case "note":
    case "unknown-message":
      return "";
    default:
      return assertNever(meaning);
  }
}

function summariseOther(event: Exclude<CaptureEvent, { type: "http" }>): string {
  switch (event.type) {
    case "frame":
      return message("summary_binary", formatBytes(event.size ?? 0));
    case "document":
      return event.url;
    case "document-ended":
      return message("summary_left");
    case "connection-created":
      return (
        shortUrl(event.url) +
        (event.protocols === undefined || event.protocols.length === 0
          ? ""
          : ` · ${event.protocols.join(", ")}`)
      );
    case "connection-opened":
      return event.protocol === undefined || event.protocol === ""
        ? ""
        : message("summary_protocol", event.protocol);
    case "connection-error":
      return message("summary_noReason");
    case "connection-closed":
      return [event.code, event.reason]
        .filter((part) => part !== null && part !== undefined && part !== "")
        .join(" · ");
    case "gap":
      return summariseGap(event);
    case "unrecognised":
      return String(event.original["type"] ?? "");
    default:
      return assertNever(event);
  }
}

function summariseGap(event: Extract<CaptureEvent, { type: "gap" }>): string {
  const what = event.frames === undefined ? "" : text.status.frames(event.frames);
  const bytes = event.bytes === undefined || event.bytes === 0 ? "" : formatBytes(event.bytes);
  const lost = [what, bytes].filter((part) => part !== "").join(", ");
  // Only its own: a file may say "constructor".
  const known = Object.hasOwn(text.gaps, event.reason) ? text.gaps[event.reason] : null;
  const reason = known ?? event.reason;
  return lost === "" ? reason : message("summary_lost", lost, reason);
}
