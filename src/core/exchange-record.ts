import type { EpochMilliseconds, Milliseconds } from "../contract/brands.ts";
import type { ActionMeaning, AnswerMeaning } from "../protocol/meaning.ts";
import type { ConnectionRecord } from "./connection-record.ts";
import type { Linked } from "./event-log.ts";
import type { EventIndex, Exchange, ExchangeOutcome, Link } from "./model.ts";

/** Shared by all that have none; never written to. */
const noDuplicates: EventIndex[] = [];

/** An exchange as the session keeps it. */
export class ExchangeRecord implements Exchange, Linked {
  pairing: Exchange["pairing"] = null;
  answeredAt: EpochMilliseconds | null = null;
  status: number | null = null;
  outcome: ExchangeOutcome = "pending";
  late = false;
  channelId: string | null = null;
  message: string | null = null;
  answer: EventIndex | null = null;
  #duplicates = noDuplicates;
  gaveUpAt: EpochMilliseconds | null = null;
  readonly index: number;
  readonly connection: ConnectionRecord;
  readonly action: string | null;
  readonly act: Exchange["act"];
  readonly correlationId: string | null;
  readonly sentAt: EpochMilliseconds | null;
  readonly request: EventIndex | null;

  constructor(
    index: number,
    connection: ConnectionRecord,
    sent: { meaning: ActionMeaning; time: EpochMilliseconds; event: EventIndex } | null,
    correlationId: string | null,
  ) {
    this.index = index;
    this.connection = connection;
    this.action = sent?.meaning.name ?? null;
    this.act = sent?.meaning.act ?? null;
    this.channelId = sent?.meaning.channelId ?? null;
    this.correlationId = correlationId;
    this.sentAt = sent?.time ?? null;
    this.request = sent?.event ?? null;
  }

  get link(): Link {
    return { type: "exchange", exchange: this };
  }

  get logId(): string | null {
    return this.correlationId;
  }

  get duplicates(): readonly EventIndex[] {
    return this.#duplicates;
  }

  get latency(): Milliseconds | null {
    return this.sentAt === null || this.answeredAt === null ? null : this.answeredAt - this.sentAt;
  }

  get isWaiting(): boolean {
    return this.answer === null;
  }

  takeAnswer(meaning: AnswerMeaning, time: EpochMilliseconds, event: EventIndex): void {
    this.late = this.outcome !== "pending";
    this.answeredAt = time;
    this.status = meaning.status;
    this.outcome = meaning.ok ? "ok" : "rejected";
    this.channelId = meaning.channelId ?? this.channelId;
    this.message = meaning.message;
    this.answer = event;
  }

  addDuplicate(event: EventIndex): void {
    if (this.#duplicates === noDuplicates) this.#duplicates = [event];
    else this.#duplicates.push(event);
  }
}
