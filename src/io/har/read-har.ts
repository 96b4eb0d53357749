import { type ConnectionId, connectionId, documentId, epochMilliseconds } from "../../contract/brands.ts";
import type { CaptureEvent } from "../../contract/capture-event.ts";
import {
  defaultMaxLineBytes,
  defaultSortMemoryBytes,
  syntaxProblem,
} from "../capture-file/read-capture-file.ts";
import { readEvent } from "../capture-file/read-event.ts";
import { decoded } from "../capture-file/read-lines.ts";
import { firstIssue } from "../capture-file/schema-issue.ts";
import { type Span, TimeSorter } from "../in-time-order.ts";
import { type EventSink, type ReadOptions, type ReadOutcome, ReadTally, unusable } from "../read-outcome.ts";
import { type ByteSource, chunksOf } from "../source/byte-source.ts";
import { giveUntil, isBeginning, Queue } from "./event-queues.ts";
import {
  type HarEntry,
  type HarMessage,
  type HarPage,
  harEntrySchema,
  harMessageSchema,
  harPageSchema,
  readHarMessage,
} from "./har-shapes.ts";
import {
  dateProblem,
  entryTime,
  entryToHttp,
  framesNotRecorded,
  harDate,
  isSocketEntry,
  messageToEvent,
  ownSocketId,
  rankOf,
  socketBeginning,
} from "./har-to-events.ts";
import { HarScanner, messagePlace } from "./scan-har.ts";

/**
 * Reads a HAR of Chrome, Firefox (HTTP only), Playwright or this tool, in time order: pages become documents, socket
 * entries connections with their frames, other entries HTTP calls. A HAR has no close event for a socket: a connection
 * still open at its end stays open. A HAR that ends in its middle gives what came before, and a gap: what sockets there were, and
 * what was said on them, may stand in any place of it.
 *
 * Rejects only with the signal's reason or where the source itself cannot be read.
 */
export async function readHar(
  source: ByteSource,
  sink: EventSink,
  options: ReadOptions = {},
): Promise<ReadOutcome> {
  const contents = new HarContents(options.sortMemoryBytes ?? defaultSortMemoryBytes);
  const scanner = new HarScanner(contents, options.maxLineBytes ?? defaultMaxLineBytes);
  let bytes = 0;
  for await (const chunk of chunksOf(source, options)) {
    scanner.push(chunk);
    bytes += chunk.length;
    options.onProgress?.({ bytes, totalBytes: source.size, pass: 1 });
    if (scanner.broken !== null) break;
  }
  scanner.end();
  if (!scanner.found) {
    const { broken } = scanner;
    return unusable(
      broken === null ? null : `byte ${broken.offset}`,
      `expected a HAR with log.entries, got ${broken === null ? "JSON without it" : `none: ${broken.message}`}`,
    );
  }
  if (scanner.broken !== null) contents.tally.skip(`byte ${scanner.broken.offset}`, scanner.broken.message);
  await contents.give(source, sink, options, !scanner.ended);
  if (contents.tally.events === 0 && scanner.broken !== null)
    return unusable(`byte ${scanner.broken.offset}`, `expected a whole HAR: ${scanner.broken.message}`);
  return contents.tally.outcome("har", null);
}

/** A socket as its entry describes it; `entry` is null where the HAR ended before the entry did. */
interface Socket {
  entry: HarEntry | null;
  id: ConnectionId;
  /** Its ID until its entry named another. */
  readonly firstId: ConnectionId;
  firstMessage: number;
}

class HarContents {
  readonly tally = new ReadTally();
  /** A message waits under the ID that its socket has so far: the entry that may name it comes after. */
  private readonly sorter: TimeSorter<CaptureEvent>;
  /** By number of order in the sorter: the entry of a message, -1 for a call. */
  private readonly entryOf: number[] = [];
  private readonly sockets = new Map<number, Socket>();
  private readonly takenIds = new Set<ConnectionId>();
  private givenIds = 0;
  private readonly pages: HarPage[] = [];
  /** Documents that entries refer to: when the first did, and the URL of its first document call. */
  private readonly pagesSeen = new Map<string, { time: number; url: string | null }>();
  /** This tool wrote it: what it does not name was not there. */
  private isOwn = false;
  /** Events beside the entries, that only a HAR of this tool has. */
  private readonly extras: CaptureEvent[] = [];

  constructor(memoryBytes: number) {
    this.sorter = new TimeSorter(memoryBytes);
  }

  page(json: Uint8Array): void {
    const page = this.parsed(json, "log.pages", (value) => harPageSchema.safeParse(value));
    if (page !== null) this.pages.push(page);
  }

  message(json: Uint8Array, entry: number, number: number, offset: number, bytes: number): void {
    const message = this.parsed(json, messagePlace(entry, number), readHarMessage);
    if (message !== null) this.addMessage(message, entry, number, { offset, bytes });
  }

  parsedMessage(value: unknown, entry: number, number: number, offset: number, bytes: number): void {
    const result = readHarMessage(value);
    if (result.success) this.addMessage(result.data, entry, number, { offset, bytes });
    else this.tally.skip(messagePlace(entry, number), firstIssue(result.error, value));
  }

  private addMessage(message: HarMessage, entry: number, number: number, span: Span): void {
    const socket = this.sockets.get(entry) ?? this.addSocket(entry);
    const event = messageToEvent(message, socket.id);
    if (typeof event === "string") {
      this.tally.skip(messagePlace(entry, number), event);
      return;
    }
    socket.firstMessage = Math.min(socket.firstMessage, event.time);
    this.entryOf.push(entry);
    this.sorter.add(event.time, event, span, rankOf(message));
  }

  entry(json: Uint8Array, number: number, offset: number, bytes: number): void {
    const place = `log.entries[${number}]`;
    const entry = this.parsed(json, place, (value) => harEntrySchema.safeParse(value));
    if (entry === null) return;
    const withMessages = this.sockets.get(number);
    if (isSocketEntry(entry, withMessages !== undefined)) {
      const ownEvents = entry._privicore?.["events"];
      if (withMessages === undefined && ownEvents === undefined && !Number.isFinite(entryTime(entry))) {
        this.tally.skip(place, dateProblem(entry));
        return;
      }
      const socket = withMessages ?? this.addSocket(number);
      socket.entry = entry;
      this.takeOwnId(entry, socket);
      this.seePage(entry, Math.min(entryTime(entry), socket.firstMessage));
      return;
    }
    const http = entryToHttp(entry);
    if (typeof http === "string") {
      this.tally.skip(place, http);
      return;
    }
    this.seePage(entry, http.time);
    this.entryOf.push(-1);
    this.sorter.add(http.time, http, { offset, bytes }, rankOf(entry));
  }

  extra(json: Uint8Array): void {
    this.isOwn = true;
    const extra = this.parsed(json, "log._privicore", (value) => ({ success: true as const, data: value }));
    if (typeof extra !== "object" || extra === null || !("events" in extra)) return;
    if (!Array.isArray(extra.events)) {
      this.tally.skip("log._privicore.events", "expected an array");
      return;
    }
    for (const event of this.ownEvents(extra.events, "log._privicore.events")) this.extras.push(event);
  }

  /** The events of a list that this tool wrote; what is none is skipped at its place. */
  private *ownEvents(values: readonly unknown[], list: string): Generator<CaptureEvent> {
    for (const [number, value] of values.entries()) {
      const event = readEvent(value, null);
      if (typeof event === "string") this.tally.skip(`${list}[${number}]`, event);
      else yield event;
    }
  }

  skipped(place: string, reason: string): void {
    this.tally.skip(place, reason);
  }

  /**
   * Gives everything in time order. On ties a socket's beginning comes before its messages, its end after them.
   *
   * @param cut whether the rest of the HAR is missing, which is told first
   */
  async give(source: ByteSource, sink: EventSink, options: ReadOptions, cut: boolean): Promise<void> {
    const beginnings: CaptureEvent[] = [...this.documents()];
    const others: CaptureEvent[] = [];
    for (const event of [...this.extras, ...this.socketEvents()])
      (isBeginning(event) ? beginnings : others).push(event);
    const before = new Queue(beginnings);
    const after = new Queue(others);
    const give = (event: CaptureEvent) => {
      if (cut && this.tally.events === 0) take({ type: "gap", time: event.time, reason: "har-cut" });
      take(event);
    };
    const take = (event: CaptureEvent) => {
      this.tally.count(event);
      sink.event(event);
    };
    await this.sorter.inOrder(
      source,
      (json, number) => this.again(json, number),
      (waiting, number) => {
        const event = this.named(waiting, number);
        giveUntil(before, after, event.time, give);
        give(event);
      },
      {
        signal: options.signal,
        rest: options.rest,
        onBatch: (done) =>
          options.onProgress?.({
            bytes: Math.round((source.size * done) / this.sorter.count),
            totalBytes: source.size,
            pass: 2,
          }),
      },
    );
    giveUntil(before, after, Number.POSITIVE_INFINITY, give);
  }

  /** The event under its socket's own ID. */
  private named(waiting: CaptureEvent, number: number): CaptureEvent {
    const socket = this.sockets.get(this.entryOf[number] ?? -1);
    if (socket === undefined || socket.id === socket.firstId) return waiting;
    const connection = socket.id;
    if (waiting.type === "unrecognised") return { ...waiting, original: { ...waiting.original, connection } };
    return "connection" in waiting && waiting.connection === socket.firstId
      ? { ...waiting, connection }
      : waiting;
  }

  private again(json: Uint8Array, number: number): CaptureEvent {
    const value: unknown = JSON.parse(decoded(json) ?? "null");
    const socket = this.sockets.get(this.entryOf[number] ?? -1);
    const event =
      socket === undefined
        ? entryToHttp(harEntrySchema.parse(value))
        : messageToEvent(harMessageSchema.parse(value), socket.id);
    if (typeof event === "string")
      throw new Error(`Expected the file to stay as it is, got a changed entry: ${event}`);
    return event;
  }

  private addSocket(number: number): Socket {
    let id = connectionId(`c${++this.givenIds}`);
    while (this.takenIds.has(id)) id = connectionId(`c${++this.givenIds}`);
    this.takenIds.add(id);
    const socket: Socket = {
      entry: null,
      id,
      firstId: id,
      firstMessage: Number.POSITIVE_INFINITY,
    };
    this.sockets.set(number, socket);
    return socket;
  }

  /** Its own ID where it has one, unless another socket has it: two HARs of this tool may have been put together. */
  private takeOwnId(entry: HarEntry, socket: Socket): void {
    const own = ownSocketId(entry);
    if (own === null || this.takenIds.has(own)) return;
    this.takenIds.delete(socket.id);
    this.takenIds.add(own);
    socket.id = own;
  }

  private seePage(entry: HarEntry, time: number): void {
    if (typeof entry.pageref !== "string" || !Number.isFinite(time)) return;
    const seen = this.pagesSeen.get(entry.pageref) ?? { time, url: null };
    seen.time = Math.min(seen.time, time);
    if (entry._resourceType === "document") seen.url ??= entry.request.url;
    this.pagesSeen.set(entry.pageref, seen);
  }

  private *documents(): Generator<CaptureEvent> {
    const known = new Set<string>();
    for (const page of this.pages) {
      const seen = this.pagesSeen.get(page.id);
      const time = page._privicore?.time ?? harDate(page.startedDateTime ?? "");
      const started = Number.isFinite(time) ? time : seen?.time;
      if (started === undefined || known.has(page.id)) continue;
      known.add(page.id);
      const document = {
        // What else this tool's document had.
        ...page._privicore,
        type: "document",
        document: documentId(page.id),
        time: epochMilliseconds(started),
        url: page._privicore?.url ?? (isUrl(page.title) ? page.title : (seen?.url ?? "")),
      };
      const event = readEvent(document, null);
      if (typeof event === "string") this.tally.skip("log.pages", event);
      else yield event;
    }
    if (this.isOwn) return;
    for (const [id, { time, url }] of this.pagesSeen) {
      if (known.has(id)) continue;
      yield { type: "document", document: documentId(id), time: epochMilliseconds(time), url: url ?? "" };
    }
  }

  private *socketEvents(): Generator<CaptureEvent> {
    for (const [number, { entry, id, firstMessage }] of this.sockets) {
      if (entry === null) continue;
      const own = entry._privicore?.["events"];
      if (!Array.isArray(own)) {
        yield* socketBeginning(entry, id, firstMessage);
        if (!Array.isArray(entry._webSocketMessages)) yield* framesNotRecorded(entry, id);
        continue;
      }
      const events = own.map((value: unknown) => ({ ...Object(value), connection: id }));
      yield* this.ownEvents(events, `log.entries[${number}]._privicore.events`);
    }
  }

  private parsed<Value>(
    json: Uint8Array,
    place: string,
    read: (
      value: unknown,
    ) => { success: true; data: Value } | { success: false; error: Parameters<typeof firstIssue>[0] },
  ): Value | null {
    const text = decoded(json);
    if (text === null) {
      this.tally.skip(place, "expected UTF-8 text, got other bytes");
      return null;
    }
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (error) {
      this.tally.skip(place, `expected JSON, got ${syntaxProblem(error)}`);
      return null;
    }
    const result = read(value);
    if (result.success) return result.data;
    this.tally.skip(place, firstIssue(result.error, value));
    return null;
  }
}

function isUrl(text: string | null | undefined): text is string {
  return typeof text === "string" && /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
}
