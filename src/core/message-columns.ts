import { type EpochMilliseconds, epochMilliseconds } from "../contract/brands.ts";
import { enlarged } from "./enlarge.ts";
import type { EventIndex, HttpRequest } from "./model.ts";

/** One message about a command or data request. */
export interface StoredMessage {
  readonly at: EpochMilliseconds;
  readonly event: EventIndex;
  /** `command_status` or `output_type` as it stood on the wire, where it was a number. */
  readonly code: number | null;
  readonly body: string | null;
  /** What the owner wants to remember besides: a small number. */
  readonly tag: number;
}

/** The messages of one command or data request: a chain through the columns. */
export interface Chain {
  first: number;
  last: number;
}

/**
 * The messages of all commands, or of all data requests, as columns chained by index: there are as many as frames, and
 * an object each would cost more than reading them.
 */
export class MessageColumns {
  #capacity = 256;
  #length = 0;
  #times = new Float64Array(this.#capacity);
  #codes = new Float64Array(this.#capacity);
  #events = new Int32Array(this.#capacity);
  #next = new Int32Array(this.#capacity);
  #tags = new Uint8Array(this.#capacity);
  readonly #bodies: (string | null)[] = [];

  /** Adds a message to the end of a chain. */
  add(
    chain: Chain,
    at: EpochMilliseconds,
    event: EventIndex,
    code: number | null,
    body: string | null,
    tag: number,
  ): void {
    const index = this.#length++;
    if (index === this.#capacity) this.#grow();
    this.#times[index] = at;
    this.#codes[index] = code ?? Number.NaN;
    this.#events[index] = event;
    this.#tags[index] = tag;
    this.#next[index] = -1;
    this.#bodies.push(body);
    if (chain.last === -1) chain.first = index;
    else this.#next[chain.last] = index;
    chain.last = index;
  }

  /** The chain's messages, oldest first. */
  read(chain: Chain): readonly StoredMessage[] {
    const messages: StoredMessage[] = [];
    for (let index = chain.first; index !== -1; index = this.#next[index] ?? -1)
      messages.push(this.#message(index));
    return messages;
  }

  /** The earlier of the chain's first message and the HTTP call behind it. */
  firstSignOfLife(chain: Chain, request: HttpRequest | null): EpochMilliseconds {
    const message = chain.first === -1 ? Number.POSITIVE_INFINITY : (this.#times[chain.first] ?? 0);
    return epochMilliseconds(Math.min(message, request?.at ?? Number.POSITIVE_INFINITY));
  }

  #message(index: number): StoredMessage {
    const code = this.#codes[index] ?? Number.NaN;
    return {
      at: epochMilliseconds(this.#times[index] ?? 0),
      event: this.#events[index] ?? -1,
      code: Number.isNaN(code) ? null : code,
      body: this.#bodies[index] ?? null,
      tag: this.#tags[index] ?? 0,
    };
  }

  #grow(): void {
    this.#capacity *= 2;
    this.#times = enlarged(this.#times, new Float64Array(this.#capacity));
    this.#codes = enlarged(this.#codes, new Float64Array(this.#capacity));
    this.#events = enlarged(this.#events, new Int32Array(this.#capacity));
    this.#next = enlarged(this.#next, new Int32Array(this.#capacity));
    this.#tags = enlarged(this.#tags, new Uint8Array(this.#capacity));
  }
}
