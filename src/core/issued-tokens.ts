import { type EpochMilliseconds, epochMilliseconds } from "../contract/brands.ts";
import type { ApiCallMeaning } from "../protocol/meaning.ts";
import type { IssuedToken } from "./model.ts";

type MutableToken = { -readonly [Key in keyof IssuedToken]: IssuedToken[Key] };

/** The tokens that authentication calls gave, with their expiry, so that a page's use of an expired one can be told. */
export class IssuedTokens {
  readonly all: MutableToken[] = [];
  readonly #byToken = new Map<string, MutableToken>();

  callAnswered(meaning: ApiCallMeaning, time: EpochMilliseconds, status: number): void {
    if (status < 200 || status >= 300) return;
    const expiresAt = meaning.expiresAt === null ? null : epochMilliseconds(meaning.expiresAt);
    if (meaning.issuedToken !== null) {
      const token = { token: meaning.issuedToken, issuedAt: time, expiresAt, revokedAt: null };
      this.all.push(token);
      this.#byToken.set(token.token, token);
    } else if (meaning.token !== null && meaning.purpose === "token") {
      const used = this.#byToken.get(meaning.token);
      if (used === undefined) return;
      if (meaning.endpoint.includes("revoke")) used.revokedAt = time;
      else if (expiresAt !== null) used.expiresAt = expiresAt;
    }
  }
}
