/**
 * The events of a capture: what the hook, the HTTP source and capture files all speak, and what the session folds.
 * The file format is described in docs/capture-format.md; unknown fields are kept, unknown types become
 * {@link UnrecognisedEvent}.
 */
import * as z from "zod/mini";
import type { ConnectionId, DocumentId, EpochMilliseconds } from "./brands.ts";
import { recordOf } from "./record-of.ts";

const time = z.custom<EpochMilliseconds>(
  (value) => typeof value === "number" && Number.isFinite(value),
  "expected a finite number of milliseconds since the Unix epoch",
);
const documentIdSchema = z.custom<DocumentId>((value) => typeof value === "string", "expected a string");
const connectionIdSchema = z.custom<ConnectionId>((value) => typeof value === "string", "expected a string");
const count = z.number().check(z.nonnegative());
const headers = recordOf(z.string());

/** A page document came to be; a reload makes a new one, and so does every frame. */
const documentEventSchema = z.looseObject({
  type: z.literal("document"),
  document: documentIdSchema,
  time,
  url: z.string(),
  /** True for the page's own document, false for that of a frame in it. A new top document is a navigation. */
  topFrame: z.optional(z.boolean()),
});

/** A page document went away: unloaded, navigated, or its tab closed. Its open connections end with it. */
const documentEndedEventSchema = z.looseObject({
  type: z.literal("document-ended"),
  document: documentIdSchema,
  time,
});

const connectionCreatedEventSchema = z.looseObject({
  type: z.literal("connection-created"),
  connection: connectionIdSchema,
  document: z.nullish(documentIdSchema),
  time,
  url: z.string(),
  protocols: z.optional(z.array(z.string())),
  /** Present and true for a socket of a Web Worker, which only the browser's own HAR log shows. */
  worker: z.optional(z.boolean()),
});

const connectionOpenedEventSchema = z.looseObject({
  type: z.literal("connection-opened"),
  connection: connectionIdSchema,
  time,
  protocol: z.optional(z.string()),
  extensions: z.optional(z.string()),
});

const frameEventSchema = z.looseObject({
  type: z.literal("frame"),
  connection: connectionIdSchema,
  time,
  direction: z.literal(["sent", "received"]),
  opcode: z.literal(["text", "binary"]),
  /** The text, or base64 of the bytes where `opcode` is `binary`. Cut where `truncated`. */
  payload: z.string(),
  /** Bytes on the wire, of the whole payload, also where it is cut. Computed from the payload where absent. */
  size: z.optional(count),
  truncated: z.optional(z.boolean()),
  /** Present and true for a frame that was sent by hand from the panel, not by the page. */
  injected: z.optional(z.boolean()),
});

const connectionErrorEventSchema = z.looseObject({
  type: z.literal("connection-error"),
  connection: connectionIdSchema,
  time,
});

const connectionClosedEventSchema = z.looseObject({
  type: z.literal("connection-closed"),
  connection: connectionIdSchema,
  time,
  code: z.nullish(z.number()),
  reason: z.nullish(z.string()),
  wasClean: z.nullish(z.boolean()),
});

/** `time` is when the request started, `duration` milliseconds until the answer was complete. */
export const httpEventSchema = z.looseObject({
  type: z.literal("http"),
  document: z.nullish(documentIdSchema),
  time,
  duration: z.nullish(count),
  method: z.string(),
  url: z.string(),
  /** 0 or null where no answer came: aborted, blocked, or failed on the way. */
  status: z.nullish(z.number()),
  requestHeaders: z.nullish(headers),
  requestBody: z.nullish(z.string()),
  responseHeaders: z.nullish(headers),
  responseBody: z.nullish(z.string()),
  /** Why a body is absent or cut although there was one, in words. */
  bodyNote: z.nullish(z.string()),
});

/** Something is missing here, and why: frames that were dropped or not recorded, calls that were not heard of. */
const gapEventSchema = z.looseObject({
  type: z.literal("gap"),
  time,
  reason: z.string(),
  frames: z.optional(count),
  bytes: z.optional(count),
  connection: z.nullish(connectionIdSchema),
  document: z.nullish(documentIdSchema),
});

export type DocumentEvent = Readonly<z.infer<typeof documentEventSchema>>;
export type DocumentEndedEvent = Readonly<z.infer<typeof documentEndedEventSchema>>;
export type ConnectionCreatedEvent = Readonly<z.infer<typeof connectionCreatedEventSchema>>;
export type ConnectionOpenedEvent = Readonly<z.infer<typeof connectionOpenedEventSchema>>;
export type FrameEvent = Readonly<z.infer<typeof frameEventSchema>>;
export type ConnectionErrorEvent = Readonly<z.infer<typeof connectionErrorEventSchema>>;
export type ConnectionClosedEvent = Readonly<z.infer<typeof connectionClosedEventSchema>>;
export type HttpEvent = Readonly<z.infer<typeof httpEventSchema>>;
export type GapEvent = Readonly<z.infer<typeof gapEventSchema>>;

/** An event of a type that this version does not know, kept as it was so that writing it out loses nothing. */
export interface UnrecognisedEvent {
  readonly type: "unrecognised";
  readonly time: EpochMilliseconds;
  readonly original: Readonly<Record<string, unknown>>;
}

export type CaptureEvent =
  | DocumentEvent
  | DocumentEndedEvent
  | ConnectionCreatedEvent
  | ConnectionOpenedEvent
  | FrameEvent
  | ConnectionErrorEvent
  | ConnectionClosedEvent
  | HttpEvent
  | GapEvent
  | UnrecognisedEvent;

export type CaptureEventType = CaptureEvent["type"];
export type Direction = FrameEvent["direction"];
export type Opcode = FrameEvent["opcode"];

/** The schema of every event type that a capture file may hold, by its `type`. */
export const captureEventSchemas = {
  document: documentEventSchema,
  "document-ended": documentEndedEventSchema,
  "connection-created": connectionCreatedEventSchema,
  "connection-opened": connectionOpenedEventSchema,
  frame: frameEventSchema,
  "connection-error": connectionErrorEventSchema,
  "connection-closed": connectionClosedEventSchema,
  http: httpEventSchema,
  gap: gapEventSchema,
} as const;
