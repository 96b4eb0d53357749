import { describe, expect, it } from "vitest";
import { epochMilliseconds } from "../../../src/contract/brands.ts";
import { IssuedTokens } from "../../../src/core/issued-tokens.ts";
import type { ApiCallMeaning } from "../../../src/protocol/meaning.ts";

const call = (fields: Partial<ApiCallMeaning>): ApiCallMeaning => ({
  kind: "api-call",
  system: "privicore",
  purpose: "authentication",
  endpoint: "/access-token/authenticate",
  commandId: null,
  requestId: null,
  polledStatus: null,
  token: null,
  issuedToken: null,
  expiresAt: null,
  problems: [],
  ...fields,
});
const given = call({ issuedToken: "T-1", expiresAt: 9_000 });
const at = epochMilliseconds;

/** What is known after these calls, each with its status, a second apart. */
function tokensAfter(...calls: readonly (readonly [ApiCallMeaning, number])[]) {
  const tokens = new IssuedTokens();
  for (const [index, [meaning, status]] of calls.entries())
    tokens.callAnswered(meaning, at((index + 1) * 1_000), status);
  return tokens.all;
}

describe("the tokens that calls gave", () => {
  it.each([200, 201, 299])("are known from an answer with status %i", (status) => {
    expect(tokensAfter([given, status])).toEqual([
      { token: "T-1", issuedAt: 1_000, expiresAt: 9_000, revokedAt: null },
    ]);
  });

  it.each([199, 300, 302, 401, 500])("are none from an answer with status %i", (status) => {
    expect(tokensAfter([given, status])).toEqual([]);
  });

  it("last for ever where no expiry was told", () => {
    expect(tokensAfter([call({ issuedToken: "T-1" }), 200])).toMatchObject([
      { token: "T-1", expiresAt: null },
    ]);
  });

  it("end when they are revoked, and keep their expiry", () => {
    const revoke = call({ purpose: "token", endpoint: "/access-token/revoke", token: "T-1" });
    expect(tokensAfter([given, 200], [revoke, 200])).toMatchObject([{ expiresAt: 9_000, revokedAt: 2_000 }]);
  });

  it("expire when a call about them says so, and as before where it says nothing", () => {
    const prolong = call({
      purpose: "token",
      endpoint: "/access-token/prolong",
      token: "T-1",
      expiresAt: 20_000,
    });
    const look = call({ purpose: "token", endpoint: "/access-token/look", token: "T-1" });
    expect(tokensAfter([given, 200], [prolong, 200], [look, 200])).toMatchObject([
      { expiresAt: 20_000, revokedAt: null },
    ]);
  });

  it("are untouched by a refused revocation, by that of another, and by calls that only carry them", () => {
    const revoke = (token: string | null) =>
      call({ purpose: "token", endpoint: "/access-token/revoke", token, expiresAt: 20_000 });
    const carrying = call({
      purpose: "command",
      endpoint: "/device/revoke",
      token: "T-1",
      expiresAt: 20_000,
    });
    const calls = [
      [given, 200],
      [revoke("T-1"), 403],
      [revoke("T-2"), 200],
      [revoke(null), 200],
      [carrying, 202],
    ] as const;
    expect(tokensAfter(...calls)).toEqual([
      { token: "T-1", issuedAt: 1_000, expiresAt: 9_000, revokedAt: null },
    ]);
  });

  it("are each meant by their latest giving", () => {
    const revoke = call({ purpose: "token", endpoint: "/access-token/revoke", token: "T-1" });
    expect(tokensAfter([given, 200], [given, 200], [revoke, 200]).map(({ revokedAt }) => revokedAt)).toEqual([
      null,
      3_000,
    ]);
  });
});
