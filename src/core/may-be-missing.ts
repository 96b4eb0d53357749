import { type DocumentId, type EpochMilliseconds, epochMilliseconds } from "../contract/brands.ts";
import type { ConnectionRecord } from "./connection-record.ts";
import type { Connections } from "./connections.ts";
import type { LostFrames } from "./lost-frames.ts";
import type { Connection, HttpRequest } from "./model.ts";

const ever = epochMilliseconds(Number.NEGATIVE_INFINITY);

/**
 * What may have been said in frames that are missing from the capture, so that its absence proves nothing. A loss counts only
 * where it can have hidden what is asked for: on a connection that may be Privicore's, after the last proof of the contrary.
 */
export class MayBeMissing {
  readonly #lost: LostFrames;
  readonly #connections: Connections;
  readonly #startOf: (document: DocumentId) => EpochMilliseconds | null;

  /** `startOf` tells when a document began; null where that was not seen. */
  constructor(
    lost: LostFrames,
    connections: Connections,
    startOf: (document: DocumentId) => EpochMilliseconds | null,
  ) {
    this.#lost = lost;
    this.#connections = connections;
    this.#startOf = startOf;
  }

  /** A join of a connection that seems to be on no channel. */
  join({ id }: Connection, time: EpochMilliseconds): boolean {
    const connection = this.#connections.find(id);
    return connection !== null && this.#joinOf(connection, time);
  }

  /** A leave of a connection that seems to be joined. */
  leave({ id }: Connection, time: EpochMilliseconds): boolean {
    const connection = this.#connections.find(id);
    if (connection === null) return false;
    const { provenSince, leaveUnanswered } = connection.history;
    // What the page sends is lost with what it sent; the answer to what it has sent, with what it received.
    return this.#lost.between(connection, provenSince, time, leaveUnanswered ? null : "sent");
  }

  /** A join of any connection that a call of this document counts on; of any document where null. */
  joinOfAny(document: DocumentId | null, time: EpochMilliseconds): boolean {
    const lost = this.#lost;
    if (!lost.anywhereBetween(ever, time)) return false;
    let proven = (document === null ? null : this.#startOf(document)) ?? ever;
    for (const connection of this.#heardBy(document)) {
      if (!connection.mayBePrivicores || connection.createdAt > time) continue;
      const { closedAt } = connection;
      const closed = closedAt !== null && closedAt <= time;
      if (!closed && this.#joinOf(connection, time)) return true;
      const since = closed ? closedAt : connection.history.provenAt(time);
      if (since > proven) proven = since;
    }
    // A whole connection may be missing, too.
    return lost.ofAnyConnectionBetween(document, proven, time) || this.#ofUnseenConnection(proven, time);
  }

  /** The message that tells how a call came out, which `connection` would have brought, or any where none is known. */
  outcome(connection: Connection | null, request: HttpRequest, time: EpochMilliseconds): boolean {
    const lost = this.#lost;
    const { at: from, document } = request;
    if (!lost.anywhereBetween(from, time)) return false;
    const known = connection === null ? null : this.#connections.find(connection.id);
    if (known !== null) return lost.between(known, from, time, "received");
    // Each joined connection gets each message: the losses of others hid nothing from a page that had joined itself.
    const own =
      document !== null && this.#connections.wasJoined(document, request.answeredAt) ? document : null;
    const counts = (owner: DocumentId | null) => own === null || owner === null || owner === own;
    if (lost.ofAnyConnectionBetween(own, from, time) || this.#ofUnseenConnection(from, time)) return true;
    for (const owner of lost.documents())
      if (counts(owner) && lost.ofAnyConnectionBetween(owner, from, time)) return true;
    for (const id of lost.connections()) {
      const one = this.#connections.find(id);
      if (one === null || !one.mayBePrivicores || !counts(one.document)) continue;
      if (lost.between(one, from, time, "received")) return true;
    }
    return false;
  }

  #joinOf(connection: ConnectionRecord, time: EpochMilliseconds): boolean {
    const { history } = connection;
    const interval = history.intervalAt(time);
    const since = history.stateOf(interval) === "leaving" ? history.fromOf(interval) : history.provenAt(time);
    return this.#lost.between(connection, since, time, null);
  }

  /** Of a connection that never appears nobody knows whose it is. */
  #ofUnseenConnection(from: EpochMilliseconds, to: EpochMilliseconds): boolean {
    for (const id of this.#lost.connections())
      if (this.#connections.find(id) === null && this.#lost.ofConnectionBetween(id, from, to)) return true;
    return false;
  }

  #heardBy(document: DocumentId | null): readonly ConnectionRecord[] {
    if (document === null) return this.#connections.all;
    return [...this.#connections.ofDocument(document), ...this.#connections.ofDocument(null)];
  }
}
