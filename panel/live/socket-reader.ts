import {
  type ConnectionId,
  connectionId,
  type DocumentId,
  epochMilliseconds,
} from "../../src/contract/brands.ts";
import type { CaptureEvent } from "../../src/contract/capture-event.ts";
import { type HarSocket, harMessageSchema } from "./har-socket.ts";
import { base64Size, utf8Size } from "./payload-size.ts";
import type { WorkerDocument } from "./worker-document.ts";

export { readHarSocket } from "./har-socket.ts";

interface KnownSocket {
  readonly connection: ConnectionId;
  readonly document: DocumentId | null;
  opened: boolean;
  closed: boolean;
  messages: number;
  /** Readings in a row that it was not in. */
  missing: number;
}

/** Remembers what earlier readings of the log held. */
export interface SocketReader {
  /** Sockets of workers that have not been seen to close. */
  readonly hasOpenSockets: boolean;
  /** The events that are new in a reading at `now`, milliseconds since the epoch. */
  take(
    sockets: readonly HarSocket[],
    documents: readonly WorkerDocument[],
    now: number,
  ): readonly CaptureEvent[];
}

/** Turns readings of the log, each of which holds everything, into the events that are new. */
export function createSocketReader(): SocketReader {
  const known = new Map<string, KnownSocket>();
  let lastId = 0;

  function makeKnown(socket: HarSocket, documents: readonly WorkerDocument[]): KnownSocket {
    // The log does not say whose worker it was: it is known where only one document has any.
    const candidates = documents.filter(({ dedicated }) => dedicated > 0);
    const document = candidates.length === 1 ? (candidates[0]?.document ?? null) : null;
    const made = {
      connection: connectionId(`w${++lastId}`),
      document,
      opened: false,
      closed: false,
      messages: 0,
      missing: 0,
    };
    known.set(socket.key, made);
    return made;
  }

  /** A socket that was read while it was connecting, when it had no key yet, under the one that it has now. */
  function underItsKey({ key, earlyKey }: HarSocket): KnownSocket | undefined {
    const early = known.get(earlyKey);
    if (early === undefined) return undefined;
    known.delete(earlyKey);
    known.set(key, early);
    return early;
  }

  function close(socket: KnownSocket, time: number): CaptureEvent {
    socket.closed = true;
    const { connection } = socket;
    return {
      type: "connection-closed",
      connection,
      time: epochMilliseconds(time),
      code: null,
      reason: null,
      wasClean: null,
    };
  }

  function takeSocket(socket: HarSocket, documents: readonly WorkerDocument[], events: CaptureEvent[]): void {
    let state = known.get(socket.key) ?? underItsKey(socket);
    if (state === undefined) {
      state = makeKnown(socket, documents);
      const { connection, document } = state;
      events.push({
        type: "connection-created",
        connection,
        document,
        time: epochMilliseconds(socket.createdAt),
        url: socket.url,
        protocols: [...socket.protocols],
        worker: true,
      });
    }
    state.missing = 0;
    if (state.closed) return;
    const { connection } = state;
    if (socket.opened !== null && !state.opened) {
      state.opened = true;
      const { at, protocol, extensions } = socket.opened;
      events.push({
        type: "connection-opened",
        connection,
        time: epochMilliseconds(at),
        protocol,
        extensions,
      });
    }
    for (const raw of socket.messages.slice(state.messages)) {
      const event = frameOf(raw, connection);
      if (event !== null) events.push(event);
    }
    state.messages = Math.max(state.messages, socket.messages.length);
    if (socket.closedAt !== null) events.push(close(state, socket.closedAt));
  }

  return {
    /** Sockets of workers that have not been seen to close. */
    get hasOpenSockets(): boolean {
      return [...known.values()].some(({ closed }) => !closed);
    },

    take(
      sockets: readonly HarSocket[],
      documents: readonly WorkerDocument[],
      now: number,
    ): readonly CaptureEvent[] {
      const events: CaptureEvent[] = [];
      for (const socket of sockets) takeSocket(socket, documents, events);
      const present = new Set(sockets.map(({ key }) => key));
      const there = new Set(documents.map(({ document }) => document));
      for (const [key, socket] of known) {
        const gone = !present.has(key);
        const alive = socket.document === null ? there.size > 0 : there.has(socket.document);
        // Navigation ends the workers of the page that was left, and clears the log.
        if (!alive && !socket.closed) events.push(close(socket, now));
        if (!alive && gone) known.delete(key);
        // A person can clear the log, too. DevTools tell no more of its sockets then, which may well be open.
        // One reading alone may have come between the log's end and the page's.
        if (alive && gone && ++socket.missing === 2 && !socket.closed)
          events.push({
            type: "gap",
            time: epochMilliseconds(now),
            reason: "network-log-cleared",
            connection: socket.connection,
          });
      }
      return events;
    },
  };
}

/** The frame of a message in the log; null for control frames, and for what is none. */
function frameOf(raw: unknown, connection: ConnectionId): CaptureEvent | null {
  const message = harMessageSchema.safeParse(raw).data;
  if (message === undefined || (message.opcode !== 1 && message.opcode !== 2)) return null;
  const opcode = message.opcode === 1 ? "text" : "binary";
  return {
    type: "frame",
    connection,
    time: epochMilliseconds(message.time * 1_000),
    direction: message.type === "send" ? "sent" : "received",
    opcode,
    payload: message.data,
    size: opcode === "text" ? utf8Size(message.data) : base64Size(message.data),
  };
}
