import type { ExchangeRecord } from "./exchange-record.ts";
import type { Connection } from "./model.ts";
import { WaitingExchanges } from "./waiting-exchanges.ts";

/** The uses of an ID that more than one action carried. */
interface SharedId {
  readonly onConnection: Map<Connection, { readonly waiting: WaitingExchanges; latest: ExchangeRecord }>;
  latest: ExchangeRecord;
}

/**
 * The correlation IDs that actions carried, on all connections. Nearly every ID is used once in its life, so that case is
 * kept small: the exchange itself.
 */
export class IdUses {
  readonly #uses = new Map<string, ExchangeRecord | SharedId>();

  /** Notes that an action carries this ID; returns the latest earlier one on the same connection, if any. */
  add(id: string, exchange: ExchangeRecord): ExchangeRecord | null {
    const use = this.#uses.get(id);
    if (use === undefined) {
      this.#uses.set(id, exchange);
      return null;
    }
    const shared = "onConnection" in use ? use : sharedBy(use);
    this.#uses.set(id, shared);
    const here = shared.onConnection.get(exchange.connection);
    const earlier = here?.latest ?? null;
    addTo(shared, exchange);
    return earlier;
  }

  timedOut(id: string, exchange: ExchangeRecord): void {
    const use = this.#uses.get(id);
    if (use !== undefined && "onConnection" in use)
      use.onConnection.get(exchange.connection)?.waiting.timedOut(exchange);
  }

  /** The exchange on this connection that an answer with this ID belongs to; null where none waits. */
  waitingFor(id: string, connection: Connection): ExchangeRecord | null {
    const use = this.#uses.get(id);
    if (use === undefined) return null;
    if ("onConnection" in use) return use.onConnection.get(connection)?.waiting.next() ?? null;
    return use.connection === connection && use.isWaiting ? use : null;
  }

  /** The latest exchange on this connection that carried this ID; null where none did. */
  latestOn(connection: Connection, id: string): ExchangeRecord | null {
    const use = this.#uses.get(id);
    if (use === undefined) return null;
    if ("onConnection" in use) return use.onConnection.get(connection)?.latest ?? null;
    return use.connection === connection ? use : null;
  }

  /** The latest exchange that carried this ID on whatever connection: to name where a stray answer belongs. */
  latest(id: string): ExchangeRecord | null {
    const use = this.#uses.get(id);
    return use !== undefined && "onConnection" in use ? use.latest : (use ?? null);
  }
}

function sharedBy(first: ExchangeRecord): SharedId {
  const shared: SharedId = { onConnection: new Map(), latest: first };
  addTo(shared, first);
  return shared;
}

function addTo(shared: SharedId, exchange: ExchangeRecord): void {
  const here = shared.onConnection.get(exchange.connection);
  const waiting = here?.waiting ?? new WaitingExchanges();
  if (exchange.outcome === "timed-out") waiting.timedOut(exchange);
  else waiting.add(exchange);
  if (here === undefined) shared.onConnection.set(exchange.connection, { waiting, latest: exchange });
  else here.latest = exchange;
  shared.latest = exchange;
}
