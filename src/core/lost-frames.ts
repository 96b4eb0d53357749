import type { ConnectionId, DocumentId, EpochMilliseconds } from "../contract/brands.ts";
import type { GapEvent } from "../contract/capture-event.ts";
import type { Connection } from "./model.ts";

/** The gap that a capture without sockets begins with: a HAR of a browser that records HTTP only. */
export const socketsNotRecorded = "sockets-not-recorded";

interface Loss {
  readonly time: EpochMilliseconds;
  readonly connection: ConnectionId | null;
  readonly document: DocumentId | null;
}

/** Where frames are missing. What is not there cannot be judged: a rule that rests on absence asks here first. */
export class LostFrames {
  readonly #losses: Loss[] = [];
  #noSockets = false;

  gap(event: GapEvent): void {
    if (event.reason === socketsNotRecorded) this.#noSockets = true;
    if ((event.frames ?? 0) === 0) return;
    this.#losses.push({
      time: event.time,
      connection: event.connection ?? null,
      document: event.document ?? null,
    });
  }

  /** The connection was first seen at this time and not from its creation: what came before is not there. */
  beginning(connection: Connection, time: EpochMilliseconds): void {
    this.#losses.push({ time, connection: connection.id, document: null });
  }

  /** A frame whose payload was cut may have been any message. */
  cutFrame(connection: Connection, time: EpochMilliseconds): void {
    this.#losses.push({ time, connection: connection.id, document: null });
  }

  between(connection: Connection | null, from: EpochMilliseconds, to: EpochMilliseconds): boolean {
    if (this.#noSockets) return true;
    return this.#losses.some(
      (loss) =>
        loss.time >= from &&
        loss.time <= to &&
        (connection === null ||
          ((loss.connection === null || loss.connection === connection.id) &&
            (loss.document === null || loss.document === connection.document))),
    );
  }
}
