import { assertNever } from "../contract/assert-never.ts";
import {
  type ConnectionId,
  type DocumentId,
  type EpochMilliseconds,
  epochMilliseconds,
} from "../contract/brands.ts";
import type { CaptureEvent, FrameEvent, HttpEvent } from "../contract/capture-event.ts";
import type { AnswerMeaning, ApiCallMeaning, SchemaProblem } from "../protocol/meaning.ts";
import { Agenda } from "./agenda.ts";
import { channelAt } from "./channel-history.ts";
import { Commands } from "./commands.ts";
import { ConnectionRecord, type Creation, isChannelMessage } from "./connection-record.ts";
import { DataRequests } from "./data-requests.ts";
import {
  decodeEvent,
  decodeFrame,
  decodeFrequentFrame,
  decodeHttp,
  frameSize,
  recognise,
} from "./decode-event.ts";
import { type Linked, type LinkType, LogTable } from "./event-log.ts";
import { IssuedTokens } from "./issued-tokens.ts";
import { Judge } from "./judge.ts";
import { LostFrames } from "./lost-frames.ts";
import type {
  ChannelOperation,
  Connection,
  EventIndex,
  EventKind,
  Exchange,
  HttpRequest,
  PageDocument,
  SessionOptions,
} from "./model.ts";
import { Exchanges } from "./pair-exchanges.ts";
import type { Session } from "./session.ts";

/**
 * Creates an empty session. `options` sets the time-outs (milliseconds) by which unanswered exchanges, commands and data
 * requests are judged, and how much is kept.
 */
export function createSession(options: SessionOptions = {}): Session {
  return new SessionFold({
    responseTimeout: options.responseTimeout ?? 10_000,
    commandTimeout: options.commandTimeout ?? 30_000,
    retain: options.retain ?? "events",
  });
}

type MutableDocument = { -readonly [Key in keyof PageDocument]: PageDocument[Key] };

/** The fold: takes events in one by one and hands each to the part of the session that it concerns. */
class SessionFold implements Session {
  now: EpochMilliseconds | null = null;
  end: EpochMilliseconds | null = null;
  revision = 0;
  readonly documents: MutableDocument[] = [];
  readonly connections: ConnectionRecord[] = [];
  readonly operations: ChannelOperation[] = [];
  readonly #documentById = new Map<DocumentId, MutableDocument>();
  readonly #connectionById = new Map<ConnectionId, ConnectionRecord>();
  readonly #connectionsOfDocument = new Map<DocumentId | null, ConnectionRecord[]>();
  readonly #agenda = new Agenda();
  readonly #lost = new LostFrames();
  readonly #issued = new IssuedTokens();
  readonly log: LogTable;
  readonly options: Required<SessionOptions>;
  readonly #keepsEvents: boolean;
  readonly #judge: Judge;
  readonly #exchanges: Exchanges;
  readonly #commands: Commands;
  readonly #dataRequests: DataRequests;
  #lastConnection: ConnectionRecord | null = null;

  constructor(options: Required<SessionOptions>) {
    this.options = options;
    this.#keepsEvents = options.retain === "events";
    this.log = new LogTable(this.#keepsEvents, decodeEvent, (type, index) => this.#linked(type, index));
    this.#judge = new Judge(options, this.#agenda, this.#lost, this.log);
    const raise = this.#judge.raise;
    this.#exchanges = new Exchanges(this.#agenda, raise, options.responseTimeout);
    this.#commands = new Commands(this.connections, this.#agenda, raise, options.commandTimeout);
    this.#dataRequests = new DataRequests(this.connections, this.#agenda, raise, options.commandTimeout);
  }

  get exchanges() {
    return this.#exchanges.all;
  }
  get commands() {
    return this.#commands.all;
  }
  get dataRequests() {
    return this.#dataRequests.all;
  }
  get findings() {
    return this.#judge.findings;
  }
  get tokens() {
    return this.#issued.all;
  }

  advance(now: EpochMilliseconds): void {
    if (this.now !== null && now <= this.now) return;
    const before = this.findings.length + this.#agenda.happened;
    this.now = now;
    this.#agenda.runUntil(now);
    if (this.findings.length + this.#agenda.happened !== before) this.revision++;
  }

  append(event: CaptureEvent): EventIndex {
    const time = event.time;
    if (this.now === null || time > this.now) this.now = time;
    if (this.end === null || time > this.end) this.end = time;
    this.#agenda.runUntil(time);
    this.revision++;
    switch (event.type) {
      case "frame":
        return this.#frame(event);
      case "connection-created":
        return this.#connectionCreated(event);
      case "connection-opened": {
        const connection = this.#connection(event.connection, time);
        const index = this.#row(event, "connection-opened", connection);
        connection.openedAt ??= time;
        this.#judge.raise({ type: "connection-opened", connection, time, event: index });
        return index;
      }
      case "connection-error":
        return this.#row(event, "connection-error", this.#connection(event.connection, time));
      case "connection-closed": {
        const connection = this.#connection(event.connection, time);
        const index = this.#row(event, "connection-closed", connection);
        this.#close(connection, time, index, event.code ?? null, event.reason ?? null, false);
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
        for (const connection of this.#connectionsOfDocument.get(event.document) ?? [])
          if (connection.closedAt === null) this.#close(connection, time, index, null, null, true);
        return index;
      }
      case "http":
        return this.#http(event);
      case "gap":
        this.#lost.gap(event);
        return this.#row(
          event,
          "gap",
          event.connection == null ? null : (this.#connectionById.get(event.connection) ?? null),
        );
      case "unrecognised":
        return this.#row(event, "unrecognised", null);
      default:
        return assertNever(event);
    }
  }

  #linked(type: LinkType, index: number): Linked | null {
    switch (type) {
      case "exchange":
        return this.#exchanges.all[index] ?? null;
      case "command":
        return this.#commands.view(index);
      case "data-request":
        return this.#dataRequests.view(index);
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
    return this.log.add({ event, kind, connection, size: 0, direction: 0 });
  }

  #connectionCreated(event: CaptureEvent & { type: "connection-created" }): EventIndex {
    const creation: Creation = {
      url: event.url,
      document: event.document ?? null,
      protocols: event.protocols ?? [],
      worker: event.worker ?? false,
      time: event.time,
      assumed: false,
    };
    const known = this.#connectionById.get(event.connection);
    const connection = known ?? this.#addConnection(event.connection, creation);
    if (known?.assumed === true) {
      // Its frames were seen first: the buffer had dropped the beginning, or the lines came late.
      known.fillIn(creation);
      const ofNone = this.#ofDocument(null);
      ofNone.splice(ofNone.indexOf(known), 1);
      this.#ofDocument(known.document).push(known);
    }
    return this.#row(event, "connection-created", connection);
  }

  #connection(id: ConnectionId, time: EpochMilliseconds): ConnectionRecord {
    if (this.#lastConnection?.id === id) return this.#lastConnection;
    const connection =
      this.#connectionById.get(id) ??
      this.#addConnection(id, { url: "", document: null, protocols: [], worker: false, time, assumed: true });
    this.#lastConnection = connection;
    return connection;
  }

  #addConnection(id: ConnectionId, creation: Creation): ConnectionRecord {
    const connection = new ConnectionRecord(id, this.connections.length, creation);
    this.connections.push(connection);
    this.#connectionById.set(id, connection);
    this.#ofDocument(creation.document).push(connection);
    if (creation.assumed) this.#lost.beginning(connection, creation.time);
    return connection;
  }

  #ofDocument(document: DocumentId | null): ConnectionRecord[] {
    const present = this.#connectionsOfDocument.get(document) ?? [];
    this.#connectionsOfDocument.set(document, present);
    return present;
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
    this.#exchanges.connectionClosed(connection, time, event);
    const { state: before, since } = connection.history;
    connection.history.closed(time, event);
    this.#judge.raise({
      type: "connection-closed",
      connection,
      before,
      since,
      code,
      withDocument,
      time,
      event,
    });
  }

  #frame(event: FrameEvent): EventIndex {
    const connection = this.#connection(event.connection, event.time);
    const size = frameSize(event);
    connection.countFrame(event.direction, size);
    const index = this.log.add({
      event,
      kind: event.truncated === true ? "truncated" : event.opcode === "binary" ? "binary" : "frame",
      connection,
      size,
      direction: event.direction === "sent" ? 1 : -1,
    });
    if (event.opcode === "binary") return index;
    if (event.truncated === true) {
      this.#lost.cutFrame(connection, event.time);
      return index;
    }
    if (connection.system !== null) {
      this.#judgeFrame(connection, event.payload, event.direction, event.time, index);
      return index;
    }
    const { payload, direction, time } = event;
    const system = recognise(payload);
    if (system === null) {
      connection.unjudged.push({ index, time, direction, payload });
      return index;
    }
    connection.system = system;
    this.#judgeEarlierFrames(connection);
    this.#judgeFrame(connection, payload, direction, time, index);
    return index;
  }

  /** What came before the connection was recognised is judged now, each frame at its own time. */
  #judgeEarlierFrames(connection: ConnectionRecord): void {
    const earlier = connection.unjudged;
    connection.unjudged = [];
    for (const frame of earlier) {
      this.#agenda.runUntil(frame.time);
      this.#judgeFrame(connection, frame.payload, frame.direction, frame.time, frame.index);
    }
    const latest = this.now;
    if (latest !== null) this.#agenda.runUntil(latest);
  }

  #judgeFrame(
    connection: ConnectionRecord,
    payload: string,
    direction: FrameEvent["direction"],
    time: EpochMilliseconds,
    event: EventIndex,
  ): void {
    const system = connection.system;
    if (system === null) return;
    // Sharing memory with the payload is free where the payload is kept anyway, and a leak where it is not.
    const frequent = this.#keepsEvents ? decodeFrequentFrame(system, payload, direction) : null;
    const meaning = frequent ?? decodeFrame(system, payload, direction);
    let problems = "problems" in meaning ? meaning.problems : noProblems;
    switch (meaning.kind) {
      case "action": {
        const sent = this.#exchanges.actionSent(connection, meaning, time, event);
        this.log.describe(event, kindOfAct[meaning.act], meaning.name, "exchange", sent.index);
        break;
      }
      case "answer": {
        const paired = this.#exchanges.answerReceived(connection, meaning, time, event);
        const exchange = paired?.exchange ?? null;
        if (exchange === null) this.log.describeAlone(event, "answer", "", meaning.correlationId);
        else this.log.describe(event, "answer", exchange.action ?? "", "exchange", exchange.index);
        if (problems.length === 0 && lacksChannel(meaning, exchange)) problems = lackOfChannel;
        break;
      }
      case "command-status":
        if (meaning.id === null) this.log.describeAlone(event, meaning.kind, meaning.type, null);
        else {
          const command = this.#commands.statusReceived(connection, meaning, meaning.id, time, event);
          this.log.describe(event, meaning.kind, meaning.type, "command", command);
        }
        break;
      case "data-download":
      case "stream-ready":
        if (meaning.id === null) this.log.describeAlone(event, meaning.kind, meaning.type, null);
        else {
          const dataRequest =
            meaning.kind === "stream-ready"
              ? this.#dataRequests.streamReady(connection, meaning, meaning.id, time, event)
              : this.#dataRequests.downloadReceived(connection, meaning, meaning.id, time, event);
          this.log.describe(event, meaning.kind, meaning.type, "data-request", dataRequest);
        }
        break;
      case "unknown-message":
        this.log.describeAlone(event, "unknown-message", meaning.type ?? "", null);
        break;
      case "note":
        this.log.describeAlone(event, "note", meaning.name, meaning.channelId);
        break;
      case "malformed":
        this.log.describeAlone(event, "malformed", "", null);
        break;
      default:
        assertNever(meaning);
    }
    const unknown =
      meaning.kind === "malformed" ||
      meaning.kind === "unknown-message" ||
      (meaning.kind === "action" && !meaning.known);
    if (unknown || problems.length > 0)
      this.#judge.raise({ type: "odd-frame", connection, meaning, problems, time, event });
    // No channel message changes the channel's state, so it is still what it was when the frame came.
    const { state } = connection.history;
    const offChannel = state === "not-joined" || state === "left";
    if (offChannel && direction === "received" && isChannelMessage(meaning))
      this.#judge.raise({ type: "message-off-channel", connection, meaning, state, time, event });
  }

  #http(event: HttpEvent): EventIndex {
    const { meaning, label, size } = decodeHttp(event);
    const index = this.log.add({ event, kind: "http", connection: null, size, direction: 0 });
    this.log.describeAlone(index, "http", label, null);
    if (meaning === null) return index;
    const answeredAt = epochMilliseconds(event.time + (event.duration ?? 0));
    this.end = epochMilliseconds(Math.max(this.end ?? answeredAt, answeredAt));
    const request: HttpRequest = {
      method: event.method,
      url: event.url,
      status: event.status ?? 0,
      at: event.time,
      answeredAt,
      event: index,
    };
    const answered = (): void => {
      if (meaning.kind === "api-call") this.#apiCall(meaning, request, event.document ?? null, label);
      else {
        const operation: ChannelOperation = {
          index: this.operations.length,
          meaning,
          at: event.time,
          latency: event.duration ?? null,
          status: request.status,
          event: index,
        };
        this.operations.push(operation);
        this.log.describe(index, "http", label, "operation", operation.index);
        this.#judge.raise({ type: "operation", operation, time: answeredAt, event: index });
      }
    };
    this.#agenda.make({ due: answeredAt, atOnce: true, happen: answered });
    // The live log tells of a call once it is over: then its answer lies in the session's past and is due at once.
    if (this.now !== null) this.#agenda.runUntil(this.now);
    return index;
  }

  #apiCall(meaning: ApiCallMeaning, request: HttpRequest, document: DocumentId | null, label: string): void {
    const { answeredAt: time, event, status } = request;
    const accepted = status === 202;
    if (accepted && meaning.commandId !== null && meaning.purpose !== "status-poll") {
      const mayBeHeard = meaning.beforeChannel === true || this.#wasJoined(document, time);
      const command = this.#commands.accepted(meaning.commandId, request, mayBeHeard);
      this.log.describe(event, "http", label, "command", command);
    }
    if (accepted && meaning.requestId !== null) {
      const dataRequest = this.#dataRequests.accepted(meaning.requestId, request);
      this.log.describe(event, "http", label, "data-request", dataRequest);
    }
    if (meaning.purpose === "status-poll" && meaning.commandId !== null) {
      const command =
        meaning.polledStatus === null
          ? this.#commands.find(meaning.commandId)
          : this.#commands.polled(meaning.commandId, meaning.polledStatus, time, event);
      if (command === null) this.log.describeAlone(event, "http", label, meaning.commandId);
      else this.log.describe(event, "http", label, "command", command);
    }
    this.#issued.callAnswered(meaning, time, status);
    this.#judge.raise({ type: "api-call", meaning, request, time, event });
  }

  /** Whether a connection of the document was joined at a time; of any document where the call's is not known. */
  #wasJoined(document: DocumentId | null, time: EpochMilliseconds): boolean {
    const joined = (connection: Connection): boolean =>
      channelAt(connection.channel, time)?.state === "joined";
    if (document === null) return this.connections.some(joined);
    return [document, null].some((owner) => this.#connectionsOfDocument.get(owner)?.some(joined) ?? false);
  }
}

const kindOfAct = { join: "join", leave: "leave", other: "action" } as const;

const noProblems: readonly SchemaProblem[] = [];
const lackOfChannel: readonly SchemaProblem[] = [
  { path: "data.channelId", expected: "a string", got: "nothing" },
];

/** An accepted join or leave names its channel; only the action that it answers tells that it is one. */
function lacksChannel(answer: AnswerMeaning, exchange: Exchange | null): boolean {
  return answer.ok && answer.channelId === null && (exchange?.act === "join" || exchange?.act === "leave");
}
