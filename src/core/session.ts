import type { EpochMilliseconds } from "../contract/brands.ts";
import type { CaptureEvent } from "../contract/capture-event.ts";
import type { FrameMeaning, HttpMeaning } from "../protocol/meaning.ts";
import type {
  ChannelOperation,
  Command,
  Connection,
  DataRequest,
  EventIndex,
  EventKind,
  Exchange,
  Finding,
  IssuedToken,
  Link,
  PageDocument,
  SessionOptions,
} from "./model.ts";

/**
 * A session: an append-only log of events and everything that follows from it. A pure fold: time comes in with the events
 * or through {@link Session.advance}; nothing in it reads a clock, throws on bad data or is rebuilt.
 */
export interface Session {
  /** Takes one event in. Events of one connection come in their true order; HTTP calls may come after their time. */
  append(event: CaptureEvent): EventIndex;
  /** Moves the session's clock, so that time-outs fire while nothing arrives. An earlier time than the latest is ignored. */
  advance(now: EpochMilliseconds): void;
  /** The latest time seen, through an event or {@link advance}; null while empty. */
  readonly now: EpochMilliseconds | null;
  /**
   * The latest time that the events speak of: an event's own, or the end of an HTTP call. A capture is judged up to here:
   * `session.advance(session.end)` once all of it is in.
   */
  readonly end: EpochMilliseconds | null;
  /** Grows whenever anything that this session shows has changed. */
  readonly revision: number;
  readonly log: EventLog;
  readonly documents: readonly PageDocument[];
  readonly connections: readonly Connection[];
  readonly exchanges: readonly Exchange[];
  readonly commands: readonly Command[];
  readonly dataRequests: readonly DataRequest[];
  readonly operations: readonly ChannelOperation[];
  readonly findings: readonly Finding[];
  readonly tokens: readonly IssuedToken[];
  /**
   * True where a connection was recognised so late that frames before were no longer kept (`retain: "conclusions"` only, many
   * megabytes later): what they would have told is missing. A new session over the same events, with `systems` of what this
   * one found, misses nothing.
   */
  readonly missedBeginnings: boolean;
  readonly options: Required<SessionOptions>;
}

/** The log: one row per event, indexed in order of arrival. Look-ups are O(1) and allocate nothing, unless said otherwise. */
export interface EventLog {
  readonly length: number;
  event(index: EventIndex): CaptureEvent;
  time(index: EventIndex): EpochMilliseconds;
  kind(index: EventIndex): EventKind;
  connection(index: EventIndex): Connection | null;
  /** The action, `data.type`, or method and path; empty where there is none. */
  label(index: EventIndex): string;
  /** Correlation ID, command ID or request ID; null where there is none. */
  id(index: EventIndex): string | null;
  /** Bytes on the wire; 0 for what is not a frame or has no body. */
  size(index: EventIndex): number;
  /** -1 received, 1 sent, 0 neither. */
  direction(index: EventIndex): -1 | 0 | 1;
  /** What the event belongs to; null where it stands alone. */
  link(index: EventIndex): Link | null;
  /** The findings that this event is evidence of. */
  findings(index: EventIndex): readonly Finding[];
  /** The frame's number among the session's frames, from 0; -1 for what is not a frame. */
  frameNumber(index: EventIndex): number;
  readonly frames: number;
  /** The event index of a frame number. */
  eventOfFrame(frameNumber: number): EventIndex;
  /** Decodes the event's frame or call again; null where it has no meaning in a known protocol. Allocates. */
  meaning(index: EventIndex): FrameMeaning | HttpMeaning | null;
  /** The event at a position in time order (0 is the earliest); differs from arrival only where calls came late. */
  inTimeOrder(position: number): EventIndex;
  /** The position in time order of the first event at or after `time`: O(log n). */
  positionAt(time: EpochMilliseconds): number;
  /** The position in time order of an event: O(log n). */
  positionOf(index: EventIndex): number;
  /** How often an event was put in before the end of the time order: positions from then on have moved. */
  readonly insertions: number;
  /** How often an event before the latest turned out to be something else, or to belong to something. */
  readonly redescriptions: number;
  /** Frames and bytes known to be missing, by the gap events. */
  readonly droppedFrames: number;
  readonly droppedBytes: number;
}
