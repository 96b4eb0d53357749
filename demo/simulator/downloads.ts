/** Payloads that wait to be fetched, each by a token that works once. */
export class Downloads {
  readonly #waiting = new Map<string, Buffer>();
  readonly #spent = new Set<string>();

  offer(token: string, payload: Buffer): void {
    this.#waiting.set(token, payload);
  }

  /** The payload; `spent` where its token was used before, `unknown` where there never was one. */
  take(token: string): Buffer | "spent" | "unknown" {
    const payload = this.#waiting.get(token);
    if (payload === undefined) return this.#spent.has(token) ? "spent" : "unknown";
    this.#waiting.delete(token);
    this.#spent.add(token);
    return payload;
  }
}
