import { integerColumn } from "./column.ts";
import type { ConnectionRecord } from "./connection-record.ts";
import type { ExchangeTable } from "./exchange-table.ts";
import { WaitingExchanges } from "./waiting-exchanges.ts";

const unused = -1;

/** The uses of an ID on one connection. */
interface UsesHere {
  readonly waiting: WaitingExchanges;
  latest: number;
  /** The one that was answered last. */
  answered: number | null;
  /** What {@link IdUses.add} returned for the latest one. */
  before: number | null;
}

/** The uses of an ID that more than one action carried. */
interface SharedId {
  readonly by: Map<ConnectionRecord, UsesHere>;
  /** Those of all connections. */
  readonly anywhere: WaitingExchanges;
}

/**
 * Which exchanges' actions carried a correlation ID, on all connections; IDs and exchanges are numbers of the exchange
 * table. Nearly every ID is used once in its life, so that case is kept small: the exchange itself.
 */
export class IdUses {
  readonly #exchanges: ExchangeTable;
  /** By ID: the latest exchange that carried it. */
  readonly #latest = integerColumn();
  /** By ID: all its uses, where there was more than one. */
  readonly #shared = new Map<number, SharedId>();

  constructor(exchanges: ExchangeTable) {
    this.#exchanges = exchanges;
  }

  /**
   * Notes that an action carries this ID; returns the latest earlier one on the same connection, if any. One that went
   * unanswered hides none that was answered before it: it may itself have been the second use of the ID.
   */
  add(id: number, exchange: number, connection: ConnectionRecord): number | null {
    while (this.#latest.length <= id) this.#latest.push(unused);
    const before = this.#latest.at(id);
    this.#latest.set(id, exchange);
    if (before === unused) return null;
    const shared = this.#shared.get(id) ?? this.#share(id, before);
    this.#addTo(shared, exchange, connection);
    return shared.by.get(connection)?.before ?? null;
  }

  answered(id: number, exchange: number): void {
    if (this.#shared.size === 0) return;
    const here = this.#shared.get(id)?.by.get(this.#exchanges.connection(exchange));
    if (here !== undefined) here.answered = exchange;
  }

  timedOut(id: number, exchange: number): void {
    if (this.#shared.size === 0) return;
    const shared = this.#shared.get(id);
    shared?.by.get(this.#exchanges.connection(exchange))?.waiting.timedOut(exchange);
    shared?.anywhere.timedOut(exchange);
  }

  /** The exchange on this connection that an answer with this ID belongs to; null where none waits. */
  waitingFor(id: number, connection: ConnectionRecord): number | null {
    const shared = this.#sharedOf(id);
    if (shared !== undefined) return shared.by.get(connection)?.waiting.next() ?? null;
    const use = this.#latestAnywhere(id);
    return use !== null && this.#exchanges.isOn(use, connection) && this.#exchanges.isWaiting(use)
      ? use
      : null;
  }

  /** The latest exchange on this connection that carried this ID; null where none did. */
  latestOn(connection: ConnectionRecord, id: number): number | null {
    const shared = this.#sharedOf(id);
    if (shared !== undefined) return shared.by.get(connection)?.latest ?? null;
    const use = this.#latestAnywhere(id);
    return use !== null && this.#exchanges.isOn(use, connection) ? use : null;
  }

  /**
   * Where an answer with this ID belongs that nothing on its own connection carried: the exchange of another that waits for it,
   * or else the latest that carried it; null where none did.
   */
  elsewhere(id: number): number | null {
    return this.#sharedOf(id)?.anywhere.next() ?? this.#latestAnywhere(id);
  }

  #latestAnywhere(id: number): number | null {
    const use = id < this.#latest.length ? this.#latest.at(id) : unused;
    return use === unused ? null : use;
  }

  #sharedOf(id: number): SharedId | undefined {
    return this.#shared.size === 0 ? undefined : this.#shared.get(id);
  }

  #share(id: number, first: number): SharedId {
    const shared: SharedId = { by: new Map(), anywhere: new WaitingExchanges(this.#exchanges) };
    this.#addTo(shared, first, this.#exchanges.connection(first));
    this.#shared.set(id, shared);
    return shared;
  }

  #addTo(shared: SharedId, exchange: number, connection: ConnectionRecord): void {
    const here = shared.by.get(connection);
    const waiting = here?.waiting ?? new WaitingExchanges(this.#exchanges);
    const timedOut = this.#exchanges.outcome(exchange) === "timed-out";
    for (const queue of [waiting, shared.anywhere])
      if (timedOut) queue.timedOut(exchange);
      else queue.add(exchange);
    if (here === undefined) {
      const answered = this.#exchanges.isWaiting(exchange) ? null : exchange;
      shared.by.set(connection, { waiting, latest: exchange, answered, before: null });
    } else {
      const hides = this.#exchanges.outcome(here.latest) !== "timed-out";
      here.before = hides ? here.latest : (here.answered ?? here.latest);
      here.latest = exchange;
    }
  }
}
