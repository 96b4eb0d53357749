import type { EpochMilliseconds, Milliseconds } from "../contract/brands.ts";
import type { ConnectionRecord } from "./connection-record.ts";
import type { Linked } from "./event-log.ts";
import type { ExchangeTable } from "./exchange-table.ts";
import type { EventIndex, Exchange, ExchangeOutcome, Link } from "./model.ts";

/** An exchange as its readers see it: a look into the table. */
export class ExchangeView implements Exchange, Linked {
  readonly index: number;
  readonly #table: ExchangeTable;

  constructor(index: number, table: ExchangeTable) {
    this.index = index;
    this.#table = table;
  }

  get connection(): ConnectionRecord {
    return this.#table.connection(this.index);
  }
  get action(): string | null {
    return this.#table.action(this.index);
  }
  get act(): Exchange["act"] {
    return this.#table.act(this.index);
  }
  get correlationId(): string | null {
    return this.#table.correlationId(this.index);
  }
  get pairing(): Exchange["pairing"] {
    return this.#table.pairing(this.index);
  }
  get sentAt(): EpochMilliseconds | null {
    return this.#table.sentAt(this.index);
  }
  get answeredAt(): EpochMilliseconds | null {
    return this.#table.answeredAt(this.index);
  }
  get latency(): Milliseconds | null {
    const { sentAt, answeredAt } = this;
    return sentAt === null || answeredAt === null ? null : answeredAt - sentAt;
  }
  get status(): number | null {
    return this.#table.status(this.index);
  }
  get outcome(): ExchangeOutcome {
    return this.#table.outcome(this.index);
  }
  get late(): boolean {
    return this.#table.isLate(this.index);
  }
  get channelId(): string | null {
    return this.#table.channelId(this.index);
  }
  get message(): string | null {
    return this.#table.message(this.index);
  }
  get request(): EventIndex | null {
    return this.#table.request(this.index);
  }
  get answer(): EventIndex | null {
    return this.#table.answer(this.index);
  }
  get duplicates(): readonly EventIndex[] {
    return this.#table.duplicates(this.index);
  }
  get gaveUpAt(): EpochMilliseconds | null {
    return this.#table.gaveUpAt(this.index);
  }
  get link(): Link {
    return { type: "exchange", exchange: this };
  }
  get logId(): string | null {
    return this.correlationId;
  }
}
