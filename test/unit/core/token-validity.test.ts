import { describe, expect, it } from "vitest";
import { epochMilliseconds } from "../../../src/contract/brands.ts";
import type { IssuedToken } from "../../../src/core/model.ts";
import { tokenOf, tokenValidityAt } from "../../../src/core/token-validity.ts";
import { decodePrivicoreFrame } from "../../../src/protocol/privicore/decode-frame.ts";

const given = (changes: Partial<IssuedToken> = {}): IssuedToken => ({
  token: "T-1",
  issuedAt: epochMilliseconds(1000),
  expiresAt: epochMilliseconds(5000),
  revokedAt: null,
  ...changes,
});

describe("a token's validity", () => {
  it.each([
    ["valid before its expiry", given(), 4999, "valid"],
    ["expired from its expiry on", given(), 5000, "expired"],
    ["unbounded where no expiry was given", given({ expiresAt: null }), 1e15, "unbounded"],
    ["valid until it was revoked", given({ revokedAt: epochMilliseconds(3000) }), 2999, "valid"],
    ["revoked from then on", given({ revokedAt: epochMilliseconds(3000) }), 6000, "revoked"],
  ] as const)("is %s", (_what, token, time, validity) => {
    expect(tokenValidityAt(token, epochMilliseconds(time))).toBe(validity);
  });
});

describe("the token of a frame", () => {
  const join = decodePrivicoreFrame(
    { action: "joinChannel", authorizationToken: "T-1", correlationId: "i" },
    "sent",
  );

  it("is the latest that was given with its value", () => {
    const renewed = given({ expiresAt: epochMilliseconds(9000) });
    expect(tokenOf(join, [given(), renewed, given({ token: "T-2" })])).toBe(renewed);
  });

  it("is unknown where its giving was not seen, and where there is none", () => {
    expect(tokenOf(join, [given({ token: "T-2" })])).toBeNull();
    expect(tokenOf({ kind: "malformed", reason: "not JSON" }, [given()])).toBeNull();
    expect(tokenOf(null, [given()])).toBeNull();
  });
});
