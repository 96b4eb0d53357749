import type { EpochMilliseconds } from "../../src/contract/brands.ts";
import type { IssuedToken } from "../../src/core/model.ts";
import { tokenValidityAt } from "../../src/core/token-validity.ts";
import { text } from "../text/english.ts";
import { formatDateTime, formatDuration } from "../text/format.ts";

/** How the token that an event used stood at the event's time. */
export function TokenThen({
  token,
  time,
}: {
  readonly token: IssuedToken;
  readonly time: EpochMilliseconds;
}) {
  const validity = tokenValidityAt(token, time);
  return <span class={`token-then is-${validity}`}>{describeToken(token, time)}</span>;
}

/** The same in words. */
export function describeToken(token: IssuedToken, time: EpochMilliseconds): string {
  const { expiresAt, revokedAt } = token;
  if (revokedAt !== null && time >= revokedAt) return text.token.revoked(formatDateTime(revokedAt));
  if (expiresAt === null) return text.token.unbounded;
  const left = expiresAt - time;
  return left > 0
    ? text.token.valid(formatDateTime(expiresAt), formatDuration(left))
    : text.token.expired(formatDateTime(expiresAt), formatDuration(-left));
}
