import type { CaptureEvent, FrameEvent, HttpEvent } from "../../src/contract/capture-event.ts";
import type { Connection, EventIndex } from "../../src/core/model.ts";
import type { Session } from "../../src/core/session.ts";
import type { SecretMask } from "../secrets/secret-mask.ts";
import { channelBasis } from "./channel-basis.ts";
import { placeOf } from "./place-of-event.ts";

/** Frames that a reproduction sends before the one that it is about, at most. */
const mostSends = 20;

/** The events as JSON, as they stand in a capture: one as an object, several as a list. */
export function asJson(session: Session, events: readonly EventIndex[], mask: SecretMask): string {
  const lines = events.map((index) => {
    const event = mask.event(session.log.event(index));
    return event.type === "unrecognised" ? event.original : event;
  });
  return JSON.stringify(lines.length === 1 ? lines[0] : lines, null, 2);
}

/**
 * A shell command that does over WebSocket what the page did: connects and sends what it sent on that connection, up to the
 * event. Null where there is no frame, or only the beginning of it.
 */
export function asWscat(session: Session, event: EventIndex, mask: SecretMask): string | null {
  const { log } = session;
  const connection = log.connection(event);
  const about = log.event(event);
  if (connection === null || about.type !== "frame") return null;
  if (about.direction === "sent" && about.truncated === true) return null;
  const sends: string[] = [];
  let cut = 0;
  for (let index = event; index >= 0 && sends.length < mostSends; index--) {
    if (log.connection(index) !== connection || log.direction(index) !== 1) continue;
    const frame = mask.event(log.event(index));
    if (frame.type !== "frame") continue;
    if (frame.truncated === true) cut++;
    else if (frame.opcode === "text") sends.unshift(oneLinePayload(frame));
  }
  // A beginning is not what the page sent: the server would answer something else.
  const left = cut === 0 ? "" : `# Left out, as not all of it was recorded: ${cut} sent before.\n`;
  const connect = [
    "wscat",
    "--connect",
    shellQuoted(mask.text(connection.url)),
    ...maskedProtocols(connection, mask).flatMap((protocol) => ["--subprotocol", shellQuoted(protocol)]),
  ].join(" ");
  const [only] = sends;
  if (only === undefined) return left + connect;
  if (sends.length === 1) return `${left}${connect} --wait 10 --execute ${shellQuoted(only)}`;
  const steps = sends.map((payload) => `printf '%s\\n' ${shellQuoted(payload)}; sleep 1`);
  return `${left}{ ${steps.join("; ")}; sleep 10; } | ${connect}`;
}

/** The subprotocols as their creation's event would show them: there one may name the next. */
function maskedProtocols({ id, createdAt, url, protocols }: Connection, mask: SecretMask): readonly string[] {
  const created = mask.event({
    type: "connection-created",
    connection: id,
    time: createdAt,
    url,
    protocols: [...protocols],
  });
  return created.type === "connection-created" ? (created.protocols ?? []) : [];
}

/** A call of `fetch` that makes an HTTP call again. Null where the event is none. */
export function asFetch(session: Session, event: EventIndex, mask: SecretMask): string | null {
  const call = mask.event(session.log.event(event));
  if (call.type !== "http") return null;
  const body = call.requestBody ?? null;
  const options = [
    `  method: ${JSON.stringify(call.method)},`,
    `  headers: ${JSON.stringify(sendableHeaders(call), null, 2).replaceAll("\n", "\n  ")},`,
    ...(body === null ? [] : [`  body: ${JSON.stringify(body)},`]),
  ];
  return [
    `const response = await fetch(${JSON.stringify(call.url)}, {`,
    ...options,
    "});",
    "console.log(response.status, await response.text());",
  ].join("\n");
}

/** Headers that a page may set: the browser's own would be refused. */
function sendableHeaders({ requestHeaders }: HttpEvent): Record<string, string> {
  const own =
    /^(?::|(?:accept-encoding|connection|content-length|cookie|date|dnt|expect|host|keep-alive|origin|referer|te|trailer|transfer-encoding|upgrade|user-agent|via)$|sec-|proxy-)/i;
  return Object.fromEntries(Object.entries(requestHeaders ?? {}).filter(([name]) => !own.test(name)));
}

/**
 * wscat sends a line at a time. In JSON a line's end only stands between values; nothing else is touched, as a parser would
 * round long numbers.
 */
const oneLinePayload = ({ payload }: FrameEvent): string => payload.replaceAll(/[\r\n]+/g, " ");

const shellQuoted = (value: string): string => `'${value.replaceAll("'", `'\\''`)}'`;

/**
 * The events that a test needs: those it is about, the beginnings of their connections and documents, and where frames of these are
 * missing, without which the others would be judged by what seems not to have been said.
 */
export function eventsForTest(session: Session, events: readonly EventIndex[]): readonly EventIndex[] {
  const { log } = session;
  const kept = new Set(events);
  const connections = new Set(events.map((event) => log.connection(event)));
  const documents = new Set<string>();
  for (const connection of connections) if (connection?.document != null) documents.add(connection.document);
  for (const event of events) {
    const call = log.event(event);
    if (call.type === "http" && call.document != null) documents.add(call.document);
  }
  const places = new Set<string>(["", ...documents, ...[...connections].flatMap((each) => each?.id ?? [])]);
  const last = Math.max(...events.map((event) => log.time(event)));
  for (let position = 0; position < log.length; position++) {
    const index = log.inTimeOrder(position);
    if (log.time(index) > last) break;
    const kind = log.kind(index);
    if (kind === "connection-created" || kind === "connection-opened") {
      if (connections.has(log.connection(index))) kept.add(index);
    } else if (kind === "document") {
      const document = log.event(index);
      if (document.type === "document" && documents.has(document.document)) kept.add(index);
    } else if ((kind === "gap" || kind === "truncated") && places.has(placeOf(log.event(index))))
      kept.add(index);
  }
  // A message is judged by the channel's state: what made it belongs to the test.
  for (const event of events) {
    const connection = log.connection(event);
    if (connection === null) continue;
    for (const basis of channelBasis(session, connection, log.time(event))) kept.add(basis);
  }
  return [...kept].sort((one, other) => log.positionOf(one) - log.positionOf(other));
}

/** The line of a capture file that an event is. */
export const captureLine = (event: CaptureEvent): string =>
  JSON.stringify(event.type === "unrecognised" ? event.original : event);
