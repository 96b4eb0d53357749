import { assertNever } from "../contract/assert-never.ts";
import { type DocumentId, type EpochMilliseconds, epochMilliseconds } from "../contract/brands.ts";
import type { CaptureEvent, ConnectionClosedEvent } from "../contract/capture-event.ts";
import { Agenda } from "./agenda.ts";
import { Commands } from "./commands.ts";
import type { ConnectionRecord } from "./connection-record.ts";
import { Connections } from "./connections.ts";
import { DataRequests } from "./data-requests.ts";
import { bodyIn, decodeEvent } from "./decode-event.ts";
import { type Linked, type LinkType, LogTable } from "./event-log.ts";
import { Frames } from "./frames.ts";
import { HttpCalls } from "./http-calls.ts";
import { Judge } from "./judge.ts";
import { LostFrames } from "./lost-frames.ts";
import { MayBeMissing } from "./may-be-missing.ts";
import type { Connection, EventIndex, EventKind, PageDocument, SessionOptions } from "./model.ts";
import { Exchanges } from "./pair-exchanges.ts";
import type { Session } from "./session.ts";
import type { SessionParts } from "./session-parts.ts";

/**
 * Creates an empty session. `options` sets the time-outs (milliseconds) by which unanswered exchanges, commands and data
 * requests are judged, and how much is kept.
 */
export function createSession(options: SessionOptions = {}): Session {
  return new SessionFold({
    responseTimeout: options.responseTimeout ?? 10_000,
    commandTimeout: options.commandTimeout ?? 30_000,
    retain: options.retain ?? "events",
    systems: options.systems ?? null,
    live: options.live ?? false,
  });
}

type MutableDocument = { -readonly [Key in keyof PageDocument]: PageDocument[Key] };

/** The fold: takes events in one by one and hands each to the part of the session that it concerns. */
class SessionFold implements Session {
  /** The two clocks, -infinity before the first event: a field that may be null would take an object for every time. */
  #now = Number.NEGATIVE_INFINITY;
  #end = Number.NEGATIVE_INFINITY;
  revision = 0;
  readonly documents: MutableDocument[] = [];
  readonly log: LogTable;
  readonly options: Required<SessionOptions>;
  readonly #documentById = new Map<DocumentId, MutableDocument>();
  readonly #parts: SessionParts;
  readonly #judge: Judge;
  readonly #frames: Frames;
  readonly #calls: HttpCalls;

  constructor(options: Required<SessionOptions>) {
    this.options = options;
    const keepsEvents = options.retain === "events";
    const agenda = new Agenda();
    const lost = new LostFrames();
    const connections = new Connections(lost, (event) => this.log.time(event));
    this.log = new LogTable(keepsEvents, decodeEvent, (type, index) => this.#linked(type, index));
    const startOf = (document: DocumentId) => this.#documentById.get(document)?.startedAt ?? null;
    this.#judge = new Judge(options, agenda, lost, new MayBeMissing(lost, connections, startOf), this.log);
    const judge = this.#judge;
    const bodyAgain = keepsEvents ? (event: EventIndex) => bodyIn(this.log.meaning(event)) : null;
    this.#parts = {
      log: this.log,
      connections,
      exchanges: new Exchanges(
        connections.exchanges,
        connections.channelIds,
        agenda,
        judge,
        options.responseTimeout,
      ),
      commands: new Commands(connections.all, bodyAgain, agenda, judge, options.commandTimeout),
      dataRequests: new DataRequests(connections.all, bodyAgain, agenda, judge, options.commandTimeout),
      agenda,
      lost,
      judge,
      keepsEvents,
      systems: options.systems,
      live: options.live,
      catchUp: () => {
        agenda.runUntil(epochMilliseconds(this.#now));
      },
    };
    this.#frames = new Frames(this.#parts);
    this.#calls = new HttpCalls(this.#parts);
  }

  get now() {
    return timeOrNull(this.#now);
  }
  get end() {
    return timeOrNull(this.#end);
  }
  get connections() {
    return this.#parts.connections.all;
  }
  get exchanges() {
    return this.#parts.exchanges.all;
  }
  get commands() {
    return this.#parts.commands.all;
  }
  get dataRequests() {
    return this.#parts.dataRequests.all;
  }
  get operations() {
    return this.#calls.operations;
  }
  get findings() {
    return this.#judge.findings;
  }
  get missedBeginnings() {
    return this.#frames.missedBeginnings;
  }
  get tokens() {
    return this.#calls.issued.all;
  }

  advance(now: EpochMilliseconds): void {
    if (now <= this.#now) return;
    const before = this.findings.length + this.#parts.agenda.happened;
    this.#now = now;
    this.#parts.agenda.runUntil(now);
    if (this.findings.length + this.#parts.agenda.happened !== before) this.revision++;
  }

  append(event: CaptureEvent): EventIndex {
    const time = event.time;
    this.#reach(time);
    if (event.type !== "http" || !this.options.live) {
      if (time > this.#now) this.#now = time;
      this.#parts.agenda.runUntil(time);
    }
    this.revision++;
    switch (event.type) {
      case "frame":
        return this.#frames.take(event);
      case "connection-created":
        return this.#row(event, "connection-created", this.#parts.connections.created(event));
      case "connection-opened": {
        const connection = this.#parts.connections.get(event.connection, time);
        const index = this.#row(event, "connection-opened", connection);
        connection.openedAt ??= time;
        this.#judge.raise({ type: "connection-opened", connection, time, event: index });
        return index;
      }
      case "connection-error":
        return this.#row(event, "connection-error", this.#parts.connections.get(event.connection, time));
      case "connection-closed": {
        const connection = this.#parts.connections.get(event.connection, time);
        const index = this.#row(event, "connection-closed", connection);
        this.#close(connection, time, index, closeCodeOf(event), event.reason ?? null, false);
        return index;
      }
      case "document": {
        const index = this.#row(event, "document", null);
        if (!this.#documentById.has(event.document)) {
          const document = { id: event.document, url: event.url, startedAt: time, endedAt: null };
          this.documents.push(document);
          this.#documentById.set(event.document, document);
        }
        return index;
      }
      case "document-ended": {
        const index = this.#row(event, "document-ended", null);
        const document = this.#documentById.get(event.document);
        if (document !== undefined) document.endedAt ??= time;
        for (const connection of this.#parts.connections.ofDocument(event.document))
          if (connection.closedAt === null) this.#close(connection, time, index, null, null, true);
        return index;
      }
      case "http":
        this.#reach(epochMilliseconds(time + (event.duration ?? 0)));
        return this.#calls.take(event);
      case "gap":
        this.#parts.lost.gap(event);
        return this.#row(
          event,
          "gap",
          event.connection == null ? null : this.#parts.connections.find(event.connection),
        );
      case "unrecognised":
        return this.#row(event, "unrecognised", null);
      default:
        return assertNever(event);
    }
  }

  #reach(time: EpochMilliseconds): void {
    if (time > this.#end) this.#end = time;
  }

  #linked(type: LinkType, index: number): Linked | null {
    switch (type) {
      case "exchange":
        return this.#parts.exchanges.view(index);
      case "command":
        return this.#parts.commands.view(index);
      case "data-request":
        return this.#parts.dataRequests.view(index);
      case "operation": {
        const operation = this.operations[index];
        return operation === undefined
          ? null
          : { link: { type: "operation", operation }, logId: operation.meaning.channelId };
      }
      case "none":
      case "id":
        return null;
      default:
        return assertNever(type);
    }
  }

  #row(event: CaptureEvent, kind: EventKind, connection: Connection | null): EventIndex {
    return this.log.add(event, kind, connection, 0, 0);
  }

  #close(
    connection: ConnectionRecord,
    time: EpochMilliseconds,
    event: EventIndex,
    code: number | null,
    reason: string | null,
    withDocument: boolean,
  ): void {
    if (connection.closedAt !== null) return;
    connection.closedAt = time;
    connection.closeCode = code;
    connection.closeReason = reason;
    this.#frames.connectionClosed(connection);
    this.#parts.exchanges.connectionClosed(connection, time, event);
    const { state: before } = connection.history;
    connection.history.closed(time, event);
    this.#judge.raise({
      type: "connection-closed",
      connection,
      before,
      code,
      withDocument,
      time,
      event,
    });
  }
}

const timeOrNull = (time: number): EpochMilliseconds | null =>
  time === Number.NEGATIVE_INFINITY ? null : epochMilliseconds(time);

/** The code, or the one that stands for what is known without it: 1005 no code given, 1006 no close frame at all. */
function closeCodeOf(event: ConnectionClosedEvent): number | null {
  if (typeof event.code === "number") return event.code;
  return typeof event.wasClean === "boolean" ? (event.wasClean ? 1005 : 1006) : null;
}
