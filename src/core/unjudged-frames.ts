import type { EpochMilliseconds } from "../contract/brands.ts";
import type { FrameEvent } from "../contract/capture-event.ts";
import type { ConnectionRecord } from "./connection-record.ts";
import type { EventIndex } from "./model.ts";

/** A frame that came before its connection was recognised, kept to be judged once it is. */
export interface UnjudgedFrame {
  readonly index: EventIndex;
  readonly time: EpochMilliseconds;
  readonly direction: FrameEvent["direction"];
  readonly payload: string;
}

/** As much as this, in bytes, is kept of all connections together. Characters are taken for a byte each. */
const mostKept = 16 << 20;
/** What a frame costs beside its payload. */
const frameCost = 128;

/**
 * The frames of connections that nobody has recognised yet, where the session does not keep them anyway. Most such connections
 * are another system's and stay so, and their frames would be kept for nothing: so there is a bound. A connection that
 * meets it, or is closed, is let go of: what was kept of it is dropped, and nothing more is kept. If it is recognised after
 * all, the session says so, and whoever has the events can have them judged again, knowing whose connection it is.
 */
export class UnjudgedFrames {
  readonly #frames = new Map<ConnectionRecord, UnjudgedFrame[]>();
  /** Connections of which frames were dropped, and when the latest of those came. */
  readonly #letGo = new Map<ConnectionRecord, EpochMilliseconds>();
  #kept = 0;

  keep(connection: ConnectionRecord, frame: UnjudgedFrame): void {
    const cost = frame.payload.length + frameCost;
    if (this.#letGo.has(connection)) this.#letGo.set(connection, frame.time);
    else if (this.#kept + cost > mostKept) {
      this.letGo(connection);
      this.#letGo.set(connection, frame.time);
    } else {
      const frames = this.#frames.get(connection);
      if (frames === undefined) this.#frames.set(connection, [frame]);
      else frames.push(frame);
      this.#kept += cost;
    }
  }

  /** Drops what is kept of a connection. */
  letGo(connection: ConnectionRecord): void {
    const last = this.take(connection).at(-1);
    if (last !== undefined) this.#letGo.set(connection, last.time);
  }

  /** The connection's frames, in order; they are not kept any longer. */
  take(connection: ConnectionRecord): readonly UnjudgedFrame[] {
    const frames = this.#frames.get(connection) ?? [];
    this.#frames.delete(connection);
    for (const { payload } of frames) this.#kept -= payload.length + frameCost;
    return frames;
  }

  /** When the latest frame of the connection came that was dropped; null where none was. */
  lastLetGo(connection: ConnectionRecord): EpochMilliseconds | null {
    return this.#letGo.get(connection) ?? null;
  }
}
