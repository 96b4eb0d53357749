import {
  type ConnectionId,
  type DocumentId,
  type EpochMilliseconds,
  epochMilliseconds,
} from "../contract/brands.ts";
import type { Direction, GapEvent } from "../contract/capture-event.ts";
import type { Connection } from "./model.ts";

/**
 * The gaps that say of one document's sockets, or of all, that they may stand without their frames: a HAR of a browser that records
 * HTTP only, one that ends in its middle, and a file that holds what a filter has shown, and of the rest nothing.
 */
const withoutFrames: ReadonlySet<string> = new Set(["sockets-not-recorded", "har-cut", "filtered"]);
/** The gap from which on nothing is told of a connection any more: DevTools' log, which told of it, was cleared. */
const networkLogCleared = "network-log-cleared";

const ever = epochMilliseconds(Number.NEGATIVE_INFINITY);

/** Where frames are missing. What is not there cannot be judged: a rule that rests on absence asks here first. */
export class LostFrames {
  /** Every loss. */
  readonly #all = new Losses();
  /** Losses that may be any connection's. */
  readonly #general = new Losses();
  readonly #byConnection = new Map<ConnectionId, Losses>();
  readonly #byDocument = new Map<DocumentId, Losses>();
  /** Any socket may stand without its frames, or without some of them. */
  socketsNotRecorded = false;

  gap(event: GapEvent): void {
    if (withoutFrames.has(event.reason)) {
      if (event.document == null) this.socketsNotRecorded = true;
      else this.#endless(this.#byDocument, event.document, ever);
    }
    if (event.reason === networkLogCleared && event.connection != null)
      this.#endless(this.#byConnection, event.connection, event.time);
    if ((event.frames ?? 0) === 0) return;
    if (event.connection != null) this.#add(this.#byConnection, event.connection, event.time, null);
    else if (event.document != null) this.#add(this.#byDocument, event.document, event.time, null);
    else {
      this.#all.add(event.time, null);
      this.#general.add(event.time, null);
    }
  }

  /** The connection was first seen at this time and not from its creation: what came before is not there. */
  beginning(connection: Connection, time: EpochMilliseconds): void {
    this.#add(this.#byConnection, connection.id, time, null);
  }

  /** A frame whose payload was cut may have been any message of its direction. */
  cutFrame(connection: Connection, direction: Direction, time: EpochMilliseconds): void {
    this.#add(this.#byConnection, connection.id, time, direction);
  }

  /**
   * Whether frames of a connection are missing between two times, both inclusive: of one direction, or of any where null.
   * O(log n).
   */
  between(
    { id, document }: Connection,
    from: EpochMilliseconds,
    to: EpochMilliseconds,
    direction: Direction | null,
  ): boolean {
    return (
      this.socketsNotRecorded ||
      this.#general.hasBetween(from, to, direction) ||
      this.#byConnection.get(id)?.hasBetween(from, to, direction) === true ||
      (document !== null && this.#byDocument.get(document)?.hasBetween(from, to, direction) === true)
    );
  }

  /** Whether anything is missing between two times, whosever it was. O(log n). */
  anywhereBetween(from: EpochMilliseconds, to: EpochMilliseconds): boolean {
    return this.socketsNotRecorded || this.#all.hasBetween(from, to, null);
  }

  /** Whether something is missing that may be any connection's, or any of this document's. O(log n). */
  ofAnyConnectionBetween(
    document: DocumentId | null,
    from: EpochMilliseconds,
    to: EpochMilliseconds,
  ): boolean {
    return (
      this.socketsNotRecorded ||
      this.#general.hasBetween(from, to, null) ||
      (document !== null && this.#byDocument.get(document)?.hasBetween(from, to, null) === true)
    );
  }

  /** Whether something of a connection is missing that need not have been seen otherwise. O(log n). */
  ofConnectionBetween(id: ConnectionId, from: EpochMilliseconds, to: EpochMilliseconds): boolean {
    return this.#byConnection.get(id)?.hasBetween(from, to, null) === true;
  }

  /** The documents of which something is missing without it being known of which connection. */
  documents(): Iterable<DocumentId> {
    return this.#byDocument.keys();
  }

  /** The connections of which frames are missing. */
  connections(): Iterable<ConnectionId> {
    return this.#byConnection.keys();
  }

  #endless<Place>(places: Map<Place, Losses>, place: Place, time: EpochMilliseconds): void {
    this.#all.endless(time);
    this.#at(places, place).endless(time);
  }

  #add<Place>(
    places: Map<Place, Losses>,
    place: Place,
    time: EpochMilliseconds,
    direction: Direction | null,
  ): void {
    this.#all.add(time, direction);
    this.#at(places, place).add(time, direction);
  }

  #at<Place>(places: Map<Place, Losses>, place: Place): Losses {
    const losses = places.get(place) ?? new Losses();
    places.set(place, losses);
    return losses;
  }
}

/** When frames of each direction were lost. */
class Losses {
  readonly #sent = new SortedTimes();
  readonly #received = new SortedTimes();
  #endlessFrom = Number.POSITIVE_INFINITY;

  /** `direction` null: of either. */
  add(time: EpochMilliseconds, direction: Direction | null): void {
    if (direction !== "received") this.#sent.add(time);
    if (direction !== "sent") this.#received.add(time);
  }

  /** From a time on everything is lost. */
  endless(time: EpochMilliseconds): void {
    this.#endlessFrom = Math.min(this.#endlessFrom, time);
  }

  hasBetween(from: EpochMilliseconds, to: EpochMilliseconds, direction: Direction | null): boolean {
    return (
      to >= this.#endlessFrom ||
      (direction !== "received" && this.#sent.hasBetween(from, to)) ||
      (direction !== "sent" && this.#received.hasBetween(from, to))
    );
  }
}

class SortedTimes {
  readonly #times: EpochMilliseconds[] = [];

  add(time: EpochMilliseconds): void {
    const last = this.#times.at(-1);
    // They come in order of time, nearly always.
    if (last === undefined || time >= last) this.#times.push(time);
    else this.#times.splice(this.#firstFrom(time), 0, time);
  }

  hasBetween(from: EpochMilliseconds, to: EpochMilliseconds): boolean {
    const first = this.#times[this.#firstFrom(from)];
    return first !== undefined && first <= to;
  }

  #firstFrom(time: EpochMilliseconds): number {
    let low = 0;
    let high = this.#times.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#times[middle] ?? time) < time) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
