import type { CaptureEvent } from "../../src/contract/capture-event.ts";
import { conversation } from "./conversation.ts";

/**
 * A conversation in which after every frame a large binary one comes (`bytes` as base64): nothing is concluded from those, so
 * a reader that keeps conclusions only has little to keep of a large file. Never ends.
 */
export function* largeFrames(bytes: number): Generator<CaptureEvent> {
  const payload = Buffer.alloc(bytes, 7).toString("base64");
  for (const event of conversation(Number.POSITIVE_INFINITY)) {
    yield event;
    if (event.type === "frame")
      yield { ...event, direction: "received", opcode: "binary", payload, size: bytes };
  }
}
