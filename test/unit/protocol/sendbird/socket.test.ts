import { describe, expect, it } from "vitest";
import { sendbird } from "../../../../src/protocol/sendbird/index.ts";

const { socket } = sendbird;
if (socket?.decodeText === undefined || socket.recognisesText === undefined)
  throw new TypeError("Expected Sendbird's socket to read text, got no such part");
const { decodeText, recognisesText } = socket;

describe("whose a socket with command words is", () => {
  it.each([
    'LOGI{"key":"k","user_id":"ada"}',
    'MESG{"channel_url":"c","message":"hi","req_id":"1"}\n',
    'PING{"id":1,"active":1,"req_id":"2"}',
    'PONG{"sts":1}\nMESG{"channel_url":"c"}\n',
  ])("is Sendbird's by %s", (text) => {
    expect(recognisesText(text)).toBe(true);
  });

  it.each([
    "PING",
    "PING {}",
    "MESG",
    'mesg{"a":1}',
    'ABCD{"a":1}',
    "MESG{",
    "MESG{]",
    'XMESG{"a":1}',
    ' MESG{"a":1}',
    'hello MESG{"a":1}',
    '{"MESG":{}}',
    "",
    "42[]",
  ])("is not told by %s", (text) => {
    expect(recognisesText(text)).toBe(false);
  });

  it("is never told by bare JSON", () => {
    expect(socket.recognises({ req_id: "1", code: "MESG" })).toBe(false);
  });
});

describe("Sendbird's commands", () => {
  it.each<["sent" | "received", string, object]>([
    [
      "sent",
      'ENTR{"channel_url":"open_1","req_id":"7"}\n',
      { kind: "action", act: "join", name: "ENTR", correlationId: "7", channelId: "open_1", problems: [] },
    ],
    [
      "sent",
      'EXIT{"channel_url":"open_1","req_id":"8"}',
      { kind: "action", act: "leave", correlationId: "8" },
    ],
    ["sent", 'ENTR{"req_id":"7"}', { act: "join", channelId: null, problems: [{ path: "channel_url" }] }],
    [
      "sent",
      'MESG{"channel_url":"c","req_id":"9"}',
      { kind: "action", act: "other", correlationId: "9", channelId: "c" },
    ],
    ["sent", 'LOGI{"token":"T","req_id":"1"}', { kind: "action", act: "other", token: "T" }],
    ["sent", 'PING{"id":1,"req_id":"3"}', { kind: "note", name: "PING" }],
    ["sent", 'TPST{"channel_url":"c","req_id":"3"}', { kind: "note", name: "TPST", channelId: "c" }],
    [
      "received",
      'ENTR{"channel_url":"open_1","req_id":"7"}',
      { kind: "answer", correlationId: "7", ok: true, onlyIfPending: true },
    ],
    [
      "received",
      'EROR{"message":"Channel is frozen.","code":900100,"error":true,"req_id":"7"}',
      { kind: "answer", correlationId: "7", ok: false, status: 900100, message: "Channel is frozen." },
    ],
    ["received", 'MESG{"channel_url":"c","message":"hi"}', { kind: "note", name: "MESG", channelId: "c" }],
    ["received", 'MESG{"channel_url":"c","req_id":""}', { kind: "note", name: "MESG" }],
    ["received", 'LOGI{"key":"k","user_id":"ada"}', { kind: "note", name: "LOGI" }],
    ["received", 'SYEV{"channel_url":"c","cat":10000}', { kind: "note", name: "SYEV", channelId: "c" }],
    ["received", 'PONG{"sts":1}\n\nMESG{"req_id":"9"}\n', { kind: "answer", correlationId: "9" }],
    ["received", "PONG", { kind: "note", name: "PONG" }],
    ["received", 'NEWS{"a":1}', { kind: "unknown-message", type: "NEWS" }],
    ["received", "MESG{broken", { kind: "malformed", reason: "what follows MESG is no JSON object" }],
    ["received", '{"a":1', { kind: "malformed" }],
    ["received", "", { kind: "malformed", reason: "an empty frame" }],
  ])("reads %s %s", (direction, text, meaning) => {
    expect(decodeText(text, direction)).toMatchObject(meaning);
  });

  it.each<["sent" | "received", string, object]>([
    [
      "sent",
      'LOGI{"token":"T","req_id":"1"}',
      {
        kind: "action",
        act: "other",
        name: "LOGI",
        correlationId: "1",
        token: "T",
        channelId: null,
        known: true,
        problems: [],
      },
    ],
    [
      "sent",
      'MESG{"token":"no login","req_id":2}',
      {
        kind: "action",
        act: "other",
        name: "MESG",
        correlationId: "2",
        token: null,
        channelId: null,
        known: true,
        problems: [],
      },
    ],
    [
      "sent",
      'EXIT {"channel_url":""}',
      {
        kind: "action",
        act: "leave",
        name: "EXIT",
        correlationId: null,
        token: null,
        channelId: null,
        known: true,
        problems: [{ path: "channel_url", expected: "a channel's URL", got: '""' }],
      },
    ],
    [
      "sent",
      "ENTR",
      {
        kind: "action",
        act: "join",
        name: "ENTR",
        correlationId: null,
        token: null,
        channelId: null,
        known: true,
        problems: [{ path: "channel_url", expected: "a channel's URL", got: "nothing" }],
      },
    ],
    ["sent", 'EROR{"req_id":"7"}', { kind: "note", name: "EROR", channelId: null }],
    ["received", 'PING{"req_id":"7"}', { kind: "note", name: "PING", channelId: null }],
    [
      "received",
      'READ{"channel_url":"c","req_id":"7","code":1,"message":"m"}',
      {
        kind: "answer",
        correlationId: "7",
        status: null,
        ok: true,
        channelId: "c",
        message: null,
        problems: [],
        onlyIfPending: true,
      },
    ],
    [
      "received",
      'MESG{"req_id":"7","error":true,"code":900020,"message":"Muted."}',
      {
        kind: "answer",
        correlationId: "7",
        status: 900020,
        ok: false,
        channelId: null,
        message: "Muted.",
        problems: [],
        onlyIfPending: true,
      },
    ],
    [
      "received",
      'EROR{"req_id":"7","code":"900020","channel_url":"c"}',
      {
        kind: "answer",
        correlationId: "7",
        status: null,
        ok: false,
        channelId: "c",
        message: null,
        problems: [],
        onlyIfPending: true,
      },
    ],
    ["received", " \n \nPONG", { kind: "note", name: "PONG", channelId: null }],
    ["received", " \n ", { kind: "malformed", reason: "an empty frame" }],
    ["received", 'NEWS{"a":1}', { kind: "unknown-message", type: "NEWS", problems: [] }],
    [
      "received",
      'mesg{"a":1}',
      { kind: "malformed", reason: "no command word of four capitals before the JSON" },
    ],
  ])("reads no more and no less in %s %j", (direction, text, meaning) => {
    expect(decodeText(text, direction)).toEqual(meaning);
  });

  it("are never bare JSON", () => {
    expect(socket.decode({ req_id: "1" }, "received")).toEqual({
      kind: "unknown-message",
      type: null,
      problems: [],
    });
  });
});
