import { assertNever } from "../../src/contract/assert-never.ts";
import type { CaptureEvent } from "../../src/contract/capture-event.ts";
import type { Command, DataRequest, EventIndex, Exchange } from "../../src/core/model.ts";
import type { Session } from "../../src/core/session.ts";
import { formatBytes, formatCount, formatDuration, shortUrl } from "./format.ts";

/** What happened, in a sentence or two for a person who does not know the protocol by heart. */
export function explainEvent(session: Session, index: EventIndex): string {
  const { log } = session;
  const event = log.event(index);
  const link = log.link(index);
  const kind = log.kind(index);
  if (kind === "truncated")
    return `A text frame of ${formatBytes(log.size(index))}. Its payload was cut when it was captured, so it is not decoded.`;
  if (link?.type === "exchange") {
    const { exchange } = link;
    return exchange.request === index
      ? explainRequest(session, exchange)
      : explainAnswer(session, exchange, index);
  }
  if (link?.type === "command") return explainCommandEvent(session, link.command, index);
  if (link?.type === "data-request") return explainDataEvent(session, link.dataRequest, index);
  if (link?.type === "operation") {
    const { meaning } = link.operation;
    const verb = meaning.operation === "join" ? "Join" : "Leave";
    const place = meaning.channelId === null ? "a channel" : `channel ${meaning.channelId}`;
    const reason = meaning.reason === null ? "" : `: ${meaning.reason}`;
    if (meaning.outcome === "ok")
      return `${verb} of ${place} accepted${after(link.operation.latency)}${reason}.`;
    if (meaning.outcome === "rejected")
      return `${verb} of ${place} refused with ${link.operation.status}${reason}.`;
    return `${verb} of ${place} failed${link.operation.status === 0 ? ": no answer came" : ` with ${link.operation.status}`}${reason}.`;
  }
  return explainAlone(session, index, event);
}

const after = (latency: number | null): string =>
  latency === null ? "" : ` after ${formatDuration(latency)}`;

function nameOf(exchange: Exchange): string {
  if (exchange.act === "join") return "Join";
  if (exchange.act === "leave") return "Leave";
  return exchange.action === null ? "Action" : `Action ${exchange.action}`;
}

/** The outcome of an exchange: `Join accepted after 14 ms: channel 0197…`. */
export function explainExchange(exchange: Exchange, responseTimeout: number): string {
  const name = nameOf(exchange);
  const reason = exchange.message === null ? "" : `: ${exchange.message}`;
  const late = exchange.late ? ", late, after the response time-out" : "";
  const inferred =
    exchange.pairing === "inferred" ? " Paired by order, because there is no correlation ID." : "";
  switch (exchange.outcome) {
    case "ok": {
      const what = exchange.channelId === null ? reason : `: channel ${exchange.channelId}`;
      return `${name} accepted${after(exchange.latency)}${late}${what}.${inferred}`;
    }
    case "rejected":
      return `${name} refused with ${exchange.status ?? "no status"}${after(exchange.latency)}${late}${reason}.${inferred}`;
    case "pending":
      return `${name} sent. No answer yet.`;
    case "timed-out":
      return `${name} not answered within ${formatDuration(responseTimeout)}.`;
    case "abandoned":
      return `${name} not answered: the connection closed first.`;
    case "orphan":
      return `An answer${exchange.status === null ? "" : ` with ${exchange.status}`} that no action on this connection asked for${reason}.`;
    default:
      return assertNever(exchange.outcome);
  }
}

function explainRequest(session: Session, exchange: Exchange): string {
  const asked =
    exchange.act === "join"
      ? "The page asked to join its profile's channel."
      : exchange.act === "leave"
        ? "The page asked to leave its channel."
        : `The page sent the action ${exchange.action ?? "without a name"}.`;
  return `${asked} ${explainExchange(exchange, session.options.responseTimeout)}`;
}

function explainAnswer(session: Session, exchange: Exchange, index: EventIndex): string {
  if (exchange.duplicates.includes(index))
    return `A further answer to ${nameOf(exchange).toLowerCase()}, which had been answered already${exchange.message === null ? "" : `: ${exchange.message}`}.`;
  return explainExchange(exchange, session.options.responseTimeout);
}

/** How a command stands: `Command 0197… succeeded 130 ms after POST /device/remove`. */
export function explainCommand(command: Command, commandTimeout: number): string {
  const call = command.request === null ? "" : `${command.request.method} ${shortUrl(command.request.url)}`;
  const since = call === "" ? after(command.latency) : `${after(command.latency)} of ${call}`;
  const reason = command.updates.findLast(({ body }) => body !== null && body !== "")?.body ?? null;
  const because = reason === null ? "" : `: ${reason}`;
  switch (command.outcome) {
    case "accepted":
      return `Command ${command.id} was accepted by ${call === "" ? "an HTTP call" : call}. No status message yet.`;
    case "pending":
      return `Command ${command.id} is pending, told ${formatCount(command.updates.length)} times so far.`;
    case "success":
      return `Command ${command.id} succeeded${since}${because}.`;
    case "failed":
      return `Command ${command.id} failed${since}${because}.`;
    case "unanswered":
      return `Command ${command.id} got neither success nor failure within ${formatDuration(commandTimeout)}${call === "" ? "" : ` of ${call}`}.`;
    default:
      return assertNever(command.outcome);
  }
}

function explainCommandEvent(session: Session, command: Command, index: EventIndex): string {
  const { request } = command;
  if (request?.event === index)
    return `${request.method} ${shortUrl(request.url)} answered ${request.status}: accepted as command ${command.id}. A 202 is not yet a success. ${explainCommand(command, session.options.commandTimeout)}`;
  const update = command.updates.find(({ event }) => event === index);
  const since =
    request === null || update === undefined
      ? ""
      : `, ${formatDuration(update.at - request.at)} after ${request.method} ${shortUrl(request.url)}`;
  const because =
    update?.body === null || update?.body === undefined || update.body === "" ? "" : `: ${update.body}`;
  if (update?.status === 1) return `Command ${command.id} is pending${since}${because}.`;
  if (update?.status === 2) return `Command ${command.id} succeeded${since}${because}.`;
  if (update?.status === 3) return `Command ${command.id} failed${since}${because}.`;
  return `A status of command ${command.id} that is in no document${since}${because}.`;
}

/** How a data request stands. */
export function explainDataRequest(request: DataRequest, commandTimeout: number): string {
  const id = `Data request ${request.id}`;
  switch (request.outcome) {
    case "requested":
      return `${id} was accepted. No message for it yet.`;
    case "message":
      return `${id} was answered inline${after(request.latency)}.`;
    case "link":
      return `${id} was answered with a download link${after(request.latency)}. It can be used once, and not for long.`;
    case "stream-announced":
      return `${id} comes as a stream; STREAM-READY has not been seen yet.`;
    case "stream-ready":
      return `${id} can be fetched as a stream${after(request.latency)}.`;
    case "unanswered":
      return `${id} got no message within ${formatDuration(commandTimeout)}.`;
    default:
      return assertNever(request.outcome);
  }
}

function explainDataEvent(session: Session, request: DataRequest, index: EventIndex): string {
  const whole = explainDataRequest(request, session.options.commandTimeout);
  if (request.request?.event === index)
    return `${request.request.method} ${shortUrl(request.request.url)} answered ${request.request.status}. ${whole}`;
  return whole;
}

function explainAlone(session: Session, index: EventIndex, event: CaptureEvent): string {
  const { log } = session;
  switch (event.type) {
    case "frame": {
      const way = event.direction === "sent" ? "sent by the page" : "received";
      if (event.opcode === "binary") return `A binary frame of ${formatBytes(log.size(index))}, ${way}.`;
      const kind = log.kind(index);
      if (kind === "malformed") {
        const meaning = event.payload.length > 1_000_000 ? null : log.meaning(index);
        return `A text frame that does not decode${meaning?.kind === "malformed" ? `: ${meaning.reason}` : ""}.`;
      }
      if (kind === "unknown-message")
        return `A message${log.label(index) === "" ? "" : ` of type ${log.label(index)}`} that is in no document. It is shown and not judged.`;
      if (kind === "command-status") return `A command status without an ID that could be followed.`;
      if (kind === "data-download" || kind === "stream-ready")
        return `A data message without an ID that could be followed.`;
      if (event.injected === true)
        return `A frame of ${formatBytes(log.size(index))} that was sent by hand from this panel.`;
      const system = log.connection(index)?.system ?? null;
      return `A text frame of ${formatBytes(log.size(index))}, ${way}${system === null ? ". Its connection speaks no known protocol, so it is not judged" : ""}.`;
    }
    case "http":
      return event.status === null || event.status === undefined || event.status === 0
        ? `${event.method} ${shortUrl(event.url)} got no answer.`
        : `${event.method} ${shortUrl(event.url)} answered ${event.status}${after(event.duration ?? null)}.`;
    case "document":
      return event.topFrame === false ? "A frame in the page loaded its document." : "A page was loaded.";
    case "document-ended":
      return "The page was left. Its open connections end with it.";
    case "connection-created":
      return `The page began to connect to ${shortUrl(event.url)}${event.worker === true ? ", from a Web Worker" : ""}.`;
    case "connection-opened":
      return `The connection is open${openedAfter(session, index)}.`;
    case "connection-error":
      return "The connection failed. The browser does not tell pages why; its console may.";
    case "connection-closed":
      return `The connection closed${closeMeaning(event.code ?? null)}${event.reason === null || event.reason === undefined || event.reason === "" ? "" : `: ${event.reason}`}.`;
    case "gap":
      return "Something is missing here. What follows is judged without it.";
    case "unrecognised":
      return "An event of a type that this version does not know. It is kept as it was.";
    default:
      return assertNever(event);
  }
}

function openedAfter(session: Session, index: EventIndex): string {
  const connection = session.log.connection(index);
  return connection === null ? "" : after(session.log.time(index) - connection.createdAt);
}

const closeCodes: Readonly<Record<number, string>> = {
  1000: "normally",
  1001: "because the page or the server went away",
  1002: "over a protocol error",
  1003: "over data of a kind that is not accepted",
  1005: "without a code",
  1006: "without saying goodbye: the network or the server was lost",
  1007: "over text that is not valid",
  1008: "against the server's policy",
  1009: "over a message that is too big",
  1011: "over an error in the server",
  1012: "because the server restarts",
  1013: "because the server is overloaded",
};

function closeMeaning(code: number | null): string {
  if (code === null) return "";
  const words = closeCodes[code];
  return words === undefined ? ` with code ${code}` : ` ${words} (${code})`;
}
