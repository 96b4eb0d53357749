import { connectionId, type EpochMilliseconds } from "../../src/contract/brands.ts";
import type { CaptureEvent } from "../../src/contract/capture-event.ts";

/** Events between two looks at the clock. */
const stride = 64;

/** What was let go of a connection, or of calls, since it was last said. */
interface Skipped {
  /** When the first of it happened. */
  readonly since: EpochMilliseconds;
  frames: number;
  bytes: number;
}

/**
 * Holds live events between their arrival and the frame that takes them in. While not recording, frames and calls are
 * counted instead of kept, and a gap says so at the place once recording goes on; documents and connections still come
 * through, so that what follows is known for what it is. The gap goes ahead of them, or they would be judged by what seems
 * not to have been said.
 */
export class EventIntake {
  #batches: (readonly CaptureEvent[])[] = [];
  #next = 0;
  #recording = true;
  /** Whether what waits already is let go as well. */
  #full = false;
  /** What was let go while not recording, by connection. */
  readonly #skipped = new Map<string, Skipped>();

  get waiting(): boolean {
    return this.#batches.length > 0;
  }

  push(batch: readonly CaptureEvent[]): void {
    const kept = this.#recording
      ? batch
      : batch.flatMap((event) => (this.#skip(event) ? [] : [...this.#gaps(), event]));
    if (kept.length > 0) this.#batches.push(kept);
  }

  /** Stops at once: there is no room for what waits already. */
  stopFull(): void {
    this.#recording = false;
    this.#full = true;
  }

  setRecording(recording: boolean): void {
    if (recording === this.#recording) return;
    this.#recording = recording;
    this.#full = false;
    const gaps = this.#gaps();
    if (gaps.length > 0) this.#batches.push(gaps);
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

  /** Says what was let go, at the time of the first of it: from there on nothing is missed that may have been in it. */
  #gaps(): CaptureEvent[] {
    const gaps = [...this.#skipped].map(
      ([connection, { since, frames, bytes }]): CaptureEvent => ({
        type: "gap",
        time: since,
        reason: "not-recording",
        frames,
        bytes,
        ...(connection === "" ? {} : { connection: connectionId(connection) }),
      }),
    );
    this.#skipped.clear();
    return gaps;
  }

  #skip(event: CaptureEvent): boolean {
    if (event.type !== "frame" && event.type !== "http") return false;
    const key = event.type === "frame" ? event.connection : "";
    const count = this.#skipped.get(key) ?? { since: event.time, frames: 0, bytes: 0 };
    if (event.type === "frame") {
      count.frames++;
      count.bytes += event.size ?? event.payload.length;
    }
    this.#skipped.set(key, count);
    return true;
  }
}
