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
});
