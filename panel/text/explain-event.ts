import { assertNever } from "../../src/contract/assert-never.ts";
import type { CaptureEvent, FrameEvent } from "../../src/contract/capture-event.ts";
import type { ChannelOperation, Command, DataRequest, EventIndex, Exchange } from "../../src/core/model.ts";
import type { Session } from "../../src/core/session.ts";
import { formatBytes, formatDuration, shortUrl } from "./format.ts";
import { counted, message, words } from "./message.ts";

/** What happened, in a sentence or two for a person who does not know the protocol by heart. */
export function explainEvent(session: Session, index: EventIndex): string {
  const { log } = session;
  const event = log.event(index);
  const link = log.link(index);
  const kind = log.kind(index);
  if (kind === "truncated") return message("explain_truncated", formatBytes(log.size(index)));
  if (link?.type === "exchange") {
    const { exchange } = link;
    return exchange.request === index
      ? explainRequest(session, exchange)
      : explainAnswer(session, exchange, index);
  }
  if (link?.type === "command") return explainCommandEvent(session, link.command, index);
  if (link?.type === "data-request") return explainDataEvent(session, link.dataRequest, index);
  if (link?.type === "operation") return explainOperation(link.operation);
  return explainAlone(session, index, event);
}

function explainOperation({ meaning, status, latency }: ChannelOperation): string {
  const act = meaning.operation === "join" ? message("explain_join") : message("explain_leave");
  const place =
    meaning.channelId === null ? message("explain_aChannel") : message("explain_channel", meaning.channelId);
  const reason = because(meaning.reason);
  if (meaning.outcome === "ok")
    return message("explain_operationAccepted", act, place, after(latency), reason);
  if (meaning.outcome === "rejected") return message("explain_operationRefused", act, place, status, reason);
  return status === 0
    ? message("explain_operationUnanswered", act, place, reason)
    : message("explain_operationFailed", act, place, status, reason);
}

/** Goes into a sentence, with its space, where a time is known. */
const after = (latency: number | null): string =>
  latency === null ? "" : ` ${message("explain_after", formatDuration(latency))}`;

/** What the other side said, as the end of a sentence. */
const because = (said: string | null | undefined): string =>
  said === null || said === undefined ? "" : `: ${said}`;

function nameOf(exchange: Exchange): string {
  if (exchange.act === "join") return message("explain_join");
  if (exchange.act === "leave") return message("explain_leave");
  return exchange.action === null ? message("explain_nameless") : message("explain_action", exchange.action);
}

/** The outcome of an exchange: `Join accepted after 14 ms: channel 0197…`. */
export function explainExchange(exchange: Exchange, responseTimeout: number): string {
  const name = nameOf(exchange);
  const reason = because(exchange.message);
  const late = exchange.late ? message("explain_late") : "";
  const inferred = exchange.pairing === "inferred" ? ` ${message("explain_inferred")}` : "";
  switch (exchange.outcome) {
    case "ok": {
      const what =
        exchange.channelId === null ? reason : because(message("explain_channel", exchange.channelId));
      return message("explain_accepted", name, after(exchange.latency), late, what) + inferred;
    }
    case "rejected": {
      const status = exchange.status ?? message("explain_noStatus");
      return message("explain_refused", name, status, after(exchange.latency), late, reason) + inferred;
    }
    case "pending":
      return message("explain_pending", name);
    case "timed-out":
      return message("explain_timedOut", name, formatDuration(responseTimeout));
    case "abandoned":
      return message("explain_abandoned", name);
    case "orphan":
      return exchange.status === null
        ? message("explain_orphan", reason)
        : message("explain_orphanStatus", exchange.status, reason);
    default:
      return assertNever(exchange.outcome);
  }
}

function explainRequest(session: Session, exchange: Exchange): string {
  return `${askedOf(exchange)} ${explainExchange(exchange, session.options.responseTimeout)}`;
}

function askedOf({ act, action }: Exchange): string {
  if (act === "join") return message("explain_askedToJoin");
  if (act === "leave") return message("explain_askedToLeave");
  return action === null ? message("explain_sentNameless") : message("explain_sentAction", action);
}

function explainAnswer(session: Session, exchange: Exchange, index: EventIndex): string {
  if (exchange.duplicates.includes(index))
    return message("explain_duplicate", nameOf(exchange).toLowerCase(), because(exchange.message));
  return explainExchange(exchange, session.options.responseTimeout);
}

const callOf = ({ method, url }: { readonly method: string; readonly url: string }): string =>
  `${method} ${shortUrl(url)}`;

/** How a command stands: `Command 0197… succeeded 130 ms after POST /device/remove`. */
export function explainCommand(command: Command, commandTimeout: number): string {
  const call = command.request === null ? null : callOf(command.request);
  const ofCall = call === null ? "" : ` ${message("explain_ofCall", call)}`;
  const since = after(command.latency) + ofCall;
  const reason = because(command.updates.findLast(({ body }) => body !== null && body !== "")?.body);
  switch (command.outcome) {
    case "accepted":
      return message("explain_commandAccepted", command.id, call ?? message("explain_anHttpCall"));
    case "pending":
      return counted("explain_commandTold", command.updates.length, command.id);
    case "success":
      return message("explain_commandSucceeded", command.id, since, reason);
    case "failed":
      return message("explain_commandFailed", command.id, since, reason);
    case "unanswered":
      return message("explain_commandUnanswered", command.id, formatDuration(commandTimeout), ofCall);
    default:
      return assertNever(command.outcome);
  }
}

function explainCommandEvent(session: Session, command: Command, index: EventIndex): string {
  const { id, request } = command;
  if (request?.event === index)
    return `${message("explain_commandCalled", callOf(request), request.status, id)} ${explainCommand(command, session.options.commandTimeout)}`;
  const update = command.updates.find(({ event }) => event === index);
  const since =
    request === null || update === undefined
      ? ""
      : message("explain_afterCall", formatDuration(update.at - request.at), callOf(request));
  const reason = update?.body === "" ? "" : because(update?.body);
  if (update?.status === 1) return message("explain_commandPending", id, since, reason);
  if (update?.status === 2) return message("explain_commandSucceeded", id, since, reason);
  if (update?.status === 3) return message("explain_commandFailed", id, since, reason);
  return message("explain_commandUndocumented", id, since, reason);
}

/** How a data request stands. */
export function explainDataRequest({ id, outcome, latency }: DataRequest, commandTimeout: number): string {
  switch (outcome) {
    case "requested":
      return message("explain_dataAccepted", id);
    case "message":
      return message("explain_dataInline", id, after(latency));
    case "link":
      return message("explain_dataLink", id, after(latency));
    case "stream-announced":
      return message("explain_dataAnnounced", id);
    case "stream-ready":
      return message("explain_dataReady", id, after(latency));
    case "unanswered":
      return message("explain_dataUnanswered", id, formatDuration(commandTimeout));
    default:
      return assertNever(outcome);
  }
}

function explainDataEvent(session: Session, dataRequest: DataRequest, index: EventIndex): string {
  const whole = explainDataRequest(dataRequest, session.options.commandTimeout);
  const { request } = dataRequest;
  if (request?.event === index)
    return `${message("explain_callAnswered", callOf(request), request.status, "")} ${whole}`;
  return whole;
}

function explainAlone(session: Session, index: EventIndex, event: CaptureEvent): string {
  switch (event.type) {
    case "frame":
      return explainFrame(session, index, event);
    case "http":
      return event.status === null || event.status === undefined || event.status === 0
        ? message("explain_callUnanswered", callOf(event))
        : message("explain_callAnswered", callOf(event), event.status, after(event.duration ?? null));
    case "document":
      return event.topFrame === false ? message("explain_frameLoaded") : message("explain_pageLoaded");
    case "document-ended":
      return message("explain_pageLeft");
    case "connection-created":
      return event.worker === true
        ? message("explain_connectingInWorker", shortUrl(event.url))
        : message("explain_connecting", shortUrl(event.url));
    case "connection-opened":
      return message("explain_opened", openedAfter(session, index));
    case "connection-error":
      return message("explain_failed");
    case "connection-closed":
      return message(
        "explain_closed",
        closeMeaning(event.code ?? null),
        event.reason === "" ? "" : because(event.reason),
      );
    case "gap":
      return message("explain_missing");
    case "unrecognised":
      return message("explain_unrecognised");
    default:
      return assertNever(event);
  }
}

function explainFrame(session: Session, index: EventIndex, event: FrameEvent): string {
  const { log } = session;
  const size = formatBytes(log.size(index));
  const sent = event.direction === "sent";
  if (event.opcode === "binary")
    return sent ? message("explain_binarySent", size) : message("explain_binaryReceived", size);
  switch (log.kind(index)) {
    case "malformed": {
      const meaning = event.payload.length > 1_000_000 ? null : log.meaning(index);
      return message("explain_malformed", because(meaning?.kind === "malformed" ? meaning.reason : null));
    }
    case "unknown-message": {
      const type = log.label(index);
      return type === "" ? message("explain_unknown") : message("explain_unknownType", type);
    }
    case "command-status":
      return message("explain_statusWithoutId");
    case "data-download":
    case "stream-ready":
      return message("explain_dataWithoutId");
    default: {
      if (event.injected === true) return message("explain_injected", size);
      const said = sent ? message("explain_textSent", size) : message("explain_textReceived", size);
      const system = log.connection(index)?.system ?? null;
      return system === null ? `${said} ${message("explain_notJudged")}` : said;
    }
  }
}

function openedAfter(session: Session, index: EventIndex): string {
  const connection = session.log.connection(index);
  return connection === null ? "" : after(session.log.time(index) - connection.createdAt);
}

const closeCodes: Readonly<Record<string, string>> = words("close", [
  "1000",
  "1001",
  "1002",
  "1003",
  "1005",
  "1006",
  "1007",
  "1008",
  "1009",
  "1011",
  "1012",
  "1013",
]);

function closeMeaning(code: number | null): string {
  if (code === null) return "";
  const meaning = closeCodes[code];
  return ` ${meaning === undefined ? message("close_withCode", code) : message("close_because", meaning, code)}`;
}
