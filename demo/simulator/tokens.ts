import type { Clock } from "./clock.ts";
import type { Identifiers } from "./identifiers.ts";

/** An authorization token. Its profile's messages go to every connection that joined with it. */
export interface Token {
  readonly token: string;
  readonly profile: string;
  /** Milliseconds since the Unix epoch. */
  readonly expiresAt: number;
}

export type TokenRefusal = "missing" | "unknown" | "expired" | "revoked";

export type TokenVerdict =
  | { readonly valid: true; readonly token: Token }
  | { readonly valid: false; readonly reason: TokenRefusal };

/** The tokens that were given out. */
export class Tokens {
  readonly #clock: Clock;
  readonly #identifiers: Identifiers;
  readonly #issued = new Map<string, Token>();
  readonly #revoked = new Set<string>();

  constructor(clock: Clock, identifiers: Identifiers) {
    this.#clock = clock;
    this.#identifiers = identifiers;
  }

  /** Gives a token out for so many milliseconds. */
  issue(profile: string, lifetime: number): Token {
    const token = {
      token: this.#identifiers.authorizationToken(),
      profile,
      expiresAt: this.#clock.now() + lifetime,
    };
    this.#issued.set(token.token, token);
    return token;
  }

  revoke(token: string): void {
    this.#revoked.add(token);
  }

  judge(token: string | null): TokenVerdict {
    if (token === null || token === "") return { valid: false, reason: "missing" };
    const issued = this.#issued.get(token);
    if (issued === undefined) return { valid: false, reason: "unknown" };
    if (this.#revoked.has(token)) return { valid: false, reason: "revoked" };
    if (issued.expiresAt <= this.#clock.now()) return { valid: false, reason: "expired" };
    return { valid: true, token: issued };
  }
}

/** A refusal's reason in words, as the socket says it. */
export const tokenRefusals: Readonly<Record<TokenRefusal, string>> = {
  missing: "authorizationToken is required.",
  unknown: "Authorization token is invalid.",
  expired: "Authorization token has expired.",
  revoked: "Authorization token has been revoked.",
};
