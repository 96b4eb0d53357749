import type { ConnectionId, DocumentId, EpochMilliseconds } from "../contract/brands.ts";
import type { FrameMeaning, SocketProtocol, SystemId } from "../protocol/meaning.ts";
import { ChannelHistory, type StateWatcher } from "./channel-history.ts";
import type { ChannelInterval, ChannelState, Connection, EventIndex } from "./model.ts";
import type { TextTable } from "./text-table.ts";
import { ExchangeQueue, type ExchangeStates, WaitingExchanges } from "./waiting-exchanges.ts";

/** What the connections of one session share. */
export interface SharedByConnections {
  /** Numbers the session's channel IDs. */
  readonly channelIds: TextTable;
  readonly exchanges: ExchangeStates;
  /** From `time` on the connection is joined (1), or not any more (-1). */
  joinedChanged(connection: ConnectionRecord, by: 1 | -1, time: EpochMilliseconds): void;
}

const noHistory: readonly ChannelInterval[] = [];

/** A connection as the session keeps it. */
export class ConnectionRecord implements Connection, StateWatcher {
  system: SystemId | null = null;
  /** How that system's frames are read. */
  socket: SocketProtocol | null = null;
  openedAt: EpochMilliseconds | null = null;
  closedAt: EpochMilliseconds | null = null;
  closeCode: number | null = null;
  closeReason: string | null = null;
  sent = 0;
  received = 0;
  sentBytes = 0;
  receivedBytes = 0;
  readonly id: ConnectionId;
  readonly index: number;
  url: string;
  document: DocumentId | null;
  protocols: readonly string[];
  worker = false;
  /** True while only its frames were seen, so that a late creation event can still fill in the rest. */
  assumed: boolean;
  readonly createdAt: EpochMilliseconds;
  /** A text frame, or the beginning of one, did not read like Privicore's. */
  spokeOtherwise = false;
  /** A text frame of which the rest is missing began like one of Privicore's. */
  beganLikePrivicore = false;
  /** Text frames that came before the connection was recognised, where the session keeps its events. */
  unjudged: EventIndex[] = [];
  readonly history: ChannelHistory;
  readonly waitingWithoutId: WaitingExchanges;
  /** The joins and leaves among them: an answer that names a channel is one to these. */
  readonly channelActsWithoutId: WaitingExchanges;
  /** Every action that may still be pending, so that closing can abandon it. */
  readonly unanswered: ExchangeQueue;
  joinsSent = 0;
  readonly #shared: SharedByConnections;

  constructor(id: ConnectionId, index: number, created: Creation, shared: SharedByConnections) {
    this.id = id;
    this.index = index;
    this.url = created.url;
    this.document = created.document;
    this.protocols = created.protocols;
    this.worker = created.worker;
    this.assumed = created.assumed;
    this.createdAt = created.time;
    this.#shared = shared;
    this.history = new ChannelHistory(created.time, shared.channelIds, this);
    this.waitingWithoutId = new WaitingExchanges(shared.exchanges);
    this.channelActsWithoutId = new WaitingExchanges(shared.exchanges);
    this.unanswered = new ExchangeQueue(shared.exchanges);
  }

  /** Takes in what the creation event says, where frames were seen before it. */
  fillIn(creation: Creation): void {
    this.url = creation.url;
    this.document = creation.document;
    this.protocols = creation.protocols;
    this.worker = creation.worker;
    this.assumed = false;
  }

  /** Whether it is Privicore's, or may be by what could be read of it. */
  get mayBePrivicores(): boolean {
    if (this.system !== null) return this.system === "privicore";
    return this.beganLikePrivicore || !this.spokeOtherwise;
  }

  get channel(): readonly ChannelInterval[] {
    return this.system === "privicore" ? this.history.intervals : noHistory;
  }

  stateChanged(before: ChannelState, state: ChannelState, time: EpochMilliseconds): void {
    if (this.system !== "privicore" || (before === "joined") === (state === "joined")) return;
    this.#shared.joinedChanged(this, state === "joined" ? 1 : -1, time);
  }

  countFrame(direction: "sent" | "received", size: number): void {
    if (direction === "sent") {
      this.sent++;
      this.sentBytes += size;
    } else {
      this.received++;
      this.receivedBytes += size;
    }
  }
}

export interface Creation {
  readonly url: string;
  readonly document: DocumentId | null;
  readonly protocols: readonly string[];
  readonly worker: boolean;
  readonly time: EpochMilliseconds;
  readonly assumed: boolean;
}

/** Whether a message came on the channel and so presupposes a join; keepalives of unknown types do not. */
export function isChannelMessage(meaning: FrameMeaning): boolean {
  switch (meaning.kind) {
    case "command-status":
    case "data-download":
    case "stream-ready":
      return true;
    case "unknown-message":
      return meaning.type?.startsWith("X-DPT-") ?? false;
    default:
      return false;
  }
}
