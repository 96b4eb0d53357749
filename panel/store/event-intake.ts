import { connectionId, type EpochMilliseconds } from "../../src/contract/brands.ts";
import type { CaptureEvent } from "../../src/contract/capture-event.ts";

/** Events between two looks at the clock. */
const stride = 64;

/**
 * Holds live events between their arrival and the frame that takes them in. While not recording, frames and calls are
 * counted instead of kept, and a gap says so at the place once recording goes on; documents and connections still come
 * through, so that what follows is known for what it is.
 */
export class EventIntake {
  #batches: (readonly CaptureEvent[])[] = [];
  #next = 0;
  #recording = true;
  /** Whether what waits already is let go as well. */
  #full = false;
  /** Frames and bytes that were let go while not recording, by connection. */
  readonly #skipped = new Map<string, { frames: number; bytes: number }>();

  get waiting(): boolean {
    return this.#batches.length > 0;
  }

  push(batch: readonly CaptureEvent[]): void {
    const kept = this.#recording ? batch : batch.filter((event) => !this.#skip(event));
    if (kept.length > 0) this.#batches.push(kept);
  }

  /** Stops at once: there is no room for what waits already. */
  stopFull(): void {
    this.#recording = false;
    this.#full = true;
  }

  setRecording(recording: boolean, now: EpochMilliseconds): void {
    if (recording === this.#recording) return;
    this.#recording = recording;
    this.#full = false;
    if (!recording) return;
    for (const [connection, { frames, bytes }] of this.#skipped)
      this.#batches.push([
        {
          type: "gap",
          time: now,
          reason: "not-recording",
          frames,
          bytes,
          ...(connection === "" ? {} : { connection: connectionId(connection) }),
        },
      ]);
    this.#skipped.clear();
  }

  /** Forgets what waits. */
  clear(): void {
    this.#batches = [];
    this.#next = 0;
    this.#skipped.clear();
  }

  /** Hands events over in their order until none is left or `expired()`. Returns whether some are left. */
  drain(take: (event: CaptureEvent) => void, expired: () => boolean): boolean {
    let sinceClock = 0;
    while (this.#batches.length > 0) {
      const batch = this.#batches[0] ?? [];
      while (this.#next < batch.length) {
        const event = batch[this.#next++];
        if (event !== undefined && !(this.#full && this.#skip(event))) take(event);
        if (++sinceClock === stride) {
          sinceClock = 0;
          if (expired()) return true;
        }
      }
      this.#batches.shift();
      this.#next = 0;
    }
    return false;
  }

  #skip(event: CaptureEvent): boolean {
    if (event.type !== "frame" && event.type !== "http") return false;
    const key = event.type === "frame" ? event.connection : "";
    const count = this.#skipped.get(key) ?? { frames: 0, bytes: 0 };
    if (event.type === "frame") {
      count.frames++;
      count.bytes += event.size ?? event.payload.length;
    }
    this.#skipped.set(key, count);
    return true;
  }
}
