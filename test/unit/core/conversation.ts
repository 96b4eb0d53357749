import { connectionId, documentId, epochMilliseconds } from "../../../src/contract/brands.ts";
import type { CaptureEvent, Direction } from "../../../src/contract/capture-event.ts";
import { createSession } from "../../../src/core/create-session.ts";
import type { SessionOptions } from "../../../src/core/model.ts";
import type { Session } from "../../../src/core/session.ts";

/** When every conversation begins: 2026-11-20T10:00:00Z. Tests speak of milliseconds since then. */
export const start = Date.parse("2026-11-20T10:00:00.000Z");
const proxyUrl = "wss://proxy.example/";
const apiUrl = "https://api.example";
export const channelId = "019735db-f8f7-6c08-c893-8f3a6f44a244";
export const token = "T-C84A90006AA563C0BFD2420F";

/** Milliseconds between two steps. */
const step = 10;

interface ActionFields {
  /** The correlation ID; null for none, as in the integration guide's dialect. */
  readonly id?: unknown;
  readonly token?: unknown;
  readonly channelId?: unknown;
  /** Where the parameters stand: beside `action` [P], or inside `data` [G]. */
  readonly nested?: boolean;
}

interface AnswerFields {
  readonly id?: unknown;
  readonly status?: unknown;
  readonly channelId?: unknown;
  readonly message?: unknown;
}

interface CallFields {
  readonly method?: string;
  readonly url?: string;
  readonly status?: number | null;
  /** Milliseconds until the answer was complete; null where the capture does not say. */
  readonly duration?: number | null;
  readonly document?: string | null;
  readonly requestHeaders?: Record<string, string>;
  readonly requestBody?: string | null;
  readonly responseHeaders?: Record<string, string>;
  readonly responseBody?: string | null;
}

/**
 * A conversation between a page and Privicore, told step by step, as the events that a capture of it would hold. Each step
 * comes 10 ms after the one before, or as long after as {@link wait} says.
 */
export class Conversation {
  readonly events: CaptureEvent[] = [];
  #now = start;
  /** As {@link wait} says; null for the usual step. */
  #pause: number | null = 0;
  #connection = "c1";
  #document: string | null = "d1";
  #correlations = 0;
  #lastId: unknown = null;
  #lastAct: "joined" | "left" = "joined";

  /** Sets how long after the step before the next one comes, in milliseconds. */
  wait(duration: number): this {
    this.#pause = duration;
    return this;
  }

  /** A page's document; connections and calls that follow belong to it. */
  document(id = "d1", url = "https://app.example/"): this {
    this.#document = id;
    return this.event({ type: "document", document: documentId(id), time: this.#next(), url });
  }

  documentEnds(id = "d1"): this {
    return this.event({ type: "document-ended", document: documentId(id), time: this.#next() });
  }

  /** A connection is created and opens; frames that follow are its own. */
  connect(id = "c1", url = proxyUrl): this {
    this.#connection = id;
    this.event({
      type: "connection-created",
      connection: connectionId(id),
      document: this.#document === null ? null : documentId(this.#document),
      time: this.#next(),
      url,
      protocols: [],
    });
    return this.opens();
  }

  opens(): this {
    const connection = connectionId(this.#connection);
    return this.event({ type: "connection-opened", connection, time: this.#next() });
  }

  /** Frames that follow are this connection's. */
  on(connection: string): this {
    this.#connection = connection;
    return this;
  }

  /** Connections and calls that follow belong to this document, or to none that is known. */
  in(document: string | null): this {
    this.#document = document;
    return this;
  }

  join(fields: ActionFields = {}): this {
    this.#lastAct = "joined";
    return this.action("joinChannel", { token, ...fields });
  }

  leave(fields: ActionFields = {}): this {
    this.#lastAct = "left";
    return this.action("leaveChannel", { token, ...fields });
  }

  /** An action of any name; its correlation ID is `id-1`, `id-2`… unless given. */
  action(name: unknown, { id = this.#freshId(), nested = false, ...fields }: ActionFields = {}): this {
    this.#lastId = id;
    const parameters = {
      ...(present(fields.token) ? { authorizationToken: fields.token } : {}),
      ...(present(fields.channelId) ? { channelId: fields.channelId } : {}),
      ...(id === null ? {} : { correlationId: id }),
    };
    return this.sent(nested ? { action: name, data: parameters } : { action: name, ...parameters });
  }

  /** The answer to the latest action, unless `id` names another; null for an answer without an ID. */
  answer(fields: AnswerFields = {}): this {
    const id = "id" in fields ? fields.id : this.#lastId;
    const status = "status" in fields ? fields.status : 200;
    const refused = typeof status === "number" && status >= 300;
    const data = {
      ...(refused && !("channelId" in fields) ? {} : { channelId: fields.channelId ?? channelId }),
      message:
        "message" in fields
          ? fields.message
          : refused
            ? "Refused."
            : `Successfully ${this.#lastAct} profile channel.`,
    };
    return this.received({ ...(id === null ? {} : { correlationId: id }), status, data });
  }

  /** Joined, in two steps. */
  joined(fields: ActionFields & { readonly as?: string } = {}): this {
    return this.join(fields).answer({ channelId: fields.as ?? channelId });
  }

  /** Left, in two steps. */
  left(fields: ActionFields = {}): this {
    return this.leave(fields).answer();
  }

  commandStatus(id: unknown, status: unknown, body: unknown = null): this {
    return this.received({ data: { type: "X-DPT-CAB-ID", id, command_status: status, body } });
  }

  download(id: unknown, outputType: unknown, body: unknown = null): this {
    return this.received({
      data: { type: "X-DPT-CAB-REQUEST-ID", id, data_context: "context", output_type: outputType, body },
    });
  }

  streamReady(id: unknown, fields: object = {}): this {
    return this.received({ data: { type: "STREAM-READY", id, ...fields } });
  }

  sent(message: unknown): this {
    return this.text("sent", JSON.stringify(message));
  }

  received(message: unknown): this {
    return this.text("received", JSON.stringify(message));
  }

  /** A text frame as it stands on the wire, JSON or not. */
  text(direction: Direction, payload: string, marks: { truncated?: boolean } = {}): this {
    const connection = connectionId(this.#connection);
    return this.event({
      type: "frame",
      connection,
      time: this.#next(),
      direction,
      opcode: "text",
      payload,
      ...marks,
    });
  }

  /** A text frame of which only the beginning was recorded. */
  cut(direction: Direction, payload = '{"dat'): this {
    return this.text(direction, payload, { truncated: true });
  }

  binary(direction: Direction, base64: string): this {
    const connection = connectionId(this.#connection);
    return this.event({
      type: "frame",
      connection,
      time: this.#next(),
      direction,
      opcode: "binary",
      payload: base64,
    });
  }

  close(code: number | null = 1000): this {
    const connection = connectionId(this.#connection);
    return this.event({ type: "connection-closed", connection, time: this.#next(), code });
  }

  /** Frames are missing here. */
  gap(frames = 1, place: { connection?: string; document?: string } = {}): this {
    return this.event({
      type: "gap",
      time: this.#next(),
      reason: "buffer-full",
      frames,
      ...(place.connection === undefined ? {} : { connection: connectionId(place.connection) }),
      ...(place.document === undefined ? {} : { document: documentId(place.document) }),
    });
  }

  /** An HTTP call; `time` of its event is when it began. */
  call(fields: CallFields = {}): this {
    const { document = this.#document, duration = 5, url = `${apiUrl}/`, ...rest } = fields;
    return this.event({
      type: "http",
      time: this.#next(),
      method: "POST",
      status: 200,
      ...rest,
      url: url.startsWith("/") ? `${apiUrl}${url}` : url,
      document: document === null ? null : documentId(document),
      duration,
      requestHeaders: rest.requestHeaders ?? { "X-DPT-AUTHORIZATION": token },
    });
  }

  /** A call that answers 202 with a command ID, as a bare JSON string. */
  command(id: string, fields: CallFields = {}): this {
    return this.call({
      url: "/device/approve-device",
      status: 202,
      responseBody: JSON.stringify(id),
      ...fields,
    });
  }

  /** A call that asks for data and answers 202 with a request ID. */
  requestData(id: string, fields: CallFields = {}): this {
    return this.call({
      url: "/data-token/request-data",
      status: 202,
      responseHeaders: { "x-dpt-cab-request-id": id },
      ...fields,
    });
  }

  event(event: CaptureEvent): this {
    this.events.push(event);
    this.#pause = null;
    return this;
  }

  /** The moment until which the conversation has been told: the latest step, and what {@link wait} added. */
  get now(): number {
    return this.#now + (this.#pause ?? 0);
  }

  /** What the engine concludes from all of it, judged up to {@link now}. */
  session(options: SessionOptions = {}): Session {
    const session = createSession(options);
    for (const event of this.events) session.append(event);
    session.advance(epochMilliseconds(Math.max(session.end ?? start, this.now)));
    return session;
  }

  #next() {
    this.#now += this.#pause ?? step;
    return epochMilliseconds(this.#now);
  }

  #freshId(): string {
    this.#correlations++;
    return `id-${this.#correlations}`;
  }
}

const present = (value: unknown): boolean => value !== undefined && value !== null;

/** Begins a conversation in document `d1`, which has no connection yet. */
export function conversation(): Conversation {
  return new Conversation();
}

/** Begins a conversation on connection `c1`, which is open. */
export function connected(): Conversation {
  return conversation().document().connect();
}
