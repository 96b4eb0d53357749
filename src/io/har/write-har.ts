import type { ConnectionId, DocumentId } from "../../contract/brands.ts";
import type { CaptureEvent, DocumentEvent, FrameEvent, HttpEvent } from "../../contract/capture-event.ts";
import { unwritable } from "../capture-file/write-capture-file.ts";
import { harEntrySchema } from "./har-shapes.ts";
import { entryToHttp, isSocketEntry, messageTime } from "./har-to-events.ts";

/** Keeps text until it is needed: in memory, or in a file where there may be much of it. */
export interface TextSpool {
  append(text: string): void;
  /** What was appended, in order, in any pieces. */
  pieces(): Iterable<string>;
}

/** A spool in memory. */
export function memorySpool(): TextSpool {
  const pieces: string[] = [];
  return { append: (text) => void pieces.push(text), pieces: () => pieces };
}

const encoder = new TextEncoder();

interface SocketEntry {
  readonly messages: TextSpool;
  count: number;
  /** Everything of it that is no frame. */
  readonly events: CaptureEvent[];
  firstTime: number;
  lastTime: number;
}

/**
 * Writes a HAR 1.2 that Chrome's network panel imports: sockets with Chrome's `_webSocketMessages`, in seconds. What a
 * HAR has no place for – a frame's exact time, size, cut; a socket's close; gaps – stands in `_privicore` fields, so that
 * reading it with {@link readHar} gives the same events.
 *
 * Events come in any order through {@link event}, then {@link end}. Calls are written at once; sockets at the end, since a
 * HAR holds all messages of a socket in one place: until then they wait in a spool.
 */
export class HarWriter {
  private readonly sockets = new Map<ConnectionId, SocketEntry>();
  private readonly documents = new Map<string, DocumentEvent>();
  private readonly others: CaptureEvent[] = [];
  private separator = "\n";
  /** The last frame or call. */
  private last = { time: Number.NaN, place: "", rank: 0 };
  private readonly write: (text: string) => void;
  private readonly spool: () => TextSpool;

  /**
   * @param write takes the text, piece by piece
   * @param options `version` of this tool and a `comment`, for the log's creator; `spool` makes a place for one socket's messages
   */
  constructor(
    write: (text: string) => void,
    options: { readonly version: string; readonly comment?: string; readonly spool?: () => TextSpool },
  ) {
    this.write = write;
    this.spool = options.spool ?? memorySpool;
    const { version, comment } = options;
    const creator = { name: "Privicore Inspector", version, ...(comment === undefined ? {} : { comment }) };
    write(`{"log":{"version":"1.2","creator":${JSON.stringify(creator)},"entries":[`);
  }

  event(event: CaptureEvent): void {
    try {
      this.take(event);
    } catch (error) {
      // Nested too deep for JSON.stringify.
      if (!(error instanceof RangeError)) throw error;
      this.others.push(unwritable(event));
    }
  }

  private take(event: CaptureEvent): void {
    // Frames and calls are written at once; the rest waits, and must not turn out to be unwritable at the end.
    if (event.type !== "frame" && event.type !== "http") JSON.stringify(event);
    switch (event.type) {
      case "frame": {
        const socket = this.socket(event.connection, event.time);
        socket.messages.append(
          `${socket.count++ === 0 ? "" : ",\n"}${JSON.stringify({ ...harMessage(event), ...this.rank(event.time, event.connection) })}`,
        );
        break;
      }
      case "connection-created":
      case "connection-opened":
      case "connection-error":
      case "connection-closed":
        this.socket(event.connection, event.time).events.push(event);
        break;
      case "http":
        this.writeEntry(
          JSON.stringify({
            ...httpEntry(event, this.pageOf(event.document)),
            ...this.rank(event.time, "calls"),
          }),
        );
        break;
      case "document":
        if (this.documents.has(event.document)) this.others.push(event);
        else this.documents.set(event.document, event);
        break;
      default:
        this.others.push(event);
        break;
    }
  }

  /** Writes what has waited. */
  end(): void {
    const steps = this.ending();
    while (steps.next().done !== true);
  }

  /** The same in steps, for whoever has other things to do in between. */
  *ending(): Generator<undefined, void, undefined> {
    for (const [id, socket] of this.sockets) yield* this.writeSocket(id, socket);
    // Where one of an unknown type has no time of its own, a HAR has no line before it to take the time from.
    const events = this.others.map((event) =>
      event.type === "unrecognised" ? { ...event.original, time: event.time } : event,
    );
    const pages = [...this.documents.values()].map(harPage);
    this.write(`\n],"pages":${JSON.stringify(pages)},"_privicore":${JSON.stringify({ events })}}}\n`);
  }

  /**
   * Which comes first of frames and calls of one time. A HAR holds each socket's messages in one place: the rank rises where
   * another place goes on, so that few need one.
   */
  private rank(time: number, place: ConnectionId | "calls"): { readonly _privicoreRank?: number } {
    const { last } = this;
    const rank = last.time !== time ? 0 : last.place === place ? last.rank : last.rank + 1;
    this.last = { time, place, rank };
    return rank === 0 ? {} : { _privicoreRank: rank };
  }

  /** What refers to a document's page; nothing where no such page is written, as HAR 1.2 demands. */
  private pageOf(document: DocumentId | null | undefined): { readonly pageref?: DocumentId } {
    return document != null && this.documents.has(document) ? { pageref: document } : {};
  }

  private socket(id: ConnectionId, time: number): SocketEntry {
    let socket = this.sockets.get(id);
    if (socket === undefined) {
      socket = { messages: this.spool(), count: 0, events: [], firstTime: time, lastTime: time };
      this.sockets.set(id, socket);
    }
    socket.firstTime = Math.min(socket.firstTime, time);
    socket.lastTime = Math.max(socket.lastTime, time);
    return socket;
  }

  private *writeSocket(id: ConnectionId, socket: SocketEntry): Generator<undefined, void, undefined> {
    const created = socket.events.find((event) => event.type === "connection-created");
    const opened = socket.events.find((event) => event.type === "connection-opened");
    const protocols = created?.protocols?.join(", ") ?? "";
    const text = JSON.stringify({
      startedDateTime: isoDate(socket.firstTime),
      time: socket.lastTime - socket.firstTime,
      ...this.pageOf(created?.document),
      _resourceType: "websocket",
      request: harRequest(
        "GET",
        created?.url ?? "wss://unknown.invalid/",
        harHeaders(protocols === "" ? {} : { "Sec-WebSocket-Protocol": protocols }),
        null,
      ),
      response: harResponse(
        opened === undefined ? 0 : 101,
        harHeaders(opened?.protocol ? { "Sec-WebSocket-Protocol": opened.protocol } : {}),
        null,
        "",
      ),
      cache: {},
      timings: { send: 0, wait: 0, receive: 0 },
      _privicore: { connection: id, events: socket.events },
      _webSocketMessages: [],
    });
    // The messages are many: they go in piece by piece where the empty array stands, at the very end.
    this.writeEntry(text.slice(0, -2));
    for (const piece of socket.messages.pieces()) {
      this.write(piece);
      yield;
    }
    this.write("]}");
    yield;
  }

  private writeEntry(json: string): void {
    this.write(this.separator + json);
    this.separator = ",\n";
  }
}

function harMessage(frame: FrameEvent): object {
  const { type: _type, connection: _connection, time, direction, opcode, payload, ...rest } = frame;
  const seconds = time / 1000;
  const own = messageTime(seconds) === time ? rest : { time, ...rest };
  return {
    type: direction === "sent" ? "send" : "receive",
    time: seconds,
    opcode: opcode === "text" ? 1 : 2,
    data: payload,
    ...(Object.keys(own).length === 0 ? {} : { _privicore: own }),
  };
}

function httpEntry(http: HttpEvent, page: { readonly pageref?: DocumentId }): object {
  const request = headersOf(http.requestHeaders);
  const response = headersOf(http.responseHeaders);
  const entry = {
    startedDateTime: isoDate(http.time),
    time: http.duration ?? 0,
    ...page,
    request: harRequest(
      http.method,
      http.url,
      harHeaders(request),
      http.requestBody ?? null,
      contentType(request),
    ),
    response: harResponse(
      http.status ?? 0,
      harHeaders(response),
      http.responseBody ?? null,
      contentType(response),
    ),
    cache: {},
    timings: { send: 0, wait: http.duration ?? 0, receive: 0 },
  };
  const read = harEntrySchema.safeParse(entry);
  const own = read.success ? lostFields(http, entryToHttp(read.data)) : { ...http };
  // By its URL alone it would be read as a socket.
  if (read.success && isSocketEntry(read.data, false)) own["type"] = http.type;
  return Object.keys(own).length === 0 ? entry : { ...entry, _privicore: own };
}

/** The fields that an event would lose by passing through a HAR, or gain: a HAR has no call without a duration or headers. */
function lostFields(event: HttpEvent, read: CaptureEvent | string): Record<string, unknown> {
  const again = new Map(Object.entries(read));
  const lost: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(event))
    if (JSON.stringify(again.get(name)) !== JSON.stringify(value)) lost[name] = value;
  for (const [name, value] of again) if (!Object.hasOwn(event, name) && value !== null) lost[name] = null;
  return lost;
}

type HeaderList = readonly { readonly name: string; readonly value: string }[];

function harRequest(
  method: string,
  url: string,
  headers: HeaderList,
  body: string | null,
  mimeType = "",
): unknown {
  return {
    method,
    url,
    httpVersion: "unknown",
    cookies: [],
    headers,
    queryString: queryOf(url),
    headersSize: -1,
    bodySize: -1,
    ...(body === null ? {} : { postData: { mimeType, text: body } }),
  };
}

function harResponse(status: number, headers: HeaderList, body: string | null, mimeType: string): unknown {
  return {
    status,
    statusText: "",
    httpVersion: "unknown",
    cookies: [],
    headers,
    content: {
      size: body === null ? 0 : encoder.encode(body).length,
      mimeType,
      ...(body === null ? {} : { text: body }),
    },
    redirectURL: "",
    headersSize: -1,
    bodySize: -1,
  };
}

function harPage({ type: _type, document, ...own }: DocumentEvent): unknown {
  return {
    startedDateTime: isoDate(own.time),
    id: document,
    title: own.url,
    pageTimings: {},
    _privicore: own,
  };
}

function harHeaders(headers: Readonly<Record<string, string>>): HeaderList {
  return Object.entries(headers).map(([name, value]) => ({ name, value }));
}

const headersOf = (headers: HttpEvent["requestHeaders"]) => headers ?? {};

function contentType(headers: Readonly<Record<string, string>>): string {
  return Object.entries(headers).find(([name]) => name.toLowerCase() === "content-type")?.[1] ?? "";
}

function queryOf(url: string): HeaderList {
  if (!URL.canParse(url)) return [];
  return [...new URL(url).searchParams].map(([name, value]) => ({ name, value }));
}

/** ISO 8601; the epoch's beginning where a time is none that a date can hold (the exact time stands in `_privicore`). */
function isoDate(time: number): string {
  const date = new Date(time);
  return (Number.isNaN(date.getTime()) ? new Date(0) : date).toISOString();
}
