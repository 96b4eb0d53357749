import { describe, expect, it } from "vitest";
import { connected } from "../conversation.ts";
import { rulesOf, theOnly } from "../judged.ts";

const accepted = () => connected().joined().command("cmd-1");

describe("command-unanswered", () => {
  it("fires once 30 s have passed since the 202, naming the command, the call and when", () => {
    const found = theOnly(accepted().wait(30_006), "command-unanswered");
    expect(found.severity).toBe("error");
    expect(found.message).toContain("POST https://api.example/device/approve-device");
    expect(found.message).toContain("command ID cmd-1 at 10:00:00.055");
    expect(found.message).toContain("no status message followed within 30 s");
    expect(found.evidence).toEqual(["http"]);
  });

  it("fires where only pending came", () => {
    const found = theOnly(accepted().commandStatus("cmd-1", 1).wait(30_000), "command-unanswered");
    expect(found.message).toContain("neither success nor failure");
    expect(found.evidence).toEqual(["http", "command-status"]);
    expect(found.connection).toBe("c1");
  });

  it("fires even if the outcome comes later", () => {
    const session = accepted().wait(31_000).commandStatus("cmd-1", 2).session();
    expect(rulesOf(session)).toEqual(["command-unanswered"]);
    expect(session.commands[0]?.outcome).toBe("success");
  });

  it("takes the time-out that it is given", () => {
    expect(rulesOf(accepted().wait(1100).session({ commandTimeout: 1000 }))).toEqual(["command-unanswered"]);
  });

  it.each([
    ["success comes at exactly 30 s", accepted().wait(30_005).commandStatus("cmd-1", 2)],
    [
      "the status came before the HTTP answer was complete",
      connected().joined().command("cmd-1", { duration: 500 }).commandStatus("cmd-1", 2).wait(40_000),
    ],
    ["30 s have not passed by the end", accepted().wait(30_005)],
    [
      "a poll says that it succeeded",
      accepted()
        .call({
          method: "GET",
          url: "/utility/request-command-id-status/cmd-1",
          responseBody: '{"command_status":2}',
        })
        .wait(40_000),
    ],
    ["frames are missing that may have brought it", accepted().gap().wait(40_000)],
    ["the answer is not 202", connected().joined().command("cmd-1", { status: 200 }).wait(40_000)],
    ["no call was seen, only its status", connected().joined().commandStatus("cmd-1", 1).wait(40_000)],
  ])("stays silent where %s", (_when, told) => {
    expect(rulesOf(told)).toEqual([]);
  });

  it.each([
    ["a socket that speaks otherwise", accepted().connect("c2").received({ tick: 1 }).cut("received")],
    [
      "such a socket that was not seen to be created",
      accepted().on("c2").received({ tick: 1 }).cut("received"),
    ],
    [
      "a socket whose frames are all cut, and begin otherwise",
      accepted().connect("c2").cut("received", '{"tick":1,"da'),
    ],
    ["the page's own sending", accepted().cut("sent")],
    [
      "another page, whose own socket lost nothing",
      accepted().document("d2").connect("c2").joined().cut("received"),
    ],
    ["another page, of which a gap tells", accepted().gap(3, { document: "d2" })],
  ])("fires where frames are missing of %s", (_whose, told) => {
    expect(rulesOf(told.wait(40_000))).toContain("command-unanswered");
  });

  it.each([
    ["its own connection", accepted().cut("received")],
    ["a connection that may be Privicore's", accepted().connect("c2").cut("received")],
    [
      "a connection that speaks otherwise, and begins one like Privicore",
      accepted().connect("c2").received({ tick: 1 }).cut("received", '{"data":{"type":"X-DPT-CAB-ID","bo'),
    ],
    ["a connection that never appears", accepted().gap(1, { connection: "c9" })],
    [
      "another page, as its own had not joined",
      connected().joined().document("d2").command("cmd-1").in("d1").on("c1").cut("received"),
    ],
  ])("stays silent where frames are missing of %s", (_whose, told) => {
    expect(rulesOf(told.wait(40_000))).not.toContain("command-unanswered");
  });

  it("stays silent on failure, which has its own rule", () => {
    expect(rulesOf(accepted().commandStatus("cmd-1", 3).wait(40_000))).toEqual(["command-failed"]);
  });
});
