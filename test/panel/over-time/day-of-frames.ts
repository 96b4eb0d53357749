import { connectionId, documentId, epochMilliseconds } from "../../../src/contract/brands.ts";
import type { CaptureEvent } from "../../../src/contract/capture-event.ts";

/** A number between 0 and 1 for every call, the same in every run. */
function lottery(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * A session such as a working day leaves: several connections that join, leave and are lost, bursts and quiet, commands with
 * their calls, a reload, a gap. About `frames` frames, a few problems in every thousand. Ends at `end`.
 */
export function* dayOfFrames(frames: number, end: number): Generator<readonly CaptureEvent[], undefined> {
  const draw = lottery(7);
  const connections = frames < 200 ? 2 : 5;
  const length = Math.max(40_000, frames * 3.6);
  let now = end - length;
  let number = 0;
  let batch: CaptureEvent[] = [];
  const time = () => epochMilliseconds(now);
  const id = (kind: string) => `${kind}-0197${(++number).toString(16).padStart(8, "0")}-7c08-8f3a6f44a244`;
  const frame = (connection: string, direction: "sent" | "received", message: unknown) => {
    const payload = JSON.stringify(message);
    batch.push({
      type: "frame",
      connection: connectionId(connection),
      time: time(),
      direction,
      opcode: "text",
      payload,
      size: payload.length,
    });
  };
  const page = (document: string) =>
    batch.push({
      type: "document",
      document: documentId(document),
      time: time(),
      url: "https://app.example/dashboard",
      topFrame: true,
    });
  const open = (connection: string, document: string) => {
    batch.push({
      type: "connection-created",
      connection: connectionId(connection),
      document: documentId(document),
      time: time(),
      url: `wss://proxy.privicore.example/socket/${connection}`,
      protocols: [],
    });
    now += 20;
    batch.push({ type: "connection-opened", connection: connectionId(connection), time: time() });
    join(connection);
  };
  const join = (connection: string) => {
    const correlationId = id("cor");
    frame(connection, "sent", {
      action: "joinChannel",
      authorizationToken: "T-4F2A90C6AA563C0BFD2420F1",
      correlationId,
    });
    now += 8 + draw() * 40;
    frame(connection, "received", {
      correlationId,
      status: 200,
      data: { channelId: id("chn"), message: "Joined." },
    });
  };
  page("d1");
  now += 40;
  for (let connection = 0; connection < connections; connection++) open(`c${connection}`, "d1");

  const pause = length / Math.max(1, frames);
  let made = 0;
  let level = 1;
  let gap = false;
  /** A dozen commands at a time that report again and again, about twenty times each. */
  const longRunning = (at: number, lane: number) => `cmd-${Math.floor(at / 240)}-${lane}-7c08-8f3a6f44a244`;
  while (made < frames) {
    // Activity comes and goes, so that the lanes have hills and valleys.
    if (draw() < 0.004) level = 0.15 + draw() * draw() * 6;
    now += (pause * 0.8) / level;
    const connection = `c${Math.floor(draw() * draw() * connections)}`;
    const lot = draw();
    if (lot < 0.02) {
      const command = id("cmd");
      batch.push({
        type: "http",
        document: documentId("d1"),
        time: time(),
        duration: 14,
        method: "POST",
        url: "https://api.privicore.example/device/configure-meta",
        status: 202,
        requestHeaders: { "X-DPT-AUTHORIZATION": "T-4F2A90C6AA563C0BFD2420F1" },
        responseHeaders: { "content-type": "application/json" },
        responseBody: JSON.stringify({ commandId: command }),
      });
      now += Math.min(pause, 30);
      frame(connection, "received", {
        data: { type: "X-DPT-CAB-ID", id: command, command_status: 1, body: null },
      });
      now += pause * (1 + draw() * 20);
      const failed = draw() < 0.05;
      frame(connection, "received", {
        data: {
          type: "X-DPT-CAB-ID",
          id: command,
          command_status: failed ? 3 : 2,
          body: failed ? "profile.not_an_owner" : null,
        },
      });
      made += 2;
    } else if (lot < 0.08) {
      const correlationId = id("cor");
      frame(connection, "sent", { action: "presence", correlationId, online: true });
      now += Math.min(pause, 10 + draw() * 30);
      frame(connection, "received", {
        correlationId,
        status: draw() < 0.02 ? 409 : 200,
        data: { message: "Noted." },
      });
      made += 2;
    } else {
      frame(connection, "received", {
        data: {
          type: "X-DPT-CAB-ID",
          id: longRunning(made, Math.floor(draw() * 12)),
          command_status: 1,
          body: "working",
        },
      });
      made++;
    }
    if (!gap && made > frames * 0.6) {
      gap = true;
      batch.push({
        type: "gap",
        time: time(),
        reason: "buffer-full",
        frames: 120,
        bytes: 54_000,
        connection: connectionId("c1"),
      });
    }
    if (batch.length >= 2000) {
      yield batch;
      batch = [];
    }
  }
  yield batch;
  return undefined;
}
