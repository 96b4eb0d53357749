import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../src/protocol/meaning.ts";
import {
  decodePrivicoreFrame,
  recognisesPrivicore,
  recognisesPrivicoreBeginning,
} from "../../../../src/protocol/privicore/decode-frame.ts";

const sent = (message: JsonObject) => decodePrivicoreFrame(message, "sent");
const received = (message: JsonObject) => decodePrivicoreFrame(message, "received");

describe("an action", () => {
  it.each<[string, JsonObject]>([
    ["flat [P]", { action: "joinChannel", authorizationToken: "T", correlationId: "a" }],
    ["nested", { action: "joinChannel", data: { authorizationToken: "T", correlationId: "a" } }],
    ["half and half", { action: "joinChannel", correlationId: "a", data: { authorizationToken: "T" } }],
    [
      "nested beside nulls",
      {
        action: "joinChannel",
        correlationId: null,
        authorizationToken: "",
        data: { authorizationToken: "T", correlationId: "a" },
      },
    ],
  ])("is read %s", (_shape, message) => {
    expect(sent(message)).toEqual({
      kind: "action",
      act: "join",
      name: "joinChannel",
      correlationId: "a",
      token: "T",
      channelId: null,
      known: true,
      problems: [],
    });
  });

  it("is read from [G], which gives a leave its channel only", () => {
    expect(sent({ action: "leaveChannel", data: { channelId: "chn-1" } })).toMatchObject({
      act: "leave",
      correlationId: null,
      token: null,
      channelId: "chn-1",
      problems: [],
    });
  });

  it.each(["syncProfile", "JoinChannel", "", "__proto__"])(
    "named %j is kept as one that is not known",
    (name) => {
      expect(sent({ action: name, correlationId: "a", data: [1] })).toMatchObject({
        kind: "action",
        act: "other",
        name,
        correlationId: "a",
        known: false,
        problems: [],
      });
    },
  );

  it("prefers what stands beside the action", () => {
    const both = { action: "joinChannel", correlationId: "out", data: { correlationId: "in" } };
    expect(sent(both)).toMatchObject({ correlationId: "out" });
  });
});

describe("an answer", () => {
  it.each<[string, JsonObject, object]>([
    [
      "[P]",
      { correlationId: "a", status: 200, data: { channelId: "c", message: "Joined." } },
      { correlationId: "a", status: 200, ok: true, channelId: "c", message: "Joined." },
    ],
    [
      "[G]",
      { status: 200, data: { channelId: "c" } },
      { correlationId: null, status: 200, ok: true, channelId: "c", message: null },
    ],
    [
      "a refusal with its reason in data",
      { correlationId: "a", status: 401, data: { message: "No." } },
      { ok: false, message: "No." },
    ],
    [
      "a refusal with its reason in message",
      { correlationId: "a", status: 401, message: "No." },
      { ok: false, message: "No." },
    ],
    [
      "a refusal with its reason in error",
      { correlationId: "a", status: 401, error: "No." },
      { ok: false, message: "No." },
    ],
    [
      "a refusal with its reason in error.message",
      { correlationId: "a", status: 401, error: { message: "No." } },
      { message: "No." },
    ],
    [
      "a refusal with its reason in data.error",
      { correlationId: "a", status: 401, data: { error: "No." } },
      { message: "No." },
    ],
    [
      "a refusal without a reason",
      { correlationId: "a", status: 503, data: null },
      { ok: false, status: 503, message: null },
    ],
    ["a bare status", { status: 204 }, { ok: true, status: 204, channelId: null }],
    [
      "an answer that repeats its action",
      { action: "joinChannel", correlationId: "a", status: 200, data: {} },
      { ok: true },
    ],
  ])("is read: %s", (_what, message, meaning) => {
    expect(received(message)).toMatchObject({ kind: "answer", problems: [], ...meaning });
  });

  it.each<[string, JsonObject, object]>([
    ["a status of text", { status: "409" }, { status: 409, ok: false }],
    ["a status of other text", { status: "ok" }, { status: null, ok: false }],
    ["no status", { correlationId: "a" }, { status: null, ok: false }],
    ["an ID that is an object", { correlationId: {}, status: 200 }, { correlationId: null, ok: true }],
  ])("is read as far as it goes: %s", (_what, message, meaning) => {
    const read = received(message);
    expect(read).toMatchObject({ kind: "answer", ...meaning });
    expect("problems" in read && read.problems.length).toBe(1);
  });
});

it.each<JsonObject>([
  { correlationId: "a", status: 200, data: { type: "profile" } },
  { status: 200, data: { channelId: "c", type: "profile" } },
  { status: "200", type: "answer", data: { channelId: "c" } },
  { status: "ok", data: { message: "Joined." } },
])("an answer is one whatever else it holds: %j", (message) => {
  expect(received(message).kind).toBe("answer");
});

describe("the beginning of a message that was cut", () => {
  it.each([
    '{"data":{"body":"AAAA","type":"X-DPT-CAB',
    '{"id":1,"data":{"type": "STREAM-READY","re',
    '{"authorizationToken":"T-1","action":"joinChannel"',
  ])("is Privicore's: %s", (beginning) => {
    expect(recognisesPrivicoreBeginning(beginning)).toBe(true);
  });

  it.each(["", "{", '{"dat', ' { "data" : ', '{"data":{"body":"AAAA'])("may be: %s", (beginning) => {
    expect(recognisesPrivicoreBeginning(beginning)).toBe(null);
  });

  it.each(["x", "[", '{"tick":1', '{"database":', '{"data":{"type":"ticks","bo', '{"action":"subscribe","'])(
    "is another system's: %s",
    (beginning) => {
      expect(recognisesPrivicoreBeginning(beginning)).toBe(false);
    },
  );
});

describe("a message on the channel", () => {
  it.each([
    [1, "pending"],
    [2, "success"],
    [3, "failed"],
  ])("tells that a command's status is %i: %s", (command_status, status) => {
    const data = { type: "X-DPT-CAB-ID", id: "c", command_status, body: "why" };
    expect(received({ data })).toMatchObject({
      kind: "command-status",
      id: "c",
      status,
      statusCode: command_status,
      body: "why",
      problems: [],
    });
  });

  it.each([0, 4, -1, 1.5, 1e308, "2", true, null, undefined, {}])(
    "with %j for a command's status is not as documented",
    (command_status) => {
      const read = received({ data: { type: "X-DPT-CAB-ID", id: "c", command_status } });
      expect(read).toMatchObject({ kind: "command-status", id: "c", status: null });
      expect("problems" in read && read.problems.map(({ path }) => path)).toEqual(["data.command_status"]);
    },
  );

  it.each([
    [0, "text", "message"],
    [0, "https://files.example/", "message"],
    [0, null, "message"],
    [1, "https://files.example/?auth=x", "link"],
    [1, "HTTP://files.example/", "link"],
    [1, "q83vEjRWeJCrze8S", "stream"],
    [1, null, "stream"],
    [2, "text", null],
  ])("with output type %j and body %j delivers: %s", (output_type, body, delivery) => {
    const data = { type: "X-DPT-CAB-REQUEST-ID", id: "r", output_type, body };
    expect(received({ data })).toMatchObject({ kind: "data-download", id: "r", delivery, body });
  });

  it.each([
    ["id", { id: "r" }],
    ["requestId", { requestId: "r" }],
    ["requestId beside an empty id", { id: "", requestId: "r" }],
  ])("says that a stream is ready, its request in %s", (_where, fields) => {
    expect(received({ data: { type: "STREAM-READY", ...fields } })).toMatchObject({
      kind: "stream-ready",
      id: "r",
      problems: [],
    });
  });

  it.each<[string, JsonObject, string | null]>([
    ["another type", { data: { type: "HEARTBEAT" } }, "HEARTBEAT"],
    ["no type", { data: {} }, null],
    ["a type that is no text", { data: { type: 7 } }, null],
    ["no data", {}, null],
    [
      "another type, with the status of whatever it tells",
      { status: "info", data: { type: "TELEMETRY" } },
      "TELEMETRY",
    ],
    ["another type, with a number for status", { status: 1, data: { type: "X-DPT-NEW" } }, "X-DPT-NEW"],
    ["another type, with an empty ID", { correlationId: null, data: { type: "TELEMETRY" } }, "TELEMETRY"],
    ["no type in its data, but one beside a status", { type: "keepalive", status: "ok" }, null],
    ["an action, echoed", { action: "joinChannel", correlationId: "a" }, "joinChannel"],
  ])("of %s is kept as unknown", (_what, message, type) => {
    expect(received(message)).toEqual({ kind: "unknown-message", type, problems: [] });
  });
});

const problemsOf = (read: ReturnType<typeof received>) => ("problems" in read ? read.problems : null);

describe("a frame that is not as documented says where, what was expected and what was got", () => {
  const oneOf = "one of 1, 2, 3";
  it.each<[unknown, string]>([
    [undefined, "nothing"],
    [null, "null"],
    [4, "number 4"],
    [true, "boolean true"],
    [[1], "an array"],
    [{}, "an object"],
    ["", "an empty string"],
    ["2", "a string"],
  ])("of a status %j", (command_status, got) => {
    const read = received({ data: { type: "X-DPT-CAB-ID", id: "c", command_status, body: null } });
    expect(problemsOf(read)).toEqual([{ path: "data.command_status", expected: oneOf, got }]);
  });

  it.each<[string, "sent" | "received", JsonObject, readonly [string, string, string][]]>([
    [
      "an action",
      "sent",
      { action: "joinChannel", correlationId: 7, authorizationToken: [], channelId: {} },
      [
        ["authorizationToken", "a string", "an array"],
        ["correlationId", "a string", "number 7"],
        ["channelId", "a string", "an object"],
      ],
    ],
    [
      "an action's data",
      "sent",
      { action: "leaveChannel", data: { channelId: false } },
      [["data.channelId", "a string", "boolean false"]],
    ],
    [
      "an action's token, which is not told",
      "sent",
      { action: "joinChannel", authorizationToken: 48151, data: { authorizationToken: true } },
      [
        ["authorizationToken", "a string", "a number"],
        ["data.authorizationToken", "a string", "a boolean"],
      ],
    ],
    [
      "an action whose data are no object",
      "sent",
      { action: "joinChannel", data: "x" },
      [["data", "an object", "a string"]],
    ],
    ["an action without a name", "sent", { action: null }, [["action", "a string", "null"]]],
    [
      "an answer",
      "received",
      { correlationId: 7, status: 200, data: { channelId: [], message: 1 } },
      [
        ["correlationId", "a string", "number 7"],
        ["data.channelId", "a string", "an array"],
        ["data.message", "a string", "number 1"],
      ],
    ],
    [
      "an answer whose data are an array",
      "received",
      { status: 200, data: [] },
      [["data", "an object", "an array"]],
    ],
    ["an answer without a status", "received", { correlationId: "a" }, [["status", "a number", "nothing"]]],
    [
      "a command without an ID",
      "received",
      { data: { type: "X-DPT-CAB-ID", id: "", command_status: 1, body: 5 } },
      [
        ["data.id", "a string that is not empty", "an empty string"],
        ["data.body", "a string", "number 5"],
      ],
    ],
    [
      "a download",
      "received",
      { data: { type: "X-DPT-CAB-REQUEST-ID", data_context: 1, output_type: 2, body: {} } },
      [
        ["data.id", "a string", "nothing"],
        ["data.data_context", "a string", "number 1"],
        ["data.output_type", "one of 0, 1", "number 2"],
        ["data.body", "a string", "an object"],
      ],
    ],
    [
      "a stream without an ID",
      "received",
      { data: { type: "STREAM-READY", id: "", requestId: null, streamUrl: "https://files.example/" } },
      [["data.id", "a string", "an empty string"]],
    ],
    [
      "a stream's parts",
      "received",
      { data: { type: "STREAM-READY", id: "r", requestId: 4, streamUrl: 5 } },
      [
        ["data.requestId", "a string", "number 4"],
        ["data.streamUrl", "a string", "number 5"],
      ],
    ],
  ])("of %s", (_what, direction, message, problems) => {
    expect(problemsOf(decodePrivicoreFrame(message, direction))).toEqual(
      problems.map(([path, expected, got]) => ({ path, expected, got })),
    );
  });
});

describe("a value of the wrong type", () => {
  it("still pairs where it is a number, and is kept as it was written where it is a token", () => {
    expect(sent({ action: "joinChannel", correlationId: 7, authorizationToken: { a: 1 } })).toMatchObject({
      correlationId: "7",
      token: '{"a":1}',
    });
    expect(sent({ action: 5, correlationId: true, authorizationToken: "" })).toMatchObject({
      name: "",
      correlationId: null,
      token: null,
    });
  });

  it.each<[unknown, number | null, boolean]>([
    [199, 199, false],
    [200, 200, true],
    [299, 299, true],
    [300, 300, false],
    ["204", 204, true],
    ["2000", null, false],
    ["x200", null, false],
    [[200], null, false],
  ])("for an answer's status, %j, counts as %j", (status, code, ok) => {
    expect(received({ correlationId: "a", status })).toMatchObject({ status: code, ok });
  });

  it("is no number where a number is expected", () => {
    expect(received({ data: { type: "X-DPT-CAB-ID", id: "c", command_status: "1" } })).toMatchObject({
      statusCode: null,
    });
    expect(received({ data: { type: "X-DPT-CAB-REQUEST-ID", id: "c", output_type: "1" } })).toMatchObject({
      outputType: null,
      delivery: null,
    });
  });

  it("is no address of a download", () => {
    const download = (body: unknown) =>
      received({ data: { type: "X-DPT-CAB-REQUEST-ID", id: "c", output_type: 1, body } });
    expect(download("see https://files.example/")).toMatchObject({ delivery: "stream" });
    expect(download(["https://files.example/"])).toMatchObject({ delivery: "stream", body: null });
  });

  it("gives a stream's address where it is one", () => {
    expect(
      received({ data: { type: "STREAM-READY", id: "r", streamUrl: "https://files.example/" } }),
    ).toMatchObject({ streamUrl: "https://files.example/", problems: [] });
  });
});

it("reads any object without an exception, whichever way it went", () => {
  const value = fc.jsonValue({ maxDepth: 3 });
  const keys = ["action", "data", "status", "correlationId", "type", "id", "message", "error", "__proto__"];
  const object = fc.dictionary(fc.constantFrom(...keys), value);
  fc.assert(
    fc.property(object, fc.option(object, { nil: null }), (outer, data) => {
      const message = JSON.parse(JSON.stringify(data === null ? outer : { ...outer, data }));
      recognisesPrivicore(message);
      expect(sent(message).kind).toMatch(/^(action|unknown-message)$/);
      expect(received(message).kind).not.toBe("action");
    }),
  );
});
