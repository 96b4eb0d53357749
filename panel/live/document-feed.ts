import {
  type ConnectionId,
  connectionId,
  type DocumentId,
  documentId,
  epochMilliseconds,
} from "../../src/contract/brands.ts";
import type { CaptureEvent } from "../../src/contract/capture-event.ts";
import { type Batch, batchSchema, frameMarks, type WireTuple } from "../../src/contract/page-wire.ts";
import { base64Size, utf8Size } from "./payload-size.ts";
import { readTuple } from "./read-tuple.ts";

/** What a batch brought, and when to ask for the next. */
export interface BatchResult {
  readonly events: readonly CaptureEvent[];
  /** `more`: there is more already. `end`: that was all. `pending`: a Blob is being read. `unreadable`: no batch at all. */
  readonly next: "more" | "end" | "pending" | "unreadable";
}

/**
 * One document's events as they come in from its hook: in order, what came twice dropped, what is missing made a gap with
 * exact counts. Takes everything that a page may say, and throws on nothing.
 */
export interface DocumentFeed {
  readonly id: DocumentId;
  /** The sequence number of the last event taken in. */
  readonly last: number;
  /** Workers that the document has started. */
  readonly workers: { readonly dedicated: number; readonly shared: number };
  /** What comes next could not be read: it is to be asked for event by event. */
  readonly alone: boolean;
  take(batch: string): BatchResult;
  /** What came in answer was not to be read. Where an event was asked for alone, a gap stands in its place from now on. */
  passOver(): readonly CaptureEvent[];
  /**
   * The document came back after it had ended: what it does now belongs to a new one. From the back/forward cache its sockets come
   * closed. `alive`: it was never away, so those that were open still are. They begin anew with what is given back.
   */
  renew(label: string, alive: boolean): readonly CaptureEvent[];
  /** The hook's number of a connection of this document, or null. */
  wireConnection(connection: ConnectionId): number | null;
  /**
   * The document has ended: the gap between what was taken in and all that is known to have been. `orderly`: it said so
   * itself and handed over what was left; otherwise there may be more missing than anybody can count.
   */
  end(time: number, orderly: boolean): readonly CaptureEvent[];
}

function parseBatch(json: string): Batch | null {
  let raw: unknown;
  try {
    raw = JSON.parse(json);
  } catch {
    // Not JSON: as unreadable as JSON of another shape.
    return null;
  }
  return batchSchema.safeParse(raw).data ?? null;
}

/** `label` is unique among the documents of a capture: `d1`. */
export function createDocumentFeed(label: string): DocumentFeed {
  let id = documentId(label);
  let prefix = label;
  let last = 0;
  let frames = 0;
  let bytes = 0;
  let failed = 0;
  let workers = { dedicated: 0, shared: 0 };
  let alone = false;
  let total: Batch["total"] = [0, 0];
  const connections = new Map<number, ConnectionId>();
  /** How each connection that is not closed began, by the hook's number. */
  const open = new Map<number, WireTuple[]>();

  function connectionOf(number: number): ConnectionId {
    let connection = connections.get(number);
    if (connection === undefined) {
      connection = connectionId(`${prefix}:${number}`);
      connections.set(number, connection);
    }
    return connection;
  }

  function frameOf(tuple: Extract<WireTuple, ["sent" | "received", ...unknown[]]>): CaptureEvent {
    const [direction, time, number, opcode, payload, wholeSize, marks] = tuple;
    const size = wholeSize ?? (opcode === "text" ? utf8Size(payload) : base64Size(payload));
    frames++;
    bytes += size;
    return {
      type: "frame",
      connection: connectionOf(number),
      time: epochMilliseconds(time),
      direction,
      opcode,
      payload,
      size,
      ...((marks & (frameMarks.cut | frameMarks.unreadable)) === 0 ? {} : { truncated: true }),
      ...((marks & frameMarks.injected) === 0 ? {} : { injected: true }),
    };
  }

  /** The event that a tuple stands for; null for what is no event. */
  function eventOf(tuple: WireTuple): CaptureEvent | null {
    switch (tuple[0]) {
      case "sent":
      case "received":
        return frameOf(tuple);
      case "created": {
        const [, time, number, url, protocols] = tuple;
        const connection = connectionOf(number);
        if (!open.has(number)) open.set(number, [tuple]);
        return {
          type: "connection-created",
          connection,
          document: id,
          time: epochMilliseconds(time),
          url,
          protocols,
        };
      }
      case "opened": {
        const [, time, number, protocol, extensions] = tuple;
        const connection = connectionOf(number);
        // Ahead of its creation: see renew.
        open.set(number, [tuple, ...(open.get(number)?.slice(-1) ?? [])]);
        return { type: "connection-opened", connection, time: epochMilliseconds(time), protocol, extensions };
      }
      case "error":
        return {
          type: "connection-error",
          connection: connectionOf(tuple[2]),
          time: epochMilliseconds(tuple[1]),
        };
      case "closed": {
        const [, time, number, code, reason, wasClean] = tuple;
        const connection = connectionOf(number);
        open.delete(number);
        return {
          type: "connection-closed",
          connection,
          time: epochMilliseconds(time),
          code,
          reason,
          wasClean,
        };
      }
      case "worker":
        return null;
    }
  }

  const gap = (
    time: number,
    reason: string,
    counts: { frames?: number; bytes?: number } = {},
  ): CaptureEvent => ({
    type: "gap",
    time: epochMilliseconds(time),
    reason,
    document: id,
    ...counts,
  });

  /** What left the hook's buffer before it was fetched. */
  function readLoss(batch: Batch, time: number, events: CaptureEvent[]): void {
    const lost = batch.first - 1 - last;
    if (lost <= 0) return;
    const lostFrames = Math.max(0, batch.dropped[0] - frames);
    const lostBytes = Math.max(0, batch.dropped[1] - bytes);
    for (const raw of batch.facts) {
      const fact = readTuple(raw);
      if (fact?.[0] !== "created" && fact?.[0] !== "opened") continue;
      const event = eventOf(fact);
      if (event !== null) events.push(event);
    }
    if (lostFrames > 0 || batch.facts.length < lost)
      events.push(gap(time, "buffer-full", { frames: lostFrames, bytes: lostBytes }));
    frames += lostFrames;
    bytes += lostBytes;
    last = batch.first - 1;
  }

  function passOver(): readonly CaptureEvent[] {
    alone = !alone;
    if (alone) return [];
    last++;
    return [gap(now(), "unreadable-page-data", { frames: 1 })];
  }

  const now = (): number => performance.timeOrigin + performance.now();

  return {
    get id() {
      return id;
    },
    get last() {
      return last;
    },
    get workers() {
      return workers;
    },
    get alone() {
      return alone;
    },
    passOver,

    take(json) {
      const batch = parseBatch(json);
      if (batch === null) return { events: passOver(), next: "unreadable" };
      total = batch.total;
      // It follows the one that could not be read, in answer to the same question.
      if (alone && batch.first > last + 1 && batch.events.length > 1)
        return { events: [], next: "unreadable" };
      const events: CaptureEvent[] = [];
      const tuples: (WireTuple | null)[] = [];
      for (const raw of batch.events.slice(Math.max(0, last + 1 - batch.first))) tuples.push(readTuple(raw));
      const time = tuples.find((tuple) => tuple !== null)?.[1] ?? now();
      readLoss(batch, time, events);
      for (const tuple of tuples) {
        last++;
        const event = tuple === null ? gap(time, "unreadable-page-data", { frames: 1 }) : eventOf(tuple);
        if (event !== null) events.push(event);
      }
      if (batch.failed > failed) {
        events.push(gap(time, "not-recorded", { frames: batch.failed - failed }));
        failed = batch.failed;
      }
      const [dedicated, shared] = batch.workers;
      workers = { dedicated, shared };
      const next = batch.pending ? "pending" : total[0] > last ? "more" : "end";
      if (next === "end") alone = false;
      return { events, next };
    },

    renew(newLabel, alive) {
      prefix = newLabel;
      id = documentId(newLabel);
      if (!alive) return [];
      for (const number of open.keys()) connections.delete(number);
      // A connection that is seen in the middle is not taken to have been silent until then: its creation comes after its opening,
      // also by the time, as a saved capture is read in time order.
      return [...open.values()].flatMap((tuples) =>
        tuples.flatMap((tuple) => {
          const event = eventOf(tuple);
          return event === null ? [] : { ...event, time: epochMilliseconds(tuples[0]?.[1] ?? event.time) };
        }),
      );
    },

    wireConnection(connection) {
      for (const [number, known] of connections) if (known === connection) return number;
      return null;
    },

    end(time, orderly) {
      const [lastSeq, allFrames] = total;
      if (lastSeq <= last && orderly && !alone) return [];
      const lost = lastSeq <= last ? {} : { frames: Math.max(0, allFrames - frames) };
      return [gap(time, orderly ? "page-left" : "page-ended-abruptly", lost)];
    },
  };
}
