import type { EpochMilliseconds } from "../contract/brands.ts";
import type { FrameMeaning, HttpMeaning } from "../protocol/meaning.ts";
import type { IssuedToken } from "./model.ts";

/** How a token stood at a time; `unbounded` where no expiry was given. */
export type TokenValidity = "valid" | "unbounded" | "expired" | "revoked";

/** How a token that was given stood at `time` (milliseconds since the epoch). */
export function tokenValidityAt(token: IssuedToken, time: EpochMilliseconds): TokenValidity {
  if (token.revokedAt !== null && time >= token.revokedAt) return "revoked";
  if (token.expiresAt === null) return "unbounded";
  return time >= token.expiresAt ? "expired" : "valid";
}

/**
 * The token that a frame or call used or was given, as an authentication call of this session gave it; null where it has none,
 * or where its giving was not seen.
 */
export function tokenOf(
  meaning: FrameMeaning | HttpMeaning | null,
  tokens: readonly IssuedToken[],
): IssuedToken | null {
  if (meaning === null) return null;
  const issued = "issuedToken" in meaning ? meaning.issuedToken : null;
  const value = issued ?? ("token" in meaning ? meaning.token : null);
  return value === null ? null : (tokens.findLast((known) => known.token === value) ?? null);
}
