import { describe, expect, it } from "vitest";
import { connected } from "../conversation.ts";
import { rulesOf, theOnly } from "../judged.ts";

describe("join-rejected", () => {
  it("fires on an answer that is not 2xx, naming the ID, the status and the reason", () => {
    const found = theOnly(
      connected().join({ id: "j-1" }).answer({ status: 403, message: "Forbidden" }),
      "join-rejected",
    );
    expect(found.severity).toBe("error");
    expect(found.message).toContain("j-1");
    expect(found.message).toContain('status 403, saying "Forbidden"');
    expect(found.message).toContain("c1 (wss://proxy.example/)");
    expect(found.evidence).toEqual(["join", "answer"]);
  });

  it("says of 401 that the token is invalid or expired", () => {
    const { message } = theOnly(connected().join().answer({ status: 401 }), "join-rejected");
    expect(message).toContain("token is invalid or has expired");
  });

  it.each([
    ["data.message", { data: { message: "No room" } }],
    ["message", { message: "No room" }],
    ["error", { error: "No room" }],
    ["error.message", { error: { message: "No room" }, data: null }],
  ])("finds the reason in %s", (_place, envelope) => {
    const session = connected()
      .join({ id: "j-1" })
      .received({ correlationId: "j-1", status: 429, ...envelope });
    expect(theOnly(session, "join-rejected").message).toContain('saying "No room"');
  });

  it("says of a second join that the earlier subscription stays", () => {
    const { message } = theOnly(connected().joined().join().answer({ status: 409 }), "join-rejected");
    expect(message).toContain("earlier subscription of this connection stays");
  });

  it("fires on an answer without a correlation ID, too", () => {
    const session = connected().join({ id: null, nested: true }).answer({ status: 401 });
    expect(theOnly(session, "join-rejected").message).toContain("without a correlation ID");
  });

  it.each([200, 201, 204, 299])("stays silent on %i", (status) => {
    expect(rulesOf(connected().join().answer({ status }))).toEqual([]);
  });

  it("leaves an answer without a status to schema-mismatch", () => {
    expect(rulesOf(connected().join().answer({ status: undefined }))).toEqual(["schema-mismatch"]);
  });

  it("is not for a refused leave", () => {
    expect(rulesOf(connected().joined().leave().answer({ status: 403 }))).toEqual(["leave-rejected"]);
  });
});
