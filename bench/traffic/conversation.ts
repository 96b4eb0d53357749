import { connectionId, documentId, epochMilliseconds } from "../../src/contract/brands.ts";
import type { CaptureEvent, FrameEvent } from "../../src/contract/capture-event.ts";

/** A pseudo-random generator (mulberry32), so that every run sees the same conversation. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * What a conversation consists of: `statuses` – commands with pending and success statuses, data downloads, and a leave and
 * re-join every thousand frames; `exchanges` – leaves and joins, and a command now and then.
 */
export type TrafficMix = "statuses" | "exchanges";

/**
 * The events of a long, correct Privicore conversation with about `frames` frames on one connection that begins with a
 * join and stays open. Times advance by 1 ms a frame. The same seed makes the same conversation.
 */
export function* conversation(
  frames: number,
  mix: TrafficMix = "statuses",
  seed = 1,
): Generator<CaptureEvent> {
  const random = seeded(seed);
  const uuid = (): string => {
    const hex = Array.from({ length: 4 }, () =>
      Math.floor(random() * 4294967296)
        .toString(16)
        .padStart(8, "0"),
    ).join("");
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  };
  const connection = connectionId("c1");
  let now = 1_790_000_000_000;
  let made = 0;
  const frame = (direction: FrameEvent["direction"], message: unknown): FrameEvent => {
    const payload = JSON.stringify(message);
    made++;
    now += 1;
    return {
      type: "frame",
      connection,
      time: epochMilliseconds(now),
      direction,
      opcode: "text",
      payload,
      size: payload.length,
    };
  };
  yield {
    type: "document",
    document: documentId("d1"),
    time: epochMilliseconds(now),
    url: "https://app.example/",
  };
  yield {
    type: "connection-created",
    connection,
    document: documentId("d1"),
    time: epochMilliseconds(now),
    url: "wss://proxy.example/",
    protocols: [],
  };
  yield { type: "connection-opened", connection, time: epochMilliseconds(now), protocol: "", extensions: "" };
  const token = "T-C84A90006AA563C0BFD2420F";
  const channelId = uuid();
  const act = function* (action: string, message: string): Generator<FrameEvent> {
    const correlationId = uuid();
    yield frame("sent", { action, authorizationToken: token, correlationId });
    yield frame("received", { correlationId, status: 200, data: { channelId, message } });
  };
  yield* act("joinChannel", "Successfully joined profile channel.");
  while (made < frames) {
    if (mix === "exchanges" ? random() < 0.9 : made % 1000 < 4) {
      yield* act("leaveChannel", "Successfully left profile channel.");
      yield* act("joinChannel", "Successfully joined profile channel.");
    }
    const id = uuid();
    if (random() < 0.8) {
      yield frame("received", { data: { type: "X-DPT-CAB-ID", id, command_status: 1, body: null } });
      yield frame("received", {
        data: { type: "X-DPT-CAB-ID", id, command_status: 2, body: "Command completed successfully" },
      });
    } else {
      yield frame("received", {
        data: {
          type: "X-DPT-CAB-REQUEST-ID",
          id,
          data_context: "invoices",
          output_type: 0,
          body: "u9bJ0VOiVf8U5uS4rHkn7yMM6AfqhhR4qA==",
        },
      });
    }
  }
}
