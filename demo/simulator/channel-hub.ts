import type { Clock } from "./clock.ts";

/** A connection that can join: it gets its profile's messages while joined. */
export interface Subscriber {
  /** Sends a text on the connection. */
  deliver(text: string): void;
  /** Ends the connection without a closing handshake. */
  drop(): void;
}

interface Buffered {
  readonly text: string;
  readonly at: number;
}

const bufferedMessages = 50;

/** Who has joined which profile's channel, and what waits for a join. */
export class ChannelHub {
  readonly #clock: Clock;
  readonly #keepFor: number;
  readonly #joined = new Map<string, Set<Subscriber>>();
  readonly #buffered = new Map<string, Buffered[]>();

  /** `keepFor`: how long a message waits for a join, in milliseconds. */
  constructor(clock: Clock, keepFor: number) {
    this.#clock = clock;
    this.#keepFor = keepFor;
  }

  /** Joins, and delivers what waited. */
  join(profile: string, subscriber: Subscriber): void {
    const joined = this.#joined.get(profile) ?? new Set();
    joined.add(subscriber);
    this.#joined.set(profile, joined);
    for (const { text } of this.#fresh(profile)) subscriber.deliver(text);
    this.#buffered.delete(profile);
  }

  leave(profile: string, subscriber: Subscriber): void {
    this.#joined.get(profile)?.delete(subscriber);
  }

  /** Sends to all who joined this profile's channel, or keeps the message for a short while where nobody has. */
  publish(profile: string, text: string): void {
    const joined = this.#joined.get(profile);
    if (joined === undefined || joined.size === 0) {
      const waiting = [...this.#fresh(profile), { text, at: this.#clock.now() }];
      this.#buffered.set(profile, waiting.slice(-bufferedMessages));
      return;
    }
    for (const subscriber of joined) subscriber.deliver(text);
  }

  /** Drops every connection that joined this profile's channel. */
  drop(profile: string): void {
    for (const subscriber of this.#joined.get(profile) ?? []) subscriber.drop();
  }

  #fresh(profile: string): readonly Buffered[] {
    const oldest = this.#clock.now() - this.#keepFor;
    return (this.#buffered.get(profile) ?? []).filter(({ at }) => at >= oldest);
  }
}
