import { describe, expect, it } from "vitest";
import { type Conversation, connected, conversation } from "./conversation.ts";
import { exchangesOf, rulesOf, single, statesOf } from "./judged.ts";

const systemOf = (told: Conversation) => single(told.session().connections).system;

describe("a connection is Privicore's", () => {
  it.each<[string, Conversation]>([
    ["joinChannel", connected().sent({ action: "joinChannel" })],
    ["leaveChannel", connected().sent({ action: "leaveChannel" })],
    ["a command status", connected().commandStatus("c", 1)],
    ["a data download", connected().download("r", 0)],
    ["STREAM-READY", connected().streamReady("r")],
    [
      "a type of Privicore's own that is in no document",
      connected().received({ data: { type: "X-DPT-NEW" } }),
    ],
    ["white space before the frame", connected().text("sent", ' \r\n\t{"action":"joinChannel"}')],
    [
      "fields in any order",
      connected().text("sent", '{"correlationId":"a","data":{},"action":"joinChannel"}'),
    ],
  ])("by %s", (_what, told) => {
    expect(systemOf(told)).toBe("privicore");
  });
});

describe("a connection stays unjudged", () => {
  it.each<[string, Conversation]>([
    ["another action", connected().sent({ action: "subscribe", channelId: "x" })],
    ["an answer's bare envelope", connected().received({ correlationId: "a", status: 401, data: {} })],
    ["a type that only resembles one", connected().received({ data: { type: "x-dpt-cab-id" } })],
    ["the type outside data", connected().received({ type: "X-DPT-CAB-ID", id: "c", command_status: 3 })],
    ["an action inside data", connected().sent({ data: { action: "joinChannel" } })],
    ["an array of actions", connected().sent([{ action: "joinChannel" }])],
    [
      "frames that are no JSON",
      connected().text("received", "joinChannel").text("sent", '{"action":"joinChannel"'),
    ],
    ["a binary frame", connected().binary("sent", btoa('{"action":"joinChannel"}'))],
    [
      "a frame that the capture has cut",
      connected().text("sent", '{"action":"joinChannel"}', { truncated: true }),
    ],
  ])("that only carries %s", (_what, told) => {
    told.close(1006);
    expect(systemOf(told)).toBeNull();
    expect(rulesOf(told)).toEqual([]);
    expect(exchangesOf(told)).toEqual([]);
  });
});

describe("frames before the first recognised one", () => {
  it("are judged once it comes, each at its own time", () => {
    const told = connected()
      .action("syncProfile", { id: "s" })
      .wait(30)
      .answer({ id: "s" })
      .text("received", "oops")
      .joined();
    const session = told.session();
    expect(exchangesOf(session)).toEqual(["syncProfile ok correlation-id", "joinChannel ok correlation-id"]);
    expect(session.exchanges[0]?.latency).toBe(30);
    expect(rulesOf(session)).toEqual(["unknown-message-type", "malformed-frame"]);
    expect(session.findings[1]?.at).toBe(session.log.time(5));
  });

  it("time out as they would have", () => {
    const told = connected().action("syncProfile", { id: "s" }).wait(12_000).answer({ id: "s" }).join();
    expect(exchangesOf(told)).toEqual(["syncProfile ok correlation-id late", "joinChannel pending"]);
  });

  it("are judged by the state that the channel had then", () => {
    expect(statesOf(connected().action("syncProfile").joined({ as: "A" }))).toEqual([
      "not-joined",
      "joining",
      "joined A",
    ]);
  });
});

describe("a connection of another system", () => {
  const call = (id: string, method = "joinRoom") => ({ msg: "method", method, id, params: ["ROOM"] });
  const answer = (id: string, more: object = {}) => ({ msg: "result", id, ...more });

  it("pairs its exchanges, but Privicore's rules say nothing of it", () => {
    const told = connected()
      .sent(call("1"))
      .received(answer("1", { error: { error: 401, reason: "Not allowed" } }))
      .sent(call("1"))
      .received(answer("1"))
      .received(answer("1"))
      .received(answer("nobody"))
      .sent(call("2", "unheardOf"))
      .sent({ msg: "method", method: "leaveRoom" })
      .text("received", "no JSON")
      .received({ msg: "unheardOf" })
      .wait(20_000)
      .sent(call("3"))
      .close(1006);
    expect(systemOf(told)).toBe("rocketchat");
    expect(exchangesOf(told).slice(0, 2)).toEqual([
      "joinRoom rejected correlation-id",
      "joinRoom ok correlation-id duplicate",
    ]);
    expect(statesOf(told)).toEqual([]);
    expect(rulesOf(told)).toEqual([]);
  });

  it.each<[string, Conversation]>([
    ["leaves what it never joined", connected().sent(call("1", "leaveRoom")).received(answer("1"))],
    [
      "is refused a leave",
      connected()
        .sent(call("1", "leaveRoom"))
        .received(answer("1", { error: { error: 500 } })),
    ],
    ["closes while joined", connected().sent(call("1")).received(answer("1")).close(1000)],
    ["joins twice", connected().sent(call("1")).received(answer("1")).sent(call("2")).received(answer("2"))],
    ["is answered slowly", connected().sent(call("1")).wait(5000).received(answer("1"))],
    [
      "sends its own token unencrypted",
      conversation()
        .document()
        .connect("c1", "ws://chat.example/")
        .sent(call("1"))
        .received(answer("1"))
        .sent({ msg: "method", method: "login", id: "2", params: [{ resume: "TOKEN" }] })
        .received(answer("2")),
    ],
  ])("%s, and no rule of Privicore's is told", (_what, told) => {
    expect(systemOf(told)).toBe("rocketchat");
    expect(rulesOf(told)).toEqual([]);
  });

  it("lets a message that only settles what is pending fall where nothing is", () => {
    const told = connected().sent(call("1")).received({ msg: "nosub", id: "9" });
    expect(exchangesOf(told)).toEqual(["joinRoom pending"]);
  });
});
