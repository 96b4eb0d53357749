import type { EpochMilliseconds, Milliseconds } from "../contract/brands.ts";
import type { Direction } from "../contract/capture-event.ts";
import type { ActionMeaning, ApiCallMeaning, FrameMeaning, SchemaProblem } from "../protocol/meaning.ts";
import type { ConnectionRecord } from "./connection-record.ts";
import type { MayBeMissing } from "./may-be-missing.ts";
import type {
  ChannelOperation,
  ChannelState,
  Command,
  Connection,
  DataRequest,
  EventIndex,
  Exchange,
  HttpRequest,
} from "./model.ts";

interface At {
  readonly time: EpochMilliseconds;
}
interface OfEvent extends At {
  readonly event: EventIndex;
}

/** What can happen in a session that a rule may want to look at. */
export type Moment =
  | ({ readonly type: "connection-opened"; readonly connection: ConnectionRecord } & OfEvent)
  | ({
      readonly type: "connection-closed";
      readonly connection: ConnectionRecord;
      /** The channel's state until then. */
      readonly before: ChannelState;
      readonly code: number | null;
      /** The page went away and took the connection with it. */
      readonly withDocument: boolean;
    } & OfEvent)
  | ({
      readonly type: "action-sent";
      readonly exchange: Exchange;
      readonly meaning: ActionMeaning;
      /** The channel's state until then. */
      readonly before: ChannelState;
      /** The latest earlier exchange on this connection with the same correlation ID. */
      readonly earlier: Exchange | null;
    } & OfEvent)
  | ({ readonly type: "exchange-answered"; readonly exchange: Exchange } & OfEvent)
  | ({
      readonly type: "exchange-unanswered";
      readonly exchange: Exchange;
      readonly why: "timed-out" | "abandoned";
      readonly event: EventIndex | null;
    } & At)
  | ({ readonly type: "duplicate-answer"; readonly exchange: Exchange } & OfEvent)
  | ({
      readonly type: "orphan-answer";
      readonly exchange: Exchange;
      /** The exchange of another connection that carried the ID. */
      readonly elsewhere: Exchange | null;
    } & OfEvent)
  /** A frame that is not as documented: it does not decode, has problems, or is of an unknown type. */
  | ({
      readonly type: "odd-frame";
      readonly connection: Connection;
      readonly meaning: FrameMeaning;
      readonly problems: readonly SchemaProblem[];
    } & OfEvent)
  /** A channel message while the connection is not on the channel. */
  | ({
      readonly type: "message-off-channel";
      readonly connection: Connection;
      readonly meaning: FrameMeaning;
      readonly state: "not-joined" | "left";
    } & OfEvent)
  /** A command's first failure. */
  | ({
      readonly type: "command-failed";
      readonly command: Command;
      readonly reason: string | null;
      readonly connection: Connection;
    } & OfEvent)
  /** A status after the same connection had brought success or failure, or one that contradicts what another connection brought. */
  | ({
      readonly type: "status-after-final";
      readonly command: Command;
      readonly code: number | null;
      readonly connection: Connection;
    } & OfEvent)
  | ({
      readonly type: "command-accepted";
      /** The command ID. */
      readonly id: string;
      readonly request: HttpRequest;
      /** Whether a connection of the call's document was joined when the 202 arrived, or there could be none yet. */
      readonly channelWasJoined: boolean;
      /** Whether its outcome had come by then, ahead of the 202. */
      readonly cameOut: boolean;
    } & OfEvent)
  | ({ readonly type: "command-unanswered"; readonly command: Command } & At)
  | ({ readonly type: "data-request-unanswered"; readonly dataRequest: DataRequest } & At)
  | ({
      readonly type: "stream-not-ready";
      readonly dataRequest: DataRequest;
      readonly announcedAt: EpochMilliseconds;
      readonly announcement: EventIndex;
    } & At)
  | ({ readonly type: "api-call"; readonly meaning: ApiCallMeaning; readonly request: HttpRequest } & OfEvent)
  | ({ readonly type: "operation"; readonly operation: ChannelOperation } & OfEvent);

export type MomentType = Moment["type"];
export type MomentOf<Type extends MomentType> = Extract<Moment, { type: Type }>;
/** Who is told of every moment. */
export interface MomentSink {
  raise(moment: Moment): void;
}

/** What a rule may ask beyond the moment itself. */
export interface Circumstances {
  readonly responseTimeout: Milliseconds;
  readonly commandTimeout: Milliseconds;
  /**
   * The connection to the same URL in the same document that last ended, before `time`, on the channel: joined once, and not
   * left since. Null where there is none.
   */
  endedOnChannel(connection: ConnectionRecord, time: EpochMilliseconds): ConnectionRecord | null;
  /**
   * Whether frames of this connection, of one direction, may be missing from the capture between two times, so that absence
   * proves nothing.
   */
  mayHaveLostFrames(
    connection: Connection,
    from: EpochMilliseconds,
    to: EpochMilliseconds,
    direction: Direction | null,
  ): boolean;
  /** What else may have been said in frames that are missing. */
  readonly mayBeMissing: MayBeMissing;
}
