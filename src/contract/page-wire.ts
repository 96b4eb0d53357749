/**
 * What the hook (the page's world) and the bridge (the extension's world in the page) say to each other over their
 * MessagePort, and the batch, which the bridge and the router hand on unread. The hook imports types from here only.
 */
import * as z from "zod/mini";
import { wholeNumber } from "./whole-number.ts";

/**
 * Where hook and bridge meet: events dispatched on the window's `performance`, an object that both worlds share and
 * whose listeners survive `document.open()`, which removes those of window and document.
 */
export interface MeetingEvents {
  /**
   * Hook to bridge, a MessageEvent: here is the port, and `data` is a key that only these two know. The bridge prevents the
   * default to say that it took it. From then on nobody listens to either name any more.
   */
  readonly port: "privicore:port";
  /** Bridge to hook: I came second, offer the port again. */
  readonly hello: "privicore:hello";
}

/** The names of the events at the document's end hold the key, so that the page can neither hear nor forge them. */
export interface KeyedEvents {
  /** Bridge to hook, a hyphen and the key: the document ends, hand over what is left at once. */
  readonly leaving: `-${string}`;
  /** Hook to bridge, the key itself, a MessageEvent: `data` is a batch for every panel. */
  readonly rest: string;
}

/** Bridge to hook: positional, so that reading one never falls through to a prototype that the page has changed. */
export type ToHook =
  /**
   * Give panel `token` what came after sequence number `after`: answered once there is something, with batches in a row
   * until `batches` were given, or one that holds the newest event or waits for a Blob.
   */
  | readonly ["pull", token: number, after: number, maxCharacters: number, batches: number]
  /** Send a frame by hand. Binary payloads are base64. */
  | readonly ["send", request: number, connection: number, opcode: "text" | "binary", payload: string];

/** Hook to bridge. */
export type FromHook =
  /** This document has made its first socket (or worker): there is something to watch. */
  | readonly ["announce"]
  /**
   * A {@link Batch} as JSON, for panel `token`; 0 is all of them. A large one comes in parts, in order: this one begins at
   * character `start` of `length`.
   */
  | readonly ["batch", token: number, part: string, start: number, length: number]
  /** How a send by hand went; null where it went well. */
  | readonly ["sent", request: number, problem: SendProblem | null];

/** Why a frame was not sent by hand: connection and page gone, not open (yet, any more), an exception of the browser's. */
export const sendProblems = ["gone", "not-open", "refused", "page-left"] as const;
export type SendProblem = (typeof sendProblems)[number];

/** Marks on a frame, added up. */
export const frameMarks = {
  /** The payload is cut; the size is that of the whole. */
  cut: 1,
  /** Sent by hand from the panel, not by the page. */
  injected: 2,
  /** A Blob whose bytes could not be read (in time): the payload is empty, the size true. */
  unreadable: 4,
} as const;

const time = z.number();
const connection = wholeNumber(1);
const size = z.nullable(wholeNumber());
const opcode = z.literal(["text", "binary"]);
const marks = wholeNumber(0, 7);

/** `["sent", time, connection, opcode, payload, size where the payload is cut or else null, marks]` */
const sentTupleSchema = z.tuple([z.literal("sent"), time, connection, opcode, z.string(), size, marks]);
const receivedTupleSchema = z.tuple([
  z.literal("received"),
  time,
  connection,
  opcode,
  z.string(),
  size,
  marks,
]);
/** `["created", time, connection, url, protocols asked for]` */
const createdTupleSchema = z.tuple([z.literal("created"), time, connection, z.string(), z.array(z.string())]);
/** `["opened", time, connection, protocol, extensions]` */
const openedTupleSchema = z.tuple([z.literal("opened"), time, connection, z.string(), z.string()]);
const errorTupleSchema = z.tuple([z.literal("error"), time, connection]);
/** `["closed", time, connection, code, reason, wasClean]` */
const closedTupleSchema = z.tuple([
  z.literal("closed"),
  time,
  connection,
  z.number(),
  z.string(),
  z.boolean(),
]);

/** `["worker", time]`: the document started a worker, whose sockets are out of the hook's sight. */
const workerTupleSchema = z.tuple([z.literal("worker"), time]);

/** The schema of each tuple by its first element. */
export const wireTupleSchemas = {
  created: createdTupleSchema,
  opened: openedTupleSchema,
  sent: sentTupleSchema,
  received: receivedTupleSchema,
  error: errorTupleSchema,
  closed: closedTupleSchema,
  worker: workerTupleSchema,
} as const;

export type WireTuple = z.infer<(typeof wireTupleSchemas)[keyof typeof wireTupleSchemas]>;
export type WireTupleKind = keyof typeof wireTupleSchemas;

const natural = wholeNumber();

/** A batch without its tuples, which are parsed one by one so that a bad one costs only itself. */
export const batchSchema = z.object({
  /** The sequence number of the first of `events`; the others follow without a hole. */
  first: wholeNumber(1),
  /** Frames and bytes on the wire, in all, that have left the buffer before its oldest event. */
  dropped: z.tuple([natural, natural]),
  /** The number of the newest event that there is, and how many frames there were up to it. */
  total: z.tuple([natural, natural]),
  /** Events that the hook could not record at all: they have no sequence number. */
  failed: natural,
  /** Web Workers, and shared workers, that the document started: their sockets are out of the hook's sight. */
  workers: z.tuple([natural, natural]),
  /** The next event is a Blob that is still being read: ask again soon. */
  pending: z.boolean(),
  /** `created` and `opened` of connections that still matter, whose own events have left the buffer. */
  facts: z.array(z.unknown()),
  events: z.array(z.unknown()),
});
export type Batch = z.infer<typeof batchSchema>;
