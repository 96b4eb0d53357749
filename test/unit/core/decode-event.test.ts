import { describe, expect, it, vi } from "vitest";
import { connectionId, epochMilliseconds } from "../../../src/contract/brands.ts";
import type { FrameEvent, HttpEvent } from "../../../src/contract/capture-event.ts";
import { bodyIn, decodeEvent, decodeFrame, decodeHttp, frameSize } from "../../../src/core/decode-event.ts";
import { connected, token } from "./conversation.ts";
import { single } from "./judged.ts";

const frame = (payload: string, more: Partial<FrameEvent> = {}): FrameEvent => ({
  type: "frame",
  connection: connectionId("c1"),
  time: epochMilliseconds(0),
  direction: "received",
  opcode: "text",
  payload,
  ...more,
});
const http = (more: Partial<HttpEvent>): HttpEvent => ({
  type: "http",
  document: null,
  time: epochMilliseconds(0),
  method: "POST",
  url: "https://api.example/device/approve-device?x=1#y",
  ...more,
});
const privicore = single(connected().joined().session().connections);
const stranger = single(connected().sent({ hello: 1 }).session().connections);
const status = '{"data":{"type":"X-DPT-CAB-ID","id":"c","command_status":2,"body":"done"}}';

describe("why a frame cannot be read", () => {
  const reason = (payload: string) => {
    const meaning = decodeFrame(null, payload, "received");
    return meaning.kind === "malformed" ? meaning.reason : meaning.kind;
  };

  it.each([
    ["", "empty, not JSON"],
    [" \r\n\t", "empty, not JSON"],
    ["null", "JSON, but null, not an object"],
    ["[1]", "JSON, but an array, not an object"],
    ["17", "JSON, but a number, not an object"],
    ['"text"', "JSON, but a string, not an object"],
    ['{"a":', "not JSON: it is cut short"],
    ['{"a":1 "b"}', "not JSON: it breaks at character 7"],
  ])("is told of %j without quoting it", (payload, words) => {
    expect(reason(payload)).toBe(words);
  });

  it.each([
    [
      "JSON.parse: expected ',' at line 12 column 345 of the JSON data",
      "not JSON: it breaks at line 12, column 345",
    ],
    ["JSON.parse: unexpected end of data at line 1 column 5 of the JSON data", "not JSON: it is cut short"],
    ["in words of its own", "not JSON"],
  ])("is told also by Firefox, and by an engine that says %j", (words, told) => {
    const parse = vi.spyOn(JSON, "parse").mockImplementation(() => {
      throw new SyntaxError(words);
    });
    try {
      expect(reason("{x")).toBe(told);
    } finally {
      parse.mockRestore();
    }
  });
});

describe("an event that is decoded again", () => {
  it("means what it meant on a connection of its system, and nothing on a stranger's or none", () => {
    expect(decodeEvent(frame(status), privicore)).toMatchObject({ kind: "command-status", id: "c" });
    expect(decodeEvent(frame(status), stranger)).toBeNull();
    expect(decodeEvent(frame(status), null)).toBeNull();
  });

  it("means nothing where it is binary, was cut, or is no message", () => {
    expect(decodeEvent(frame(status, { opcode: "binary" }), privicore)).toBeNull();
    expect(decodeEvent(frame(status, { truncated: true }), privicore)).toBeNull();
    expect(decodeEvent(frame(status, { truncated: false }), privicore)).not.toBeNull();
    const close = {
      type: "connection-closed",
      connection: connectionId("c1"),
      time: epochMilliseconds(0),
    } as const;
    expect(decodeEvent(close, privicore)).toBeNull();
  });

  it("is a call of a protocol by its address and headers, in whatever case they are written", () => {
    const call = http({
      status: 202,
      requestHeaders: { "x-DPT-authorization": token },
      responseBody: '"cmd"',
    });
    expect(decodeEvent(call, null)).toMatchObject({ kind: "api-call", commandId: "cmd", token });
    expect(decodeEvent(http({ url: "https://other.example/" }), null)).toBeNull();
  });
});

describe("the body of a message", () => {
  it.each([
    [status, "done"],
    [
      '{"data":{"type":"X-DPT-CAB-REQUEST-ID","id":"r","data_context":"x","output_type":1,"body":"data"}}',
      "data",
    ],
    ['{"data":{"type":"STREAM-READY","id":"r","streamUrl":"https://h/s"}}', "https://h/s"],
    ['{"correlationId":"a","status":200,"data":{"message":"m"}}', null],
  ])("of %s is %s", (payload, body) => {
    const meaning = decodeEvent(frame(payload), privicore);
    expect(meaning).not.toBeNull();
    expect(bodyIn(meaning)).toBe(body);
  });

  it("is none where there is no meaning", () => {
    expect(bodyIn(null)).toBeNull();
  });
});

describe("a size in bytes", () => {
  it.each([
    ["as the event says", frame("é", { size: 99 }), 99],
    ["of a text in UTF-8", frame("é😀"), 6],
    ["of nothing", frame(""), 0],
    ["of base64 without padding", frame("AAEC", { opcode: "binary" }), 3],
    ["of base64 with one character of padding", frame("AAE=", { opcode: "binary" }), 2],
    ["of base64 with two", frame("AA==", { opcode: "binary" }), 1],
  ] as const)("is that %s", (_what, event, size) => {
    expect(frameSize(event)).toBe(size);
  });

  it("of a call is that of its answer's body", () => {
    expect(decodeHttp(http({ responseBody: "é" })).size).toBe(2);
    expect(decodeHttp(http({ responseBody: null })).size).toBe(0);
    expect(decodeHttp(http({})).size).toBe(0);
  });
});

describe("a call's label", () => {
  it.each([
    ["https://api.example/device/approve-device?x=1#y", "POST /device/approve-device"],
    ["/relative?x=1\n#y", "POST /relative"],
    ["/relative#y?x", "POST /relative"],
  ])("of %j is its method and path", (url, label) => {
    expect(decodeHttp(http({ url })).label).toBe(label);
  });
});
