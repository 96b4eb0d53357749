import type { ConnectionId } from "../../src/contract/brands.ts";
import type { CaptureEvent } from "../../src/contract/capture-event.ts";

/**
 * Firefox (153) keeps every frame of every socket while somebody listens to finished HTTP calls, and copies the list of a
 * socket's frames for each new one, on the thread that all ports go through: about 10 ns a frame that is there already.
 * This many such copies of a frame in a second are a fifth of its time.
 */
const mostCopies = 20_000_000;
/**
 * Fewer frames of all sockets in a second are quiet. So many of one alone may be copied for five seconds until it is busy again:
 * calls are heard most of the time where a page never comes to rest.
 */
const quietFrames = 2_000;
const second = 1_000;

interface SocketLoad {
  /** Frames since calls are listened to. */
  frames: number;
  /** Those of the second that began at this time. */
  secondBegan: number;
  inSecond: number;
}

/** Tells when sockets are too busy for HTTP calls to be listened to in Firefox, and when they are quiet again. */
export class BusySockets {
  readonly #became: (busy: boolean) => void;
  readonly #sockets = new Map<ConnectionId, SocketLoad>();
  #busy = false;
  #framesSinceLook = 0;
  #look: ReturnType<typeof setTimeout> | undefined;

  constructor(became: (busy: boolean) => void) {
    this.#became = became;
  }

  /** Takes events in; frames from before `listeningSince`, in milliseconds since the epoch, cost nothing. */
  note(events: readonly CaptureEvent[], listeningSince: number): void {
    for (const event of events) {
      if (event.type === "connection-closed") this.#sockets.delete(event.connection);
      if (event.type !== "frame" || event.time < listeningSince) continue;
      this.#framesSinceLook++;
      if (!this.#busy && this.#copies(event.connection, event.time) > mostCopies) this.#begin();
    }
  }

  stop(): void {
    clearTimeout(this.#look);
  }

  /** Copies of a frame that a socket costs in a second. */
  #copies(connection: ConnectionId, time: number): number {
    let load = this.#sockets.get(connection);
    if (load === undefined) {
      load = { frames: 0, secondBegan: time, inSecond: 0 };
      this.#sockets.set(connection, load);
    }
    if (time - load.secondBegan >= second) {
      load.secondBegan = time;
      load.inSecond = 0;
    }
    load.frames++;
    load.inSecond++;
    return load.frames * load.inSecond;
  }

  #begin(): void {
    this.#busy = true;
    this.#framesSinceLook = 0;
    this.#became(true);
    this.#lookLater();
  }

  #lookLater(): void {
    this.#look = setTimeout(() => {
      const frames = this.#framesSinceLook;
      this.#framesSinceLook = 0;
      if (frames >= quietFrames) return this.#lookLater();
      this.#busy = false;
      this.#sockets.clear();
      this.#became(false);
    }, second);
  }
}
