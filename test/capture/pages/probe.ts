/**
 * Runs inside the panel's document: the panel's own end of the capture, and counts over what it delivers, so that a test
 * of a million bytes need not carry them all over the driver.
 */
import type { CaptureStatus } from "../../../panel/live/capture-source.ts";
import { createLiveCapture } from "../../../panel/live/live-capture.ts";
import { connectionId } from "../../../src/contract/brands.ts";
import type { CaptureEvent } from "../../../src/contract/capture-event.ts";
import type { ProbeSummary } from "../panel-probe.ts";

export interface Probe {
  readonly events: CaptureEvent[];
  readonly status: CaptureStatus | null;
  summary(): ProbeSummary;
  send(connection: string, opcode: "text" | "binary", payload: string): Promise<string | null>;
  stop(): void;
}

declare global {
  interface Window {
    probe: Probe;
  }
}

export function start(): Probe {
  const events: CaptureEvent[] = [];
  let status: CaptureStatus | null = null;
  const source = createLiveCapture();
  if (source === null) throw new TypeError("Expected to run inside DevTools");
  const stop = source.start({
    events: (batch) => {
      for (const event of batch) events.push(event);
    },
    status: (now) => {
      status = now;
    },
  });

  return {
    events,
    get status() {
      return status;
    },
    summary: () => summarise(events, status),
    send: (connection, opcode, payload) =>
      source.send(connectionId(connection), opcode, payload).then(
        () => null,
        (error: unknown) => String(error),
      ),
    stop,
  };
}

function summarise(events: readonly CaptureEvent[], status: CaptureStatus | null): ProbeSummary {
  const byType: Record<string, number> = {};
  const counters = new Map<string, number>();
  let sent = 0;
  let received = 0;
  let frameBytes = 0;
  let gapFrames = 0;
  let gapBytes = 0;
  let disorder: string | null = null;
  for (const event of events) {
    byType[event.type] = (byType[event.type] ?? 0) + 1;
    if (event.type === "gap") {
      gapFrames += event.frames ?? 0;
      gapBytes += event.bytes ?? 0;
      counters.clear();
    }
    if (event.type !== "frame") continue;
    frameBytes += event.size ?? 0;
    if (event.direction === "sent") sent++;
    else received++;
    const number = /^\d+(?= )/.exec(event.payload);
    if (number === null) continue;
    const key = `${event.connection} ${event.direction}`;
    const previous = counters.get(key);
    if (previous !== undefined && Number(number[0]) !== previous + 1)
      disorder ??= `${key}: ${number[0]} after ${previous}`;
    counters.set(key, Number(number[0]));
  }
  return {
    events: events.length,
    byType,
    sent,
    received,
    frameBytes,
    gapFrames,
    gapBytes,
    disorder,
    relay: status?.relay ?? "none",
    documents: status?.documents ?? 0,
  };
}
