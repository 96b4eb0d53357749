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

  it.each<[JsonObject, object]>([
    [
      { msg: "method", id: 7, params: [""] },
      {
        kind: "action",
        act: "other",
        name: "method",
        correlationId: "7",
        token: null,
        channelId: null,
        known: false,
        problems: [{ path: "method", expected: "a method's name", got: "nothing" }],
      },
    ],
    [
      { msg: "method", method: "leaveRoom", id: "1", params: [""] },
      {
        kind: "action",
        act: "leave",
        name: "leaveRoom",
        correlationId: "1",
        token: null,
        channelId: null,
        known: true,
        problems: [{ path: "params.0", expected: "a room ID", got: '""' }],
      },
    ],
    [
      { msg: "method", method: "joinRoom", id: "1", params: [{ rid: "x".repeat(100) }] },
      {
        kind: "action",
        act: "join",
        name: "joinRoom",
        correlationId: "1",
        token: null,
        channelId: null,
        known: true,
        problems: [{ path: "params.0", expected: "a room ID", got: `{"rid":"${"x".repeat(72)}` }],
      },
    ],
    [
      { msg: "method", method: "sendMessage", id: "1", params: [{ resume: "no login" }] },
      {
        kind: "action",
        act: "other",
        name: "sendMessage",
        correlationId: "1",
        token: null,
        channelId: null,
        known: true,
        problems: [],
      },
    ],
    [
      { msg: "method", method: "login", id: "1" },
      {
        kind: "action",
        act: "other",
        name: "login",
        correlationId: "1",
        token: null,
        channelId: null,
        known: true,
        problems: [],
      },
    ],
    [
      { msg: "sub", id: "s", name: "stream-notify-user", params: ["u/message"] },
      {
        kind: "action",
        act: "other",
        name: "sub stream-notify-user",
        correlationId: "s",
        token: null,
        channelId: null,
        known: true,
        problems: [],
      },
    ],
    [
      { msg: "sub", id: "s", name: "stream-notify-room", params: [7] },
      {
        kind: "action",
        act: "other",
        name: "sub stream-notify-room",
        correlationId: "s",
        token: null,
        channelId: null,
        known: true,
        problems: [],
      },
    ],
    [
      { msg: "sub", id: "s", name: "tasks" },
      {
        kind: "action",
        act: "other",
        name: "sub tasks",
        correlationId: "s",
        token: null,
        channelId: null,
        known: false,
        problems: [],
      },
    ],
    [
      { msg: "sub", id: "s", name: null, params: ["R"] },
      {
        kind: "action",
        act: "other",
        name: "sub",
        correlationId: "s",
        token: null,
        channelId: null,
        known: false,
        problems: [{ path: "name", expected: "a publication's name", got: "null" }],
      },
    ],
    [
      { msg: "ready", subs: [] },
      { kind: "note", name: "ready", channelId: null },
    ],
    [{ msg: "ready" }, { kind: "note", name: "ready", channelId: null }],
    [
      { msg: "result", id: "9", error: null },
      {
        kind: "answer",
        correlationId: "9",
        status: null,
        ok: true,
        channelId: null,
        message: null,
        problems: [],
      },
    ],
    [
      { msg: "result", id: "9", error: { error: 500, message: "Broken [500]" } },
      {
        kind: "answer",
        correlationId: "9",
        status: 500,
        ok: false,
        channelId: null,
        message: "Broken [500]",
        problems: [],
      },
    ],
    [
      { msg: "result", id: "9", error: "broken" },
      {
        kind: "answer",
        correlationId: "9",
        status: null,
        ok: false,
        channelId: null,
        message: "broken",
        problems: [],
      },
    ],
    [
      { msg: "changed", collection: "stream-notify-room", fields: { eventName: "R/typing" } },
      { kind: "note", name: "changed", channelId: "R" },
    ],
    [
      { msg: "changed", collection: "stream-notify-user", fields: { eventName: "u/message" } },
      { kind: "note", name: "changed", channelId: null },
    ],
    [
      { msg: "changed", collection: "stream-room-messages" },
      { kind: "note", name: "changed", channelId: null },
    ],
    [
      { msg: "changed", collection: "stream-room-messages", fields: {} },
      { kind: "note", name: "changed", channelId: null },
    ],
    [{ msg: "surprise" }, { kind: "unknown-message", type: "surprise", problems: [] }],
    [{ a: 1 }, { kind: "unknown-message", type: null, problems: [] }],
  ])("reads no more and no less in %j", (message, meaning) => {
    expect(frame(message)).toEqual(meaning);
  });

  it.each([
    "unsub",
    "connect",
    "connected",
    "failed",
    "ping",
    "pong",
    "updated",
    "added",
    "addedBefore",
    "movedBefore",
    "removed",
    "error",
  ])("passes over %s as a note", (name) => {
    expect(frame({ msg: name })).toEqual({ kind: "note", name, channelId: null });
  });

  it.each([
    ['{"msg":"method", "method" : "login"}', true],
    ['["{\\"msg\\":\\"method\\",\\"method\\" : \\"login\\"}"]', true],
    ['{"msg":"method","method":"loginAsGuest"}', false],
    ['{"msg":"method","method":"sendMessage","params":["login"]}', false],
    ['{"msg":"ping"}', false],
  ])("knows whether %s is a login, whose secrets have names of their own", (payload, login) => {
    expect(socket.secretKeys?.(payload) ?? null).toEqual(login ? new Set(["resume", "digest"]) : null);
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
    ['a["no"]', { kind: "malformed", reason: "a SockJS frame of no DDP message" }],
    ['a["no","{\\"msg\\":\\"ping\\"}"]', { kind: "malformed" }],
    ["[]", { kind: "malformed", reason: "neither a DDP message nor a SockJS frame" }],
    ['["{}",1]', { kind: "malformed", reason: "neither a DDP message nor a SockJS frame" }],
    ['["{}"', { kind: "malformed", reason: "neither a DDP message nor a SockJS frame" }],
    ['x["{}"]', { kind: "malformed", reason: "neither a DDP message nor a SockJS frame" }],
    ["xc[1]", { kind: "malformed", reason: "neither a DDP message nor a SockJS frame" }],
    ["c[1]x", { kind: "malformed", reason: "neither a DDP message nor a SockJS frame" }],
    ["rubbish", { kind: "malformed" }],
    ["", { kind: "malformed" }],
  ])("reads the SockJS frame %s", (text, meaning) => {
    expect(socket.decodeText?.(text, "received")).toMatchObject(meaning);
  });
});
