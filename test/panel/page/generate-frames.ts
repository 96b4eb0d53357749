import { connectionId, epochMilliseconds } from "../../../src/contract/brands.ts";
import type { CaptureEvent } from "../../../src/contract/capture-event.ts";
import { Conversation } from "./conversation.ts";

/**
 * A long log in batches: a joined connection on which commands report pending, pending, success without end, a frame a
 * millisecond. Made without JSON, so that making it is not what is measured.
 */
export function* generateFrames(
  count: number,
  start: number,
  batchSize = 2000,
): Generator<readonly CaptureEvent[], undefined> {
  const opening = new Conversation(start);
  opening.page("g1").connect("g1", "g1");
  opening.join("g1");
  yield opening.events;
  const connection = connectionId("g1");
  let command = 0;
  let batch: CaptureEvent[] = [];
  for (let made = 0; made < count; made++) {
    if (made % 3 === 0) command++;
    const id = `0197${(command % 0xffff).toString(16).padStart(4, "0")}-${(command >>> 4).toString(16).padStart(8, "0")}-7c08`;
    const state = (made % 3) + 1 === 3 ? 2 : 1;
    const payload = `{"data":{"type":"X-DPT-CAB-ID","id":"${id}","command_status":${state},"body":${state === 2 ? '"done, see device list"' : "null"}}}`;
    batch.push({
      type: "frame",
      connection,
      time: epochMilliseconds(start + 60 + made),
      direction: "received",
      opcode: "text",
      payload,
      size: payload.length,
    });
    if (batch.length === batchSize) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
  return undefined;
}
