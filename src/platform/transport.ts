/** One end of a two-way channel of messages, whatever carries it. */
export interface Transport {
  /** Sends a message. One that is sent after the end is lost, as one in flight is. */
  postMessage(message: unknown): void;
  /** Calls `listener` with every message from the other end; the result stops it. */
  addListener(listener: (message: unknown) => void): () => void;
  /** Calls `listener` once when the other end has gone; the result stops it. Not called after an own {@link close}. */
  onClosed(listener: () => void): () => void;
  close(): void;
}
