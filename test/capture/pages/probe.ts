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
    /** Absent until one is started. */
    probe: Probe;
  }
}

export function start(): Probe {
  // A probe that was started before on the same panel is done.
  window.probe?.stop();
  const events: CaptureEvent[] = [];
  const counts = new Counts();
  let status: CaptureStatus | null = null;
  const source = createLiveCapture();
  if (source === null) throw new TypeError("Expected to run inside DevTools");
  const stop = source.start({
    events: (batch) => {
      for (const event of batch) {
        events.push(event);
        counts.add(event);
      }
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
    summary: () => ({
      ...counts.now(),
      events: events.length,
      relay: status?.relay ?? "none",
      documents: status?.documents ?? 0,
    }),
    send: (connection, opcode, payload) =>
      source.send(connectionId(connection), opcode, payload).then(
        () => null,
        (error: unknown) => String(error),
      ),
    stop,
  };
}

/** Counts as the events come: a test asks many times while hundreds of thousands of them do. */
class Counts {
  readonly #byType: Record<string, number> = {};
  /** The last number of each connection and direction. */
  readonly #last = new Map<string, number>();
  #sent = 0;
  #received = 0;
  #frameBytes = 0;
  #gapFrames = 0;
  #gapBytes = 0;
  #disorder: string | null = null;

  add(event: CaptureEvent): void {
    this.#byType[event.type] = (this.#byType[event.type] ?? 0) + 1;
    if (event.type === "gap") {
      this.#gapFrames += event.frames ?? 0;
      this.#gapBytes += event.bytes ?? 0;
      this.#last.clear();
    }
    if (event.type !== "frame") return;
    this.#frameBytes += event.size ?? 0;
    if (event.direction === "sent") this.#sent++;
    else this.#received++;
    const number = /^\d+(?= )/.exec(event.payload);
    if (number === null) return;
    const key = `${event.connection} ${event.direction}`;
    const previous = this.#last.get(key);
    if (previous !== undefined && Number(number[0]) !== previous + 1)
      this.#disorder ??= `${key}: ${number[0]} after ${previous}`;
    this.#last.set(key, Number(number[0]));
  }

  now() {
    return {
      byType: this.#byType,
      sent: this.#sent,
      received: this.#received,
      frameBytes: this.#frameBytes,
      gapFrames: this.#gapFrames,
      gapBytes: this.#gapBytes,
      disorder: this.#disorder,
    };
  }
}
