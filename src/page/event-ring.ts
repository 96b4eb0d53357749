import { type BlobPayload, isBlobPayload, later, readBlob } from "./blob-payload.ts";
import { pieceEnd, utf8Size } from "./encode.ts";
import { now, quote, substring, toBase64, toWellFormed } from "./primordials.ts";

/** Payloads are cut to this many UTF-16 units or bytes. */
export const payloadLimit = 1_048_576;

/** What the ring may hold: while nobody pulls, and while a panel does, which may fall behind for a moment. */
const idle = { count: 20_000, cost: 16 * 1_048_576 } as const;
const watched = { count: 200_000, cost: 64 * 1_048_576 } as const;
/** A pull this many milliseconds ago still counts as being watched. */
const watchedFor = 15_000;
/** The event that comes in pays for what must go: never for more than this many at once. */
const evictionsPerEvent = 64;
/** What an entry takes besides its payload, in bytes, about. */
const entryCost = 120;
/** A Blob that was not read in this many milliseconds is delivered as unreadable. */
const blobPatience = 2_000;
/** How many Blobs are read ahead of the batch that waits for the first of them. */
const blobsAhead = 64;

// The marks of the wire contract: constants of contracts are not imported at run time here.
const cut = 1;
export const injected = 2;
const unreadable = 4;

/** A socket as the ring knows it. Its facts are JSON: the rest of the wire tuple. */
export interface Connection {
  readonly id: number;
  readonly socket: WeakRef<WebSocket>;
  readonly created: Fact;
  opened: Fact | null;
  next: Connection | null;
}

interface Fact {
  readonly seq: number;
  readonly tuple: string;
}

interface Entry {
  /** `quoted` is text that was cut, as JSON; a `fact` or an `end` is a whole tuple as JSON. */
  readonly kind: "fact" | "end" | "text" | "quoted" | "binary";
  /** Null for what belongs to the document. */
  readonly connection: Connection | null;
  readonly time: number;
  readonly name: "sent" | "received" | "";
  readonly text: string;
  readonly binary: Uint8Array | BlobPayload | null;
  /** Bytes on the wire; -1 where the text must be measured first. */
  size: number;
  /** The whole text of one that was cut, while it is being measured; how far that is, and what it came to. */
  whole: string;
  measuredTo: number;
  measured: number;
  readonly marks: number;
  readonly cost: number;
  next: Entry | null;
}

/**
 * The events of this document, bounded by count and bytes: the oldest go first, and what went is counted. A linked list,
 * because growing an array goes through prototypes that the page can change.
 */
export function createEventRing() {
  // `head` has the number `headSeq`, `tail` has `lastSeq`; nothing between is missing.
  let head: Entry | null = null;
  let tail: Entry | null = null;
  let headSeq = 1;
  let lastSeq = 0;
  let count = 0;
  let cost = 0;
  let droppedFrames = 0;
  let droppedBytes = 0;
  let frames = 0;
  let failed = 0;
  let workers = 0;
  let sharedWorkers = 0;

  // The last entry of the last batch, so that the next pull need not walk there.
  let cursor: Entry | null = null;
  let cursorSeq = 0;
  let acknowledged = 0;
  let pulledAt = -watchedFor;

  // Connections that are open or whose end is still in the ring, by creation.
  let connections: Connection | null = null;
  let newestConnection: Connection | null = null;
  let connectionId = 0;

  function forget(gone: Connection): void {
    let previous: Connection | null = null;
    for (let at = connections; at !== null; at = at.next) {
      if (at === gone) {
        if (previous === null) connections = at.next;
        else previous.next = at.next;
        if (newestConnection === at) newestConnection = previous;
        return;
      }
      previous = at;
    }
  }

  function evict(entry: Entry): void {
    if (entry.name !== "") {
      droppedFrames++;
      droppedBytes += sizeOf(entry);
    }
    if (entry.kind === "end" && entry.connection !== null) forget(entry.connection);
    // The cursor would keep everything alive that has gone since.
    if (cursorSeq <= headSeq) cursor = null;
    head = entry.next;
    headSeq++;
    count--;
    cost -= entry.cost;
  }

  function append(
    kind: Entry["kind"],
    connection: Connection | null,
    name: Entry["name"],
    text: string,
    binary: Uint8Array | BlobPayload | null,
    size: number,
    marks: number,
    payloadCost: number,
  ): Entry {
    const entry: Entry = {
      kind,
      connection,
      time: now(),
      name,
      text,
      binary,
      size,
      whole: "",
      measuredTo: 0,
      measured: 0,
      marks,
      cost: entryCost + payloadCost,
      next: null,
    };
    if (tail === null) head = entry;
    else tail.next = entry;
    tail = entry;
    lastSeq++;
    if (name !== "") frames++;
    count++;
    cost += entry.cost;
    for (let i = 0; i < evictionsPerEvent && head !== null && head !== entry; i++) {
      const limit = headSeq > acknowledged && entry.time - pulledAt < watchedFor ? watched : idle;
      if (count <= limit.count && cost <= limit.cost) break;
      evict(head);
    }
    return entry;
  }

  const appendFact = (connection: Connection | null, kind: "fact" | "end", tuple: string): void => {
    append(kind, connection, "", tuple, null, 0, 0, tuple.length);
  };

  /** Measures a large text piece by piece, so that the page is not held up: 64 MiB take a tenth of a second. */
  function measureOn(entry: Entry): void {
    const end = pieceEnd(entry.whole, entry.measuredTo, payloadLimit);
    entry.measured += utf8Size(substring(entry.whole, entry.measuredTo, end));
    entry.measuredTo = end;
    if (end < entry.whole.length) later(() => measureOn(entry));
    else {
      entry.size = entry.measured;
      entry.whole = "";
    }
  }

  const sizeOf = (entry: Entry): number =>
    entry.size < 0 ? utf8Size(entry.whole === "" ? entry.text : entry.whole) : entry.size;

  const tupleStart = (name: string, connection: number): string => `["${name}",${now()},${connection}`;

  /** Starts reading the Blobs from `entry` on, so that a row of them does not wait one after the other. */
  function readAhead(entry: Entry, time: number): void {
    let at: Entry | null = entry;
    for (let i = 0; i < blobsAhead && at !== null; i++) {
      const { binary } = at;
      if (isBlobPayload(binary) && binary.state === "unread") readBlob(binary, payloadLimit, time);
      at = at.next;
    }
  }

  /** The entry's tuple as JSON; empty where it is still being read or measured and the end is not near. */
  function tupleOf(entry: Entry, final: boolean): string {
    if (entry.name === "") return entry.text;
    const { binary } = entry;
    let marks = entry.marks;
    let payload: string;
    if (entry.whole !== "" && !final) return "";
    if (binary === null) payload = entry.kind === "quoted" ? entry.text : quote(toWellFormed(entry.text));
    else if (isBlobPayload(binary)) {
      const time = now();
      if (binary.state === "unread") readAhead(entry, time);
      if (binary.state === "reading" && !final && time - binary.since < blobPatience) return "";
      if (binary.state !== "read") marks = (marks & ~cut) | unreadable;
      payload = `"${binary.base64}"`;
    } else payload = `"${toBase64(binary)}"`;
    const opcode = binary === null ? "text" : "binary";
    const size = (marks & (cut | unreadable)) === 0 ? "null" : sizeOf(entry);
    return `["${entry.name}",${entry.time},${entry.connection?.id},"${opcode}",${payload},${size},${marks}]`;
  }

  /** The facts from `after` on that have left the ring, of connections that have not. */
  function lostFacts(after: number): string {
    let facts = "";
    const add = (fact: Fact | null): void => {
      if (fact !== null && fact.seq > after && fact.seq < headSeq)
        facts += facts === "" ? fact.tuple : `,${fact.tuple}`;
    };
    for (let at = connections; at !== null; at = at.next) {
      add(at.created);
      add(at.opened);
    }
    return facts;
  }

  return {
    /** Something could not be recorded: it is counted, and the panel told. */
    countFailure(): void {
      failed++;
    },

    /** The document started a worker, whose sockets are out of sight. */
    worker(shared: boolean): void {
      if (shared) sharedWorkers++;
      else workers++;
      appendFact(null, "fact", `["worker",${now()}]`);
    },

    /** A socket was made. `protocols` is a JSON array. */
    created(socket: WeakRef<WebSocket>, url: string, protocols: string): Connection {
      const id = ++connectionId;
      const tuple = `${tupleStart("created", id)},${quote(url)},${protocols}]`;
      const connection: Connection = {
        id,
        socket,
        created: { seq: lastSeq + 1, tuple },
        opened: null,
        next: null,
      };
      if (newestConnection === null) connections = connection;
      else newestConnection.next = connection;
      newestConnection = connection;
      appendFact(connection, "fact", tuple);
      return connection;
    },

    opened(connection: Connection, protocol: string, extensions: string): void {
      const tuple = `${tupleStart("opened", connection.id)},${quote(protocol)},${quote(extensions)}]`;
      connection.opened = { seq: lastSeq + 1, tuple };
      appendFact(connection, "fact", tuple);
    },

    errored(connection: Connection): void {
      appendFact(connection, "fact", `${tupleStart("error", connection.id)}]`);
    },

    closed(connection: Connection, code: number, reason: string, wasClean: boolean): void {
      appendFact(
        connection,
        "end",
        `${tupleStart("closed", connection.id)},${code},${quote(toWellFormed(reason))},${wasClean}]`,
      );
    },

    text(connection: Connection, name: "sent" | "received", text: string, marks: number): void {
      const whole = text.length <= payloadLimit;
      // A cut string would keep the whole one alive; its JSON is a string of its own.
      const kept = whole ? text : quote(toWellFormed(substring(text, 0, pieceEnd(text, 0, payloadLimit))));
      const kind = whole ? "text" : "quoted";
      const entry = append(kind, connection, name, kept, null, -1, whole ? marks : marks | cut, kept.length);
      if (whole) return;
      entry.whole = text;
      measureOn(entry);
    },

    /** `bytes` must be a copy of at most {@link payloadLimit} bytes; `size` is that of the whole. */
    binary(
      connection: Connection,
      name: "sent" | "received",
      binary: Uint8Array | BlobPayload,
      size: number,
      marks: number,
    ): void {
      const whole = size <= payloadLimit;
      append(
        "binary",
        connection,
        name,
        "",
        binary,
        size,
        whole ? marks : marks | cut,
        whole ? size : payloadLimit,
      );
    },

    /** The number of the last event of the last batch. */
    get collected(): number {
      return cursorSeq;
    },

    /** The connection with this ID, if it has not been forgotten. */
    connection(id: number): Connection | null {
      for (let at = connections; at !== null; at = at.next) if (at.id === id) return at;
      return null;
    },

    /**
     * What came after `after`, as a batch in JSON (the contract's `Batch`): at most `maxEvents` events and about
     * `maxCharacters` characters, but at least one event. Null where there is nothing. `after` acknowledges what came
     * before it. `final`: the document ends now, what cannot be read yet never will be.
     */
    collect(after: number, maxEvents: number, maxCharacters: number, final = false): string | null {
      pulledAt = now();
      if (after > acknowledged) acknowledged = after;
      if (after >= lastSeq) return null;
      let entry: Entry | null;
      let first = after + 1;
      if (cursor !== null && cursorSeq === after) entry = cursor.next;
      else {
        entry = head;
        let seq = headSeq;
        while (entry !== null && seq <= after) {
          entry = entry.next;
          seq++;
        }
        first = seq;
      }
      const facts = first > after + 1 ? lostFacts(after) : "";
      let events = "";
      let seq = first;
      let pending = false;
      while (entry !== null && seq - first < maxEvents && events.length < maxCharacters) {
        const tuple = tupleOf(entry, final);
        pending = tuple === "";
        if (pending) break;
        events += events === "" ? tuple : `,${tuple}`;
        cursor = entry;
        cursorSeq = seq++;
        entry = entry.next;
      }
      return `{"first":${first},"dropped":[${droppedFrames},${droppedBytes}],"total":[${lastSeq},${frames}],"failed":${failed},"workers":[${workers},${sharedWorkers}],"pending":${pending},"facts":[${facts}],"events":[${events}]}`;
    },
  };
}

export type EventRing = ReturnType<typeof createEventRing>;
