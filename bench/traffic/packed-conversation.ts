import { connectionId, epochMilliseconds } from "../../src/contract/brands.ts";
import type { CaptureEvent, FrameEvent } from "../../src/contract/capture-event.ts";
import { conversation, type TrafficMix } from "./conversation.ts";

/** How many frames are made at once: about as many as the relay hands over while a busy page runs. */
const batchFrames = 1000;

/**
 * A conversation whose frames lie outside the garbage collector's heap, as bytes, until they are asked for: a benchmark that
 * held a million events of its own would have them collected around, on the session's account.
 */
export class PackedConversation {
  /** What comes before the first frame. */
  readonly beginning: readonly CaptureEvent[];
  readonly frames: number;
  readonly #text: Buffer;
  /** Where each frame's payload ends in the text. */
  readonly #ends: Float64Array;
  readonly #times: Float64Array;
  readonly #sent: Uint8Array;

  constructor(frames: number, mix: TrafficMix) {
    const beginning: CaptureEvent[] = [];
    const texts: Buffer[] = [];
    const ends: number[] = [];
    const times: number[] = [];
    const sent: number[] = [];
    let end = 0;
    for (const event of conversation(frames, mix)) {
      if (event.type === "frame") {
        // The payloads are ASCII: one byte a character, in memory as on the wire.
        const text = Buffer.from(event.payload, "latin1");
        end += text.length;
        texts.push(text);
        ends.push(end);
        times.push(event.time);
        sent.push(event.direction === "sent" ? 1 : 0);
      } else if (ends.length === 0) beginning.push(event);
      else throw new Error(`Expected frames only after the beginning, got ${event.type}`);
    }
    this.beginning = beginning;
    this.frames = ends.length;
    this.#text = Buffer.concat(texts);
    this.#ends = Float64Array.from(ends);
    this.#times = Float64Array.from(times);
    this.#sent = Uint8Array.from(sent);
  }

  /** The frames as events, some at a time; each time new ones. */
  *batches(): Generator<readonly FrameEvent[]> {
    for (let from = 0; from < this.frames; from += batchFrames) {
      const to = Math.min(from + batchFrames, this.frames);
      yield Array.from({ length: to - from }, (_, offset) => this.#frame(from + offset));
    }
  }

  #frame(index: number): FrameEvent {
    const payload = this.#text.toString("latin1", this.#ends[index - 1] ?? 0, this.#ends[index]);
    return {
      type: "frame",
      connection: connectionId("c1"),
      time: epochMilliseconds(this.#times[index] ?? 0),
      direction: this.#sent[index] === 1 ? "sent" : "received",
      opcode: "text",
      payload,
      size: payload.length,
    };
  }
}
