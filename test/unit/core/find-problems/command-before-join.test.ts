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
    ["before the connection had left", connected().gap().joined().left()],
    ["of a connection that is closed", connected().joined().cut("received").close(1006)],
    ["of a socket that speaks otherwise", connected().connect("c2").received({ tick: 1 }).cut("received")],
    ["of another page", connected().document("d2").connect("c2").cut("received").in("d1")],
    ["from before the page began", connected().gap().document("d2")],
    ["of another page, of which a gap tells", connected().gap(3, { document: "d2" })],
  ])("fires where frames are missing %s", (_which, told) => {
    expect(rulesOf(told.command("cmd-1"))).toContain("command-before-join");
  });

  it.each([
    ["of its page", connected().gap(3, { document: "d1" })],
    ["of a connection that may be Privicore's", connected().cut("received")],
    ["of a connection that never appears", connected().gap(1, { connection: "c9" })],
    ["after the connection had left", connected().joined().left().gap()],
    ["after the connection was closed", connected().joined().close(1006).gap()],
    ["while the leave waits for its answer", connected().joined().leave().cut("received")],
    ["before any connection appears", conversation().document().gap()],
    ["of any page, as the call's own is not known", connected().gap(3, { connection: "c1" }).in(null)],
  ])("stays silent where frames are missing %s", (_which, told) => {
    expect(rulesOf(told.command("cmd-1"))).not.toContain("command-before-join");
  });

  it("fires on a data request whose 202 has a command ID, too, unless its data has come", () => {
    const responseHeaders = { "x-dpt-cab-request-id": "req-1", "x-dpt-cab-id": "cmd-1" };
    const told = connected().requestData("req-1", { responseHeaders });
    expect(theOnly(told, "command-before-join").message).toContain("command ID cmd-1");
    expect(told.session().commands).toEqual([]);
    const overtaken = connected()
      .joined()
      .requestData("req-1", { responseHeaders, duration: 100 })
      .download("req-1", 0, "text")
      .left()
      .wait(200);
    for (const correct of [connected().joined().requestData("req-1", { responseHeaders }), overtaken])
      expect(rulesOf(correct)).toEqual([]);
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
    ["on a data request without a command ID", conversation().document().requestData("req-1")],
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
