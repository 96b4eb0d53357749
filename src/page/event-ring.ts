import { type BlobPayload, isBlobPayload, later, readBlob } from "./blob-payload.ts";
import { pieceEnd, pieceLength, quoteStart, utf8Size } from "./encode.ts";
import { max, min, now, quote, substring, toBase64, toWellFormed } from "./primordials.ts";

/** Payloads are cut to this many UTF-16 units or bytes. */
export const payloadLimit = 1_048_576;
/** What is mostly characters that JSON escapes is cut once its JSON has this many. */
const quotedLimit = 2 * payloadLimit;

/** What the ring may hold: while nobody pulls, and while a panel does, which may fall behind for a moment. */
const idle = { count: 20_000, cost: 16 * 1_048_576 } as const;
const watched = { count: 200_000, cost: 64 * 1_048_576 } as const;
/** A pull this many milliseconds ago still counts as being watched. */
const watchedFor = 15_000;
/** The event that comes in pays for what must go: for one event, and for more up to twice its own cost and this. */
const evictionCost = 8_192;
/** What an entry takes besides its payload, in bytes, about. */
const entryCost = 120;
/** What a Blob takes at most until it has been read: the browser may keep a large one on the disk. */
const blobCost = 4 * payloadLimit;
/** A Blob that was not read in this many milliseconds is delivered as unreadable. */
const blobPatience = 2_000;
/** How many Blobs are read ahead of the batch that waits for the first of them. */
const blobsAhead = 64;

/** An event in a batch is as much work as so many characters. */
const eventWork = 128;

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
  /** Of `fact` and `end` (the last fact of a connection) `text` is the whole tuple as JSON; the others are frames. */
  readonly kind: "fact" | "end" | "sent" | "received";
  /** Null for what belongs to the document. */
  readonly connection: Connection | null;
  readonly time: number;
  /** Of a long text what has been quoted of it, without the quotation marks. */
  text: string;
  readonly binary: Uint8Array | BlobPayload | null;
  /** Bytes on the wire, of a long text as far as it was measured; -1 where the text must be measured first. */
  size: number;
  /** A long text while it is being quoted and measured, and how far that is. */
  whole: string;
  done: number;
  marks: number;
  readonly cost: number;
  next: Entry | null;
}

const isFrame = ({ kind }: Entry): boolean => kind !== "fact" && kind !== "end";

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
  let more = false;
  let acknowledged = 0;
  let pulledAt = 0;

  // Connections that are open or whose end is still in the ring, the newest first.
  let connections: Connection | null = null;
  let connectionId = 0;

  function forget(gone: Connection | null): void {
    let previous: Connection | null = null;
    for (let at = connections; at; at = at.next) {
      if (at === gone) {
        if (previous) previous.next = at.next;
        else connections = at.next;
        return;
      }
      previous = at;
    }
  }

  function evict(entry: Entry): void {
    if (isFrame(entry)) {
      droppedFrames++;
      droppedBytes += sizeOf(entry);
    }
    if (entry.kind === "end") forget(entry.connection);
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
    text: string,
    binary: Uint8Array | BlobPayload | null,
    size: number,
    marks: number,
  ): Entry {
    const entry: Entry = {
      kind,
      connection,
      time: now(),
      text,
      binary,
      size,
      whole: "",
      done: 0,
      marks,
      cost: entryCost + (text.length || min(size, isBlobPayload(binary) ? blobCost : payloadLimit)),
      next: null,
    };
    if (tail) tail.next = entry;
    else head = entry;
    tail = entry;
    lastSeq++;
    if (isFrame(entry)) frames++;
    count++;
    cost += entry.cost;
    const least = cost - 2 * entry.cost - evictionCost;
    while (head && head !== entry && cost > least) {
      const limit = headSeq > acknowledged && entry.time - pulledAt < watchedFor ? watched : idle;
      const over = max(count / limit.count, cost / limit.cost);
      // What is still being measured may stay for that long, unless the page floods meanwhile.
      if (over <= 1 || (head.whole !== "" && over < 2)) break;
      evict(head);
    }
    return entry;
  }

  const appendFact = (connection: Connection | null, kind: "fact" | "end", tuple: string): void => {
    append(kind, connection, tuple, null, 0, 0);
  };

  /**
   * Quotes a long text and measures it, what is cut off of it only measured. `gently`: a piece in each task, so that the page
   * is not held up; 64 MiB take a second.
   */
  function workOff(entry: Entry, gently: boolean): void {
    while (entry.whole !== "") {
      const { whole, done } = entry;
      const end = pieceEnd(whole, done);
      const piece = substring(whole, done, end);
      if (end <= payloadLimit && entry.text.length < quotedLimit) {
        const quoted = quote(toWellFormed(piece));
        entry.text += substring(quoted, 1, quoted.length - 1);
      } else entry.marks |= cut;
      entry.size += utf8Size(piece);
      entry.done = end;
      if (end === whole.length) entry.whole = "";
      if (gently) {
        later(() => workOff(entry, true));
        return;
      }
    }
  }

  function sizeOf(entry: Entry): number {
    workOff(entry, false);
    return entry.size < 0 ? utf8Size(entry.text) : entry.size;
  }

  const tupleStart = (name: string, connection: number): string => `["${name}",${now()},${connection}`;

  /** Starts reading the Blobs from `entry` on, so that a row of them does not wait one after the other. */
  function readAhead(entry: Entry, time: number): void {
    let at: Entry | null = entry;
    for (let i = 0; i < blobsAhead && at; i++) {
      const { binary } = at;
      if (isBlobPayload(binary) && binary.since === 0) readBlob(binary, payloadLimit, time);
      at = at.next;
    }
  }

  /** The entry's tuple as JSON; empty where it is still being read or measured and the end is not near. */
  function tupleOf(entry: Entry, final: boolean): string {
    if (!isFrame(entry)) return entry.text;
    const { binary } = entry;
    let marks = entry.marks;
    let payload: string;
    if (final) workOff(entry, false);
    if (entry.whole !== "") return "";
    if (binary === null) payload = entry.size < 0 ? quote(toWellFormed(entry.text)) : `"${entry.text}"`;
    else if (isBlobPayload(binary)) {
      const time = now();
      if (binary.since === 0) readAhead(entry, time);
      if (binary.base64 === null) {
        if (!final && time - binary.since < blobPatience) return "";
        marks = (marks & ~cut) | unreadable;
      }
      payload = `"${binary.base64 ?? ""}"`;
    } else payload = `"${toBase64(binary)}"`;
    const opcode = binary === null ? "text" : "binary";
    const size = (marks & (cut | unreadable)) === 0 ? "null" : sizeOf(entry);
    return `["${entry.kind}",${entry.time},${entry.connection?.id},"${opcode}",${payload},${size},${marks}]`;
  }

  /** The facts from `after` on that have left the ring, of connections that have not. */
  function lostFacts(after: number): string {
    let facts = "";
    const add = (fact: Fact | null): void => {
      // The newest first: those of more sockets than any page has open at once are too much for a batch.
      if (fact && fact.seq > after && fact.seq < headSeq && facts.length < quotedLimit)
        facts = `,${fact.tuple}${facts}`;
    };
    for (let at = connections; at; at = at.next) {
      add(at.opened);
      add(at.created);
    }
    return substring(facts, 1);
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
      const tuple = `${tupleStart("created", id)},${quoteStart(url)},${protocols}]`;
      const connection: Connection = {
        id,
        socket,
        created: { seq: lastSeq + 1, tuple },
        opened: null,
        next: connections,
      };
      connections = connection;
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

    text(connection: Connection, kind: "sent" | "received", text: string, marks: number): void {
      if (text.length <= pieceLength) append(kind, connection, text, null, -1, marks);
      else {
        const entry = append(kind, connection, "", null, text.length, marks);
        entry.size = 0;
        entry.whole = text;
        workOff(entry, true);
      }
    },

    /** `bytes` must be a copy of at most {@link payloadLimit} bytes; `size` is that of the whole. */
    binary(
      connection: Connection,
      kind: "sent" | "received",
      binary: Uint8Array | BlobPayload,
      size: number,
      marks: number,
    ): void {
      append(kind, connection, "", binary, size, size > payloadLimit ? marks | cut : marks);
    },

    /** The number of the last event of the last batch. */
    get collected(): number {
      return cursorSeq;
    },

    /** Whether there was more to collect. */
    get more(): boolean {
      return more;
    },

    /** The connection with this ID, if it has not been forgotten. */
    connection(id: number): Connection | null {
      for (let at = connections; at; at = at.next) if (at.id === id) return at;
      return null;
    },

    /** A panel asks, and all that do have everything up to `after`. */
    acknowledge(after: number): void {
      pulledAt = now();
      acknowledged = after;
    },

    /**
     * What came after `after`, as a batch in JSON (the contract's `Batch`): of about `maxCharacters` characters, fewer where it has many events, but at least one event. Null where there is nothing. `final`: the document ends now,
     * what cannot be read yet never will be.
     */
    collect(after: number, maxCharacters: number, final = false): string | null {
      if (after >= lastSeq) return null;
      let entry = head;
      let first = headSeq;
      if (cursor && cursorSeq === after) {
        entry = cursor.next;
        first = after + 1;
      } else {
        cursor = null;
        for (; entry && first <= after; first++) entry = entry.next;
      }
      cursorSeq = first - 1;
      const facts = first > after + 1 ? lostFacts(after) : "";
      let events = "";
      let pending = false;
      while (entry && events.length + eventWork * (cursorSeq - first) < maxCharacters) {
        const tuple = tupleOf(entry, final);
        pending = tuple === "";
        if (pending) break;
        events += events === "" ? tuple : `,${tuple}`;
        cursor = entry;
        cursorSeq++;
        entry = entry.next;
      }
      more = !pending && entry !== null;
      return `{"first":${first},"dropped":[${droppedFrames},${droppedBytes}],"total":[${lastSeq},${frames}],"failed":${failed},"workers":[${workers},${sharedWorkers}],"pending":${pending},"facts":[${facts}],"events":[${events}]}`;
    },
  };
}

export type EventRing = ReturnType<typeof createEventRing>;
