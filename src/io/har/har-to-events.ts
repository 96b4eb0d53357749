/** A HAR's elements to capture events, one at a time. */
import { type ConnectionId, connectionId, documentId, epochMilliseconds } from "../../contract/brands.ts";
import type { CaptureEvent, HttpEvent } from "../../contract/capture-event.ts";
import { readEvent } from "../capture-file/read-event.ts";
import { decodedBase64 } from "../decoded-base64.ts";
import { shownValue } from "../shown-value.ts";
import type { HarEntry, HarHeaders, HarMessage } from "./har-shapes.ts";

/**
 * Whether an entry is a socket and not an HTTP call.
 *
 * @param hasMessages whether socket messages were found in it: some writers give every call an empty list of them
 */
export function isSocketEntry(entry: HarEntry, hasMessages: boolean): boolean {
  if (entry._resourceType === "websocket" || hasMessages) return true;
  // This tool says it of a call that has a socket's URL.
  return /^wss?:/i.test(entry.request.url) && entry._privicore?.["type"] !== "http";
}

/**
 * Chrome writes a message's time in seconds since the epoch, Playwright in milliseconds: told apart by size. Seconds
 * reach this number in the year 5138, milliseconds passed it in 1973.
 */
const firstMilliseconds = 1e11;

/** When a message passed, in milliseconds since the epoch, to the microsecond (a double of seconds holds no more). */
export function messageTime(time: number): number {
  return time < firstMilliseconds ? Math.round(time * 1e6) / 1e3 : time;
}

/** A socket message's event, or in words what is wrong with it. */
export function messageToEvent(message: HarMessage, connection: ConnectionId): CaptureEvent | string {
  const time = messageTime(message.time);
  if (message.type === "error") return readEvent({ type: "connection-error", connection, time }, null);
  if (message.type !== "send" && message.type !== "receive")
    return `expected type "send" or "receive", got ${shownValue(message.type)}`;
  if (message.opcode !== 1 && message.opcode !== 2) {
    // Ping, pong, close and continuation: no frame of the page's, but nothing to lose either.
    return readEvent(
      { ...message, type: "har-websocket-message", direction: message.type, connection, time },
      null,
    );
  }
  return readEvent(
    {
      type: "frame",
      connection,
      time,
      direction: message.type === "send" ? "sent" : "received",
      opcode: message.opcode === 1 ? "text" : "binary",
      payload: message.data,
      ...message._privicore,
    },
    null,
  );
}

/** When an entry began, in milliseconds since the epoch; NaN where its date is none. */
export function entryTime(entry: HarEntry): number {
  const own = entry._privicore?.["time"];
  return typeof own === "number" ? own : harDate(entry.startedDateTime);
}

/**
 * A date of a HAR in milliseconds since the epoch. NaN where it is none, or has no time zone, which HAR 1.2 demands: what it means
 * would depend on where it is read.
 */
export function harDate(text: string): number {
  if (!/(?:Z|[+-]\d\d:?\d\d|\bGMT|\bUTC)\s*$/i.test(text)) return Number.NaN;
  // ISO 8601 has a comma before the fraction as well; Date.parse does not.
  return Date.parse(text.replace(/(?<=:\d\d),(?=\d)/, "."));
}

/** What comes first of one time: this tool says it, as a HAR holds the messages of each socket in one place. */
export function rankOf({ _privicoreRank: rank }: HarEntry | HarMessage): number {
  return typeof rank === "number" && Number.isInteger(rank) && rank > 0 && rank <= largestRank ? rank : 0;
}

const largestRank = 2 ** 32 - 1;

/** What is wrong with an entry's date, in words. */
export function dateProblem(entry: HarEntry): string {
  return `startedDateTime: expected an ISO 8601 date with a time zone, got ${shownValue(entry.startedDateTime)}`;
}

/** An entry's HTTP status; 0 where no answer came, null where it is no number. Some writers put it in quotes. */
function statusOf({ response }: HarEntry): number | null {
  const status = response?.status ?? 0;
  if (typeof status === "string") return /^\s*-?\d{1,3}\s*$/.test(status) ? Number(status) : null;
  return typeof status === "number" ? status : null;
}

/** An HTTP entry's event, or in words what is wrong with it. */
export function entryToHttp(entry: HarEntry): CaptureEvent | string {
  const time = entryTime(entry);
  if (!Number.isFinite(time)) return dateProblem(entry);
  const { request, response } = entry;
  const status = statusOf(entry);
  if (status === null) return `response.status: expected a number, got ${shownValue(response?.status)}`;
  const body = responseBody(response?.content ?? {});
  const http: Record<keyof HttpEvent, unknown> = {
    type: "http",
    document: entry.pageref ?? null,
    time,
    duration: typeof entry.time === "number" && entry.time >= 0 ? entry.time : null,
    method: request.method,
    url: fullUrl(request.url, request.queryString ?? []),
    // Playwright writes -1 where no answer came.
    status: Math.max(0, status),
    requestHeaders: joinedHeaders(request.headers ?? []),
    requestBody: requestBody(request.postData),
    responseHeaders: joinedHeaders(response?.headers ?? []),
    responseBody: body.text,
    bodyNote: body.note,
    ...entry._privicore,
  };
  return readEvent(http, null);
}

/** What an entry says of its socket's beginning: created, and opened where the handshake succeeded. */
export function socketBeginning(
  entry: HarEntry,
  connection: ConnectionId,
  firstMessage: number,
): readonly CaptureEvent[] {
  const started = harDate(entry.startedDateTime);
  const created = Math.min(Number.isFinite(started) ? started : firstMessage, firstMessage);
  if (!Number.isFinite(created)) return [];
  const request = joinedHeaders(entry.request.headers ?? []);
  const response = joinedHeaders(entry.response?.headers ?? []);
  const events: CaptureEvent[] = [
    {
      type: "connection-created",
      connection,
      document: typeof entry.pageref === "string" ? documentId(entry.pageref) : null,
      time: epochMilliseconds(created),
      url: entry.request.url,
      protocols: headerOf(request, "sec-websocket-protocol")
        .split(",")
        .map((name) => name.trim())
        .filter((name) => name !== ""),
    },
  ];
  if (statusOf(entry) === 101 || firstMessage !== Number.POSITIVE_INFINITY) {
    const opened = Math.min(created + handshakeDuration(entry), firstMessage);
    events.push({
      type: "connection-opened",
      connection,
      time: epochMilliseconds(opened),
      protocol: headerOf(response, "sec-websocket-protocol"),
      extensions: headerOf(response, "sec-websocket-extensions"),
    });
  }
  return events;
}

/**
 * A socket that came to be, in a HAR whose writer has no field for its frames, as Firefox's has none: whatever could have
 * come on it is missing, and must not be missed by the rules.
 */
export function framesNotRecorded(entry: HarEntry, connection: ConnectionId): readonly CaptureEvent[] {
  const time = entryTime(entry);
  if (statusOf(entry) !== 101 || !Number.isFinite(time)) return [];
  return [{ type: "gap", time: epochMilliseconds(time), reason: "sockets-not-recorded", connection }];
}

/** The ID of a socket that this tool wrote; null for another's. */
export function ownSocketId(entry: HarEntry): ConnectionId | null {
  const own = entry._privicore?.["connection"];
  return typeof own === "string" ? connectionId(own) : null;
}

/** `time` is no use here: it is the socket's whole life. */
function handshakeDuration(entry: HarEntry): number {
  let sum = 0;
  for (const phase of ["blocked", "dns", "connect", "send", "wait"]) {
    const value = entry.timings?.[phase];
    if (typeof value === "number" && value > 0) sum += value;
  }
  return sum;
}

/** Several headers of one name become one, joined as fetch joins them; cookies by line, as they may hold commas. */
function joinedHeaders(headers: HarHeaders): Record<string, string> {
  const names = new Map<string, string>();
  const joined: Record<string, string> = {};
  for (const { name, value } of headers) {
    // HTTP/2's pseudo headers repeat the URL and the status.
    if (name.startsWith(":") || name === "__proto__") continue;
    const lower = name.toLowerCase();
    const first = names.get(lower);
    if (first === undefined) {
      names.set(lower, name);
      joined[name] = value;
    } else {
      joined[first] = `${joined[first] ?? ""}${lower === "set-cookie" ? "\n" : ", "}${value}`;
    }
  }
  return joined;
}

function headerOf(headers: Readonly<Record<string, string>>, lowerName: string): string {
  for (const name in headers) if (name.toLowerCase() === lowerName) return headers[name] ?? "";
  return "";
}

function fullUrl(url: string, query: HarHeaders): string {
  if (query.length === 0 || url.includes("?")) return url;
  const [base = url, fragment] = url.split("#", 2);
  return `${base}?${formOf(query)}${fragment === undefined ? "" : `#${fragment}`}`;
}

function requestBody(postData: HarEntry["request"]["postData"]): string | null {
  if (postData === undefined || postData === null) return null;
  if (typeof postData.text === "string" && (postData.text !== "" || !postData.params?.length))
    return postData.text;
  if (!postData.params?.length) return null;
  return formOf(postData.params);
}

function formOf(parameters: HarHeaders): string {
  return parameters.map(({ name, value }) => `${encoded(name)}=${encoded(value)}`).join("&");
}

/** JSON may hold half of a surrogate pair, which UTF-8 has no bytes for. */
const encoded = (text: string) => encodeURIComponent(text.toWellFormed());

type HarContent = NonNullable<NonNullable<HarEntry["response"]>["content"]>;

function responseBody(content: Partial<HarContent>): { text: string | null; note: string | null } {
  const { text, encoding, size, mimeType } = content;
  if (typeof text !== "string") {
    if (typeof content._file === "string")
      return { text: null, note: `the body lies beside the HAR, in ${content._file}` };
    return {
      text: null,
      note: typeof size === "number" && size > 0 ? "the HAR does not hold the body" : null,
    };
  }
  if (encoding !== "base64") return { text, note: null };
  const bytes = decodedBase64(text);
  if (bytes === null) return { text, note: "expected base64, got other text" };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), note: null };
  } catch {
    return {
      text: null,
      note: `${bytes.length} bytes that are no text (${mimeType ?? "type unknown"}) were left out`,
    };
  }
}
