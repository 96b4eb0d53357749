import type { EpochMilliseconds } from "../contract/brands.ts";
import type { GapEvent } from "../contract/capture-event.ts";
import type { Connection } from "./model.ts";

/** The gap where a socket stands without its frames: a HAR of a browser that records HTTP only. */
const socketsNotRecorded = "sockets-not-recorded";

/** Where frames are missing. What is not there cannot be judged: a rule that rests on absence asks here first. */
export class LostFrames {
  readonly #anywhere = new SortedTimes();
  /** Losses that may be any connection's. */
  readonly #everywhere = new SortedTimes();
  /** Losses of one connection, or of one document's connections, by what {@link placeOf} calls it. */
  readonly #byPlace = new Map<string, SortedTimes>();
  #noSockets = false;

  gap(event: GapEvent): void {
    if (event.reason === socketsNotRecorded) this.#noSockets = true;
    if ((event.frames ?? 0) === 0) return;
    if (event.connection != null) this.#add(placeOf("connection", event.connection), event.time);
    else if (event.document != null) this.#add(placeOf("document", event.document), event.time);
    else {
      this.#anywhere.add(event.time);
      this.#everywhere.add(event.time);
    }
  }

  /** The connection was first seen at this time and not from its creation: what came before is not there. */
  beginning(connection: Connection, time: EpochMilliseconds): void {
    this.#add(placeOf("connection", connection.id), time);
  }

  /** A frame whose payload was cut may have been any message. */
  cutFrame(connection: Connection, time: EpochMilliseconds): void {
    this.#add(placeOf("connection", connection.id), time);
  }

  /** Whether frames of a connection, or of any where null, are missing between two times, both inclusive. O(log n). */
  between(connection: Connection | null, from: EpochMilliseconds, to: EpochMilliseconds): boolean {
    if (this.#noSockets) return true;
    if (connection === null) return this.#anywhere.hasBetween(from, to);
    const { id, document } = connection;
    return (
      this.#everywhere.hasBetween(from, to) ||
      this.#isMissingAt(placeOf("connection", id), from, to) ||
      (document !== null && this.#isMissingAt(placeOf("document", document), from, to))
    );
  }

  #add(place: string, time: EpochMilliseconds): void {
    this.#anywhere.add(time);
    const times = this.#byPlace.get(place) ?? new SortedTimes();
    this.#byPlace.set(place, times);
    times.add(time);
  }

  #isMissingAt(place: string, from: EpochMilliseconds, to: EpochMilliseconds): boolean {
    return this.#byPlace.get(place)?.hasBetween(from, to) ?? false;
  }
}

const placeOf = (kind: "connection" | "document", id: string): string => `${kind} ${id}`;

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
