import type { ConnectionId } from "../../src/contract/brands.ts";
import type { CaptureEvent, Opcode } from "../../src/contract/capture-event.ts";

/** How the live capture is doing, for the status bar and empty states. */
export interface CaptureStatus {
  /** `connected`: the relay to the page is up, whether or not a page has spoken. */
  readonly relay: "connecting" | "connected" | "reconnecting";
  /** Page documents that have a hook and have announced themselves. A page does so with its first socket or worker. */
  readonly documents: number;
  /** Whether the page in the tab is watched, silent or not; `unknown` while nobody has said. */
  readonly page: "unknown" | "unwatched" | "watched";
  /** What cannot be seen here, each a sentence for the person: `This page started Web Workers, …`. */
  readonly limits: readonly string[];
}

export interface CaptureListener {
  /** Events in their true order per connection, parsed and checked. Never empty. */
  events(batch: readonly CaptureEvent[]): void;
  status(status: CaptureStatus): void;
  /** A document's buffer has been emptied: what its sockets did until now is known. Only a source of sockets alone says so. */
  caughtUp?(): void;
  /** Everything so far is over; what comes next stands on these events. Only a source that follows another panel says so. */
  restarted?(seeds: readonly CaptureEvent[]): void;
}

/** Where live events come from: the real relay in the extension, an in-memory stand-in in tests. */
export interface CaptureSource {
  /** Starts delivering what the pages' buffers still hold and then what comes; the result stops it. */
  start(listener: CaptureListener): () => void;
  /** Sends a frame by hand on a live connection; rejects with a readable reason. Binary payloads are base64. */
  send(connection: ConnectionId, opcode: Opcode, payload: string): Promise<void>;
}
