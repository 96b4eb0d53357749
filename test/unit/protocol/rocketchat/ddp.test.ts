import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../src/protocol/meaning.ts";
import { rocketchat } from "../../../../src/protocol/rocketchat/index.ts";

const { socket } = rocketchat;
if (socket === null) throw new TypeError("Expected Rocket.Chat to have a socket protocol, got none");
const frame = (message: JsonObject) => socket.decode(message, "sent");

describe("whose a DDP connection is", () => {
  it.each<[string, JsonObject]>([
    ["a join", { msg: "method", method: "joinRoom", id: "1", params: ["R"] }],
    ["a leave", { msg: "method", method: "leaveRoom", id: "1", params: ["R"] }],
    [
      "a subscription of a stream",
      { msg: "sub", id: "1", name: "stream-room-messages", params: ["R", false] },
    ],
    ["a push of a stream", { msg: "changed", collection: "stream-notify-user", id: "id", fields: {} }],
  ])("is Rocket.Chat's by %s", (_what, message) => {
    expect(socket.recognises(message)).toBe(true);
  });

  it.each<[string, JsonObject]>([
    ["any Meteor application's greeting", { msg: "connect", version: "1", support: ["1"] }],
    [
      "any Meteor application's login",
      { msg: "method", method: "login", id: "1", params: [{ resume: "t" }] },
    ],
    ["another's method", { msg: "method", method: "tasks.insert", id: "1", params: [] }],
    ["another's publication", { msg: "sub", id: "1", name: "tasks", params: [] }],
    ["a heartbeat", { msg: "ping" }],
    ["a result", { msg: "result", id: "1" }],
    ["JSON-RPC", { jsonrpc: "2.0", id: 1, method: "joinRoom" }],
    ["a chat message called msg", { msg: "joinRoom" }],
    ["a method without a name", { msg: "method", method: {} }],
    ["Privicore's join", { action: "joinChannel", data: {} }],
  ])("is not told by %s", (_what, message) => {
    expect(socket.recognises(message)).toBe(false);
  });

  it("is told through SockJS too", () => {
    const join = JSON.stringify([
      JSON.stringify({ msg: "method", method: "joinRoom", id: "1", params: ["R"] }),
    ]);
    expect(socket.recognisesText?.(join)).toBe(true);
    expect(socket.recognisesText?.(`a${join}`)).toBe(true);
    for (const other of [
      "o",
      "h",
      '["x"]',
      'a["{"]',
      "[1]",
      '["{}",1]',
      "a[",
      JSON.stringify(['{"msg":"ping"}']),
    ])
      expect(socket.recognisesText?.(other)).toBe(false);
  });
});

describe("DDP messages", () => {
  it.each<[string, JsonObject, object]>([
    [
      "a join with its code",
      { msg: "method", method: "joinRoom", id: "99", params: ["R", "1234"] },
      {
        kind: "action",
        act: "join",
        name: "joinRoom",
        correlationId: "99",
        channelId: "R",
        known: true,
        problems: [],
      },
    ],
    [
      "a leave",
      { msg: "method", method: "leaveRoom", id: "11", params: ["R"] },
      { kind: "action", act: "leave", correlationId: "11", channelId: "R" },
    ],
    [
      "a join without a room",
      { msg: "method", method: "joinRoom", id: "1", params: [] },
      {
        act: "join",
        channelId: null,
        problems: [{ path: "params.0", expected: "a room ID", got: "nothing" }],
      },
    ],
    [
      "a login with a token",
      { msg: "method", method: "login", id: "1", params: [{ resume: "TOKEN" }] },
      { act: "other", token: "TOKEN", known: true },
    ],
    [
      "a method of nobody's",
      { msg: "method", method: "x", id: "1", params: ["R"] },
      { act: "other", known: false, channelId: null },
    ],
    [
      "a subscription of a room",
      { msg: "sub", id: "s1", name: "stream-room-messages", params: ["R", false] },
      { kind: "action", act: "other", name: "sub stream-room-messages", correlationId: "s1", channelId: "R" },
    ],
    [
      "a subscription of a room's event",
      { msg: "sub", id: "s1", name: "stream-notify-room", params: ["R/typing", false] },
      { channelId: "R" },
    ],
    [
      "a subscription of all rooms",
      { msg: "sub", id: "s1", name: "stream-room-messages", params: ["__my_messages__", false] },
      { channelId: null },
    ],
    [
      "a success",
      { msg: "result", id: "99", result: true },
      { kind: "answer", correlationId: "99", ok: true, message: null },
    ],
    [
      "a success without a result",
      { msg: "result", id: "11" },
      { kind: "answer", correlationId: "11", ok: true },
    ],
    [
      "a refusal",
      {
        msg: "result",
        id: "99",
        error: {
          error: "error-not-allowed",
          reason: "Not allowed",
          message: "Not allowed [error-not-allowed]",
        },
      },
      { kind: "answer", ok: false, status: null, message: "Not allowed" },
    ],
    [
      "a refusal with a number",
      { msg: "result", id: "99", error: { error: 403, reason: "User not found" } },
      { ok: false, status: 403, message: "User not found" },
    ],
    [
      "a subscription's success",
      { msg: "ready", subs: ["s1"] },
      { kind: "answer", correlationId: "s1", ok: true },
    ],
    [
      "a subscription's refusal",
      { msg: "nosub", id: "s1", error: { error: "not-allowed" } },
      { kind: "answer", correlationId: "s1", ok: false, message: "not-allowed", onlyIfPending: true },
    ],
    [
      "a subscription's refusal or end",
      { msg: "nosub", id: "s1" },
      { kind: "answer", correlationId: "s1", ok: false, onlyIfPending: true },
    ],
    ["a heartbeat", { msg: "ping", id: "x" }, { kind: "note", name: "ping" }],
    ["a greeting", { msg: "connect", version: "1", support: ["1"] }, { kind: "note", name: "connect" }],
    ["an old server's greeting", { server_id: "0" }, { kind: "note", name: "server_id" }],
    ["the end of a method's writes", { msg: "updated", methods: ["99"] }, { kind: "note", name: "updated" }],
    [
      "a message in a room",
      { msg: "changed", collection: "stream-room-messages", id: "id", fields: { eventName: "R", args: [] } },
      { kind: "note", name: "changed", channelId: "R" },
    ],
    ["a subscription's end", { msg: "unsub", id: "s1" }, { kind: "note", name: "unsub" }],
    ["a message that is in no document", { msg: "surprise" }, { kind: "unknown-message", type: "surprise" }],
    ["an object without a name", { a: 1 }, { kind: "unknown-message", type: null }],
  ])("reads %s", (_what, message, meaning) => {
    expect(frame(message)).toMatchObject(meaning);
  });

  it.each([
    ["o", { kind: "note", name: "open" }],
    ["h", { kind: "note", name: "heartbeat" }],
    ['c[3000,"Go away!"]', { kind: "note", name: "close" }],
    ['a["{\\"msg\\":\\"result\\",\\"id\\":\\"7\\"}"]', { kind: "answer", correlationId: "7" }],
    [
      'a["{\\"msg\\":\\"updated\\",\\"methods\\":[]}","{\\"msg\\":\\"result\\",\\"id\\":\\"7\\"}"]',
      { kind: "answer" },
    ],
    ['a["{\\"msg\\":\\"ping\\"}"]', { kind: "note", name: "ping" }],
    ['a["no"]', { kind: "malformed" }],
    ["[]", { kind: "malformed" }],
    ["rubbish", { kind: "malformed" }],
    ["", { kind: "malformed" }],
  ])("reads the SockJS frame %s", (text, meaning) => {
    expect(socket.decodeText?.(text, "received")).toMatchObject(meaning);
  });
});
