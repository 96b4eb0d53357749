/**
 * What a session knows, as its readers see it: read-only, in the words that the whole project uses. Times are milliseconds since
 * the Unix epoch; latencies are milliseconds; absent values are null.
 */
import type { ConnectionId, DocumentId, EpochMilliseconds, Milliseconds } from "../contract/brands.ts";
import type { ChannelOperationMeaning, SystemId } from "../protocol/meaning.ts";

/** An index into the session's log of events, in order of arrival. */
export type EventIndex = number;

export interface PageDocument {
  readonly id: DocumentId;
  readonly url: string;
  readonly startedAt: EpochMilliseconds;
  readonly endedAt: EpochMilliseconds | null;
}

export interface Connection {
  readonly id: ConnectionId;
  /** Position in `session.connections`, in order of appearance. */
  readonly index: number;
  readonly document: DocumentId | null;
  readonly url: string;
  readonly protocols: readonly string[];
  /** Whose connection it is; null until a frame proves it. */
  readonly system: SystemId | null;
  readonly worker: boolean;
  readonly createdAt: EpochMilliseconds;
  readonly openedAt: EpochMilliseconds | null;
  readonly closedAt: EpochMilliseconds | null;
  readonly closeCode: number | null;
  readonly closeReason: string | null;
  /** Numbers of frames, and their bytes on the wire. */
  readonly sent: number;
  readonly received: number;
  readonly sentBytes: number;
  readonly receivedBytes: number;
  /** The channel's history; empty unless `system` is `privicore`. */
  readonly channel: readonly ChannelInterval[];
}

export type ChannelState = "not-joined" | "joining" | "joined" | "leaving" | "left" | "closed";

/** A state from `from` (inclusive) to `to` (exclusive; null while it lasts). */
export interface ChannelInterval {
  readonly state: ChannelState;
  readonly from: EpochMilliseconds;
  readonly to: EpochMilliseconds | null;
  readonly channelId: string | null;
  /** The event that began it; null where a time-out did. */
  readonly cause: EventIndex | null;
}

export type ExchangeOutcome = "pending" | "ok" | "rejected" | "timed-out" | "abandoned" | "orphan";

export interface Exchange {
  readonly index: number;
  readonly connection: Connection;
  /** The action's name: `joinChannel`; null for an orphan. */
  readonly action: string | null;
  readonly act: "join" | "leave" | "other" | null;
  readonly correlationId: string | null;
  readonly pairing: "correlation-id" | "inferred" | null;
  readonly sentAt: EpochMilliseconds | null;
  readonly answeredAt: EpochMilliseconds | null;
  readonly latency: Milliseconds | null;
  readonly status: number | null;
  readonly outcome: ExchangeOutcome;
  /** The answer came after the response time-out. */
  readonly late: boolean;
  readonly channelId: string | null;
  readonly message: string | null;
  readonly request: EventIndex | null;
  readonly answer: EventIndex | null;
  /** Further answers to the same action. */
  readonly duplicates: readonly EventIndex[];
  /** When it timed out or was abandoned; null where neither happened. */
  readonly gaveUpAt: EpochMilliseconds | null;
}

/** The HTTP call behind a command, data request or channel operation. */
export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly status: number;
  readonly at: EpochMilliseconds;
  /** When its answer was complete. */
  readonly answeredAt: EpochMilliseconds;
  /** The page's document that made the call, where it is known. */
  readonly document: DocumentId | null;
  readonly event: EventIndex;
}

export type CommandOutcome = "accepted" | "pending" | "success" | "failed" | "unanswered";

export interface CommandUpdate {
  readonly at: EpochMilliseconds;
  /** `command_status` on the wire: 1 pending, 2 success, 3 failed; null where it was not a number. */
  readonly status: number | null;
  readonly body: string | null;
  readonly event: EventIndex;
  /** `poll` where an HTTP status call said it, and not the channel. */
  readonly via: "message" | "poll";
}

export interface Command {
  readonly index: number;
  readonly id: string;
  readonly connection: Connection | null;
  readonly request: HttpRequest | null;
  readonly outcome: CommandOutcome;
  readonly updates: readonly CommandUpdate[];
  /** From the HTTP call's start (where seen) to success or failure. */
  readonly latency: Milliseconds | null;
  readonly firstSeenAt: EpochMilliseconds;
  /** When it succeeded or failed; else when it was given up. */
  readonly settledAt: EpochMilliseconds | null;
  /** When its time-out passed without an outcome; stays where one comes late after all. */
  readonly unansweredAt: EpochMilliseconds | null;
}

export type DataRequestOutcome =
  | "requested"
  | "message"
  | "link"
  | "stream-announced"
  | "stream-ready"
  | "unanswered";

export interface DataRequestMessage {
  readonly at: EpochMilliseconds;
  readonly type: string;
  readonly outputType: number | null;
  readonly body: string | null;
  readonly event: EventIndex;
}

export interface DataRequest {
  readonly index: number;
  readonly id: string;
  readonly connection: Connection | null;
  readonly request: HttpRequest | null;
  readonly outcome: DataRequestOutcome;
  readonly messages: readonly DataRequestMessage[];
  readonly latency: Milliseconds | null;
  readonly firstSeenAt: EpochMilliseconds;
  /** When it reached its present outcome; null while it is only requested or announced. */
  readonly settledAt: EpochMilliseconds | null;
  /** Every outcome that it has reached, in order; `requested` is not among them. */
  readonly steps: readonly { readonly at: EpochMilliseconds; readonly outcome: DataRequestOutcome }[];
}

/** A join or leave call of another system. */
export interface ChannelOperation {
  readonly index: number;
  readonly meaning: ChannelOperationMeaning;
  readonly at: EpochMilliseconds;
  readonly latency: Milliseconds | null;
  readonly status: number;
  readonly event: EventIndex;
}

/** A token that an authentication call gave. */
export interface IssuedToken {
  readonly token: string;
  readonly issuedAt: EpochMilliseconds;
  readonly expiresAt: EpochMilliseconds | null;
  readonly revokedAt: EpochMilliseconds | null;
}

export type Severity = "error" | "warning" | "info";

export interface Finding {
  readonly index: number;
  readonly rule: string;
  readonly severity: Severity;
  /** What happened, with the IDs and times that matter, and what to do. Secrets that it quotes stand in the clear. */
  readonly message: string;
  readonly connection: Connection | null;
  readonly at: EpochMilliseconds;
  /** The events that prove it. */
  readonly events: readonly EventIndex[];
  /** The documentation that it rests on. */
  readonly reference: string;
}

/** What an event belongs to. */
export type Link =
  | { readonly type: "exchange"; readonly exchange: Exchange }
  | { readonly type: "command"; readonly command: Command }
  | { readonly type: "data-request"; readonly dataRequest: DataRequest }
  | { readonly type: "operation"; readonly operation: ChannelOperation };

/** What kind of row an event is in the log. */
export const eventKinds = [
  "document",
  "document-ended",
  "connection-created",
  "connection-opened",
  "connection-error",
  "connection-closed",
  "gap",
  "unrecognised",
  "http",
  /** On a connection whose system is not known: listed, never judged. */
  "frame",
  "join",
  "leave",
  "action",
  "answer",
  "command-status",
  "data-download",
  "stream-ready",
  /** A documented message that nothing is judged by. */
  "note",
  "unknown-message",
  "malformed",
  "binary",
  /** A text frame whose payload was cut, so that it cannot be decoded. */
  "truncated",
] as const;
export type EventKind = (typeof eventKinds)[number];

export interface SessionOptions {
  /** How long an action may go unanswered. Default 10,000 ms (PROTOCOL.md 1.4). */
  readonly responseTimeout?: Milliseconds;
  /** How long a command or data request may go without its outcome. Default 30,000 ms (PROTOCOL.md 1.4). */
  readonly commandTimeout?: Milliseconds;
  /**
   * `events` (default) keeps every event, so that views can show and export them; `conclusions` keeps only what the
   * report needs, so that a large capture is judged in little memory.
   */
  readonly retain?: "events" | "conclusions";
  /**
   * Whose connections they are, where an earlier session of the same events has found out: they are judged from their first
   * frame on, and all others never. Default null: a connection is recognised by its frames.
   */
  readonly systems?: ReadonlyMap<ConnectionId, SystemId> | null;
  /**
   * Whether HTTP calls come on a way of their own, as DevTools tell of them: then frames from before a call may come after it, and
   * a call does not move the session's clock. Frames do, and `advance`. Default false: a call comes at the time when it began.
   */
  readonly live?: boolean;
}
