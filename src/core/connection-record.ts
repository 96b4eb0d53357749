import type { ConnectionId, DocumentId, EpochMilliseconds } from "../contract/brands.ts";
import type { FrameMeaning, SystemId } from "../protocol/meaning.ts";
import type { ChannelHistory } from "./channel-history.ts";
import type { ChannelInterval, Connection, EventIndex } from "./model.ts";
import { ExchangeQueue, type ExchangeStates, WaitingExchanges } from "./waiting-exchanges.ts";

/** A frame that came before its connection was recognised, kept to be judged once it is. */
export interface UnjudgedFrame {
  readonly index: EventIndex;
  readonly time: EpochMilliseconds;
  readonly direction: "sent" | "received";
  readonly payload: string;
}

const noHistory: readonly ChannelInterval[] = [];

/** A connection as the session keeps it. */
export class ConnectionRecord implements Connection {
  system: SystemId | null = null;
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
  unjudged: UnjudgedFrame[] = [];
  readonly history: ChannelHistory;
  readonly waitingWithoutId: WaitingExchanges;
  /** Every action that may still be pending, so that closing can abandon it. */
  readonly unanswered: ExchangeQueue;
  joinsSent = 0;

  constructor(
    id: ConnectionId,
    index: number,
    created: Creation,
    history: ChannelHistory,
    exchanges: ExchangeStates,
  ) {
    this.id = id;
    this.index = index;
    this.url = created.url;
    this.document = created.document;
    this.protocols = created.protocols;
    this.worker = created.worker;
    this.assumed = created.assumed;
    this.createdAt = created.time;
    this.history = history;
    this.waitingWithoutId = new WaitingExchanges(exchanges);
    this.unanswered = new ExchangeQueue(exchanges);
  }

  /** Takes in what the creation event says, where frames were seen before it. */
  fillIn(creation: Creation): void {
    this.url = creation.url;
    this.document = creation.document;
    this.protocols = creation.protocols;
    this.worker = creation.worker;
    this.assumed = false;
  }

  get channel(): readonly ChannelInterval[] {
    return this.system === "privicore" ? this.history.intervals : noHistory;
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
