import { describe, expect, it } from "vitest";
import { connected, conversation } from "../conversation.ts";
import { rulesOf, theOnly } from "../judged.ts";

const lost = () => connected().joined().close(1006);

describe("reconnect-without-rejoin", () => {
  it("fires 5 s after a new connection opened that has sent no join, naming both and when", () => {
    const found = theOnly(lost().wait(1000).connect("c2").wait(5001), "reconnect-without-rejoin");
    expect(found.severity).toBe("warning");
    expect(found.message).toContain("c2 (wss://proxy.example/) opened at 10:00:01.060, after c1");
    expect(found.message).toContain("5 s later");
    expect(found.evidence).toEqual(["connection-opened"]);
    expect(found.connection).toBe("c2");
  });

  it("fires after a connection that was closed while joined, and if the join comes after all", () => {
    const session = connected().joined().close(1000).connect("c2").wait(5001).joined();
    expect(rulesOf(session)).toEqual(["closed-without-leave", "reconnect-without-rejoin"]);
  });

  it("fires where the new connection speaks, but does not join", () => {
    const session = lost().connect("c2").wait(3000).commandStatus("cmd-1", 1).wait(2500);
    expect(rulesOf(session)).toContain("reconnect-without-rejoin");
  });

  it("fires where what is missing was received: no join can have been in it", () => {
    const told = () => lost().connect("c2").commandStatus("cmd-1", 1);
    expect(rulesOf(told().cut("received").wait(9000))).toContain("reconnect-without-rejoin");
    expect(rulesOf(told().cut("sent").wait(9000))).not.toContain("reconnect-without-rejoin");
  });

  it.each([
    ["the join is sent exactly 5 s later", lost().connect("c2").wait(5000).joined().wait(9000)],
    ["the join is sent and refused", lost().connect("c2").join().answer({ status: 401 }).wait(9000)],
    ["5 s have not passed by the end", lost().connect("c2").wait(5000)],
    ["the new connection is to another URL", lost().connect("c2", "wss://other.example/").wait(9000)],
    ["the new connection is in another document", lost().document("d2").connect("c2").wait(9000)],
    ["the new connection closes before that", lost().connect("c2").wait(100).close().wait(9000)],
    [
      "it opened before the first one ended",
      connected().connect("c2").on("c1").joined().close(1006).wait(9000),
    ],
    ["the first one had left", connected().joined().left().close().connect("c2").wait(9000)],
    [
      "the first one never joined",
      connected().join().answer({ status: 401 }).close().connect("c2").wait(9000),
    ],
    ["a join may be among frames that are missing", lost().connect("c2").gap().wait(9000)],
    ["the latest of several had left", lost().connect("c2").joined().left().close().connect("c3").wait(9000)],
  ])("stays silent where %s", (_when, told) => {
    expect(rulesOf(told)).not.toContain("reconnect-without-rejoin");
  });

  it("stays silent on connections of another system", () => {
    const room = { msg: "method", method: "joinRoom", params: ["ROOM"], id: "1" };
    const session = connected()
      .sent(room)
      .received({ msg: "result", id: "1" })
      .close(1006)
      .connect("c2")
      .wait(9000);
    expect(rulesOf(session)).toEqual([]);
  });

  it("stays silent where the capture does not know the connections' URLs", () => {
    const session = conversation().on("c1").opens().joined().close(1006).on("c2").opens().wait(9000);
    expect(rulesOf(session)).toEqual(["connection-lost"]);
  });
});
