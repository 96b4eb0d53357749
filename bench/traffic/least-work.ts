import type { FrameEvent } from "../../src/contract/capture-event.ts";

/** The fields that any reader of this traffic has to look at. */
interface Message {
  readonly correlationId?: string;
  readonly data?: { readonly id?: string };
}

/**
 * The least that an engine must do with a conversation, written the plain way: parse each payload, keep its event, remember for each
 * ID which frame brought it, and look that up when the ID comes again. It decodes, pairs, times and judges nothing.
 */
export class LeastWork {
  readonly #events: FrameEvent[] = [];
  readonly #frameOfId = new Map<string, number>();
  /** Frames whose ID had come before. */
  paired = 0;

  take(event: FrameEvent): void {
    const message: Message = JSON.parse(event.payload);
    const frame = this.#events.push(event) - 1;
    const id = message.correlationId ?? message.data?.id;
    if (id === undefined) return;
    if (this.#frameOfId.get(id) === undefined) this.#frameOfId.set(id, frame);
    else this.paired++;
  }

  /** How many frames it keeps. */
  get frames(): number {
    return this.#events.length;
  }
}
