import { describe, expect, it } from "vitest";
import { connected, conversation } from "../conversation.ts";
import { rulesOf, theOnly } from "../judged.ts";

describe("command-before-join", () => {
  it("fires on a 202 while nothing is joined, naming the command, the call and when", () => {
    const found = theOnly(
      connected().command("cmd-1").joined().commandStatus("cmd-1", 2),
      "command-before-join",
    );
    expect(found.severity).toBe("warning");
    expect(found.message).toContain("POST https://api.example/device/approve-device");
    expect(found.message).toContain("command ID cmd-1 at 10:00:00.035");
    expect(found.evidence).toEqual(["http"]);
  });

  it.each([
    ["while joining", connected().join().command("cmd-1").answer()],
    [
      "on a public key that is registered with a token",
      connected().command("cmd-1", { url: "/public-key/register-public-key" }),
    ],
    ["after leaving", connected().joined().left().command("cmd-1")],
    ["after the connection was lost", connected().joined().close(1006).command("cmd-1")],
    ["while only another document is joined", connected().joined().document("d2").command("cmd-1")],
    ["in a page without any connection", conversation().document().command("cmd-1")],
  ])("fires %s", (_when, told) => {
    expect(rulesOf(told)).toContain("command-before-join");
  });

  it.each([
    ["while joined", connected().joined().command("cmd-1").commandStatus("cmd-1", 2)],
    [
      "where the join is accepted while the call is under way",
      connected().join().command("cmd-1", { duration: 100 }).answer().commandStatus("cmd-1", 2).wait(200),
    ],
    ["while a second join is under way", connected().joined({ as: "a" }).join().command("cmd-1").answer()],
    [
      "where the outcome overtook the 202, and the page has left since",
      connected().joined().command("cmd-1", { duration: 100 }).commandStatus("cmd-1", 2).left().wait(200),
    ],
    [
      "where failure overtook the 202, and the page has left since",
      connected().joined().command("cmd-1", { duration: 100 }).commandStatus("cmd-1", 3).left().wait(200),
    ],
    [
      "on registering a profile, which has no channel yet",
      conversation().document().command("cmd-1", { url: "/profile/register-profile", requestHeaders: {} }),
    ],
    [
      "on a new profile's first public key",
      conversation()
        .document()
        .command("cmd-1", { url: "/public-key/register-public-key", requestHeaders: {} }),
    ],
    [
      "on a status poll",
      conversation().document().call({ url: "/request-status/cmd-1", status: 202, responseBody: '"cmd-1"' }),
    ],
    ["on a data request", conversation().document().requestData("req-1")],
    [
      "where the call's document is not known, and some connection is joined",
      connected().joined().command("cmd-1", { document: null }),
    ],
    [
      "where the connection's document is not known",
      conversation().in(null).connect().joined().in("d1").command("cmd-1"),
    ],
    ["where the connection's beginning was not captured", conversation().on("c1").joined().command("cmd-1")],
    ["where a join may be among frames that are missing", connected().gap().command("cmd-1")],
  ])("stays silent %s", (_when, told) => {
    expect(rulesOf(told)).not.toContain("command-before-join");
  });
});
