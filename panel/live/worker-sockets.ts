import {
  type ConnectionId,
  connectionId,
  type DocumentId,
  epochMilliseconds,
} from "../../src/contract/brands.ts";
import type { CaptureEvent } from "../../src/contract/capture-event.ts";
import type { CaptureListener, CaptureSource, CaptureStatus } from "./capture-source.ts";
import { type HarSocket, harMessageSchema, readHarSocket } from "./har-socket.ts";
import { base64Size, utf8Size } from "./payload-size.ts";

/** A document that has started workers. */
export interface WorkerDocument {
  readonly document: DocumentId;
  readonly dedicated: number;
  readonly shared: number;
}

/** The relay, as far as workers are concerned. */
export interface WorkerAwareSource extends CaptureSource {
  /** The documents, still there, that have started workers. */
  workerDocuments(): readonly WorkerDocument[];
}

/** The browser's network log, where it shows sockets of workers: Chromium's. */
export interface SocketLog {
  /** Every entry so far, unparsed. Its cost grows with what the page has loaded. */
  read(): Promise<readonly unknown[]>;
  /** `chrome-extension://ID/`: entries that a script from there has started are the hook's. */
  readonly ownOrigin: string;
}

/** Milliseconds. Reading the log may take a twentieth of the time and no more: with thousands of entries it is slow. */
const shortestPause = 1_000;
const pausePerCost = 20;

interface KnownSocket {
  readonly connection: ConnectionId;
  readonly document: DocumentId | null;
  opened: boolean;
  closed: boolean;
  messages: number;
}

/**
 * A relay's events with those of workers' sockets, which no hook can see, from the browser's own log. The log is read only
 * while a document is there that has started workers. `log` is null where the browser has none (Firefox): the status says
 * then what is not seen.
 */
export function withWorkerSockets(relay: WorkerAwareSource, log: SocketLog | null): CaptureSource {
  return {
    start: (listener) => startBoth(relay, log, listener),
    send: (connection, opcode, payload) => relay.send(connection, opcode, payload),
  };
}

function startBoth(relay: WorkerAwareSource, log: SocketLog | null, listener: CaptureListener): () => void {
  const reader = createSocketReader();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  let reading = false;

  async function readLog(from: SocketLog): Promise<void> {
    reading = true;
    const start = performance.now();
    try {
      const entries = await from.read();
      if (stopped) return;
      const sockets = entries.flatMap((entry) => readHarSocket(entry, from.ownOrigin) ?? []);
      const events = reader.take(sockets, relay.workerDocuments(), Date.now());
      if (events.length > 0) listener.events(events);
    } catch {
      // The log cannot be read while DevTools are between two pages: the next reading shows what this one missed.
    } finally {
      reading = false;
      const cost = performance.now() - start;
      if (!stopped) timer = setTimeout(tick, Math.max(shortestPause, cost * pausePerCost));
    }
  }

  function tick(): void {
    timer = undefined;
    if (log === null || stopped) return;
    if (relay.workerDocuments().some(({ dedicated }) => dedicated > 0) || reader.hasOpenSockets)
      void readLog(log);
  }

  const stop = relay.start({
    events: (events) => listener.events(events),
    status(status) {
      const documents = relay.workerDocuments();
      listener.status({ ...status, limits: [...status.limits, ...workerLimits(documents, log !== null)] });
      if (timer === undefined && !reading) tick();
    },
  });
  return () => {
    stopped = true;
    clearTimeout(timer);
    stop();
  };
}

function workerLimits(
  documents: readonly WorkerDocument[],
  dedicatedAreSeen: boolean,
): CaptureStatus["limits"] {
  const dedicated = documents.reduce((sum, document) => sum + document.dedicated, 0);
  const shared = documents.reduce((sum, document) => sum + document.shared, 0);
  const limits: string[] = [];
  if (dedicated > 0)
    limits.push(
      dedicatedAreSeen
        ? "This page started Web Workers: their connections are read from Chromium's network log, from when DevTools opened, about once a second."
        : "This page started Web Workers: this browser does not show what connections they open.",
    );
  if (shared > 0)
    limits.push("This page started shared workers: no browser shows what connections they open.");
  return limits;
}

/** Turns readings of the log, each of which holds everything, into the events that are new. */
export function createSocketReader() {
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
    };
    known.set(socket.key, made);
    return made;
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
    let state = known.get(socket.key);
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
      // Navigation clears the log, and ends the workers of the page that was left.
      const present = new Set(sockets.map(({ key }) => key));
      const there = new Set(documents.map(({ document }) => document));
      for (const [key, socket] of known) {
        const gone = !present.has(key);
        if (!socket.closed && (gone || (socket.document !== null && !there.has(socket.document))))
          events.push(close(socket, now));
        if (gone) known.delete(key);
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
