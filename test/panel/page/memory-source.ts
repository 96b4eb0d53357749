import type { CaptureListener, CaptureSource, CaptureStatus } from "../../../panel/live/capture-source.ts";
import type { CaptureEvent, Opcode } from "../../../src/contract/capture-event.ts";

/** A source of events that a test holds in its hands. */
export class MemorySource implements CaptureSource {
  readonly sent: { readonly connection: string; readonly opcode: Opcode; readonly payload: string }[] = [];
  #listener: CaptureListener | null = null;
  #status: CaptureStatus = { relay: "connected", documents: 1, page: "watched", limits: [] };

  start(listener: CaptureListener): () => void {
    this.#listener = listener;
    listener.status(this.#status);
    return () => {
      this.#listener = null;
    };
  }

  async send(connection: string, opcode: Opcode, payload: string): Promise<void> {
    this.sent.push({ connection, opcode, payload });
  }

  emit(events: readonly CaptureEvent[]): void {
    if (events.length > 0) this.#listener?.events(events);
  }

  setStatus(status: Partial<CaptureStatus>): void {
    this.#status = { ...this.#status, ...status };
    this.#listener?.status(this.#status);
  }
}
