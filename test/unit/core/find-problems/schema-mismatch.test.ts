import { describe, expect, it } from "vitest";
import { connected } from "../conversation.ts";
import { findingsOf, rulesOf, theOnly } from "../judged.ts";

const joined = () => connected().joined();

describe("schema-mismatch", () => {
  it("names the path, what belongs there and what stood there", () => {
    const found = theOnly(joined().commandStatus("cmd-1", 7), "schema-mismatch");
    expect(found.severity).toBe("warning");
    expect(found.message).toContain("X-DPT-CAB-ID on c1 (wss://proxy.example/) at 10:00:00.050");
    expect(found.message).toContain("data.command_status should be one of 1, 2, 3, got number 7");
    expect(found.evidence).toEqual(["command-status"]);
  });

  it.each([
    [
      "a command status without an ID",
      { type: "X-DPT-CAB-ID", command_status: 1 },
      "data.id should be a string, got nothing",
    ],
    [
      "a command status with an empty ID",
      { type: "X-DPT-CAB-ID", id: "", command_status: 1 },
      "data.id should be",
    ],
    [
      "a command status with a numeric ID",
      { type: "X-DPT-CAB-ID", id: 12, command_status: 1 },
      "data.id should be a string, got number 12",
    ],
    [
      "a command status without a status",
      { type: "X-DPT-CAB-ID", id: "a" },
      "data.command_status should be one of 1, 2, 3, got nothing",
    ],
    [
      "a command status as text",
      { type: "X-DPT-CAB-ID", id: "a", command_status: "2" },
      "data.command_status should be",
    ],
    [
      "a command status with an object for a body",
      { type: "X-DPT-CAB-ID", id: "a", command_status: 2, body: {} },
      "data.body should be",
    ],
    [
      "a data download without an output type",
      { type: "X-DPT-CAB-REQUEST-ID", id: "a" },
      "data.output_type should be one of 0, 1, got nothing",
    ],
    [
      "a data download of an unknown output type",
      { type: "X-DPT-CAB-REQUEST-ID", id: "a", output_type: 2 },
      "got number 2",
    ],
    [
      "a data download with a numeric body",
      { type: "X-DPT-CAB-REQUEST-ID", id: "a", output_type: 0, body: 1 },
      "data.body should be",
    ],
    [
      "a data download with a numeric context",
      { type: "X-DPT-CAB-REQUEST-ID", id: "a", output_type: 0, data_context: 1 },
      "data.data_context",
    ],
    ["STREAM-READY without an ID", { type: "STREAM-READY" }, "data.id should be a string, got nothing"],
    ["STREAM-READY with a numeric URL", { type: "STREAM-READY", id: "a", streamUrl: 1 }, "data.streamUrl"],
  ])("fires on %s", (_what, data, words) => {
    expect(theOnly(joined().received({ data }), "schema-mismatch").message).toContain(words);
  });

  it.each([
    ["a status of text", { status: "200", data: { channelId: "a" } }, "status should be a number"],
    ["no status", { data: { channelId: "a" } }, "status should be a number, got nothing"],
    [
      "a numeric correlation ID",
      { correlationId: 7, status: 200, data: { channelId: "a" } },
      "correlationId",
    ],
    ["a numeric channel", { status: 200, data: { channelId: 7 } }, "data.channelId"],
    [
      "no channel",
      { status: 200, data: { message: "Successfully joined profile channel." } },
      "data.channelId should be a string, got nothing",
    ],
    ["no data", { status: 200, data: null }, "data.channelId should be a string, got nothing"],
    ["data that is an array", { status: 200, data: [] }, "data should be"],
  ])("fires once on a join's answer with %s", (_what, fields, words) => {
    const id = "correlationId" in fields ? 7 : "7";
    const told = connected()
      .join({ id: "7" })
      .received({ correlationId: id, ...fields });
    expect(findingsOf(told, "schema-mismatch").map(({ message }) => message)).toEqual([
      expect.stringContaining(words),
    ]);
  });

  it.each([
    [
      "a numeric correlation ID",
      { action: "joinChannel", authorizationToken: "T", correlationId: 7 },
      "correlationId should be a string, got number 7",
    ],
    [
      "a numeric correlation ID inside data",
      { action: "joinChannel", data: { authorizationToken: "T", correlationId: 7 } },
      "data.correlationId",
    ],
    [
      "a token that is an object",
      { action: "joinChannel", authorizationToken: {}, correlationId: "a" },
      "authorizationToken should be a string, got an object",
    ],
    [
      "a name that is no text",
      { action: 12, correlationId: "a" },
      "action should be a string, got number 12",
    ],
    [
      "data that is text",
      { action: "joinChannel", authorizationToken: "T", correlationId: "a", data: "x" },
      "data should be",
    ],
  ])("fires on an action with %s", (_what, action, words) => {
    expect(theOnly(joined().left().sent(action), "schema-mismatch").message).toContain(words);
  });

  it("tells all of it in one sentence each", () => {
    const said = (told: ReturnType<typeof joined>) => theOnly(told, "schema-mismatch").message;
    const advice = "Compare it with the documentation before relying on that field.";
    expect(said(joined().left().sent({ action: 12 }))).toMatch(/^An action on c1 .* is not as documented: /);
    expect(said(connected().join({ id: "a" }).received({ correlationId: "a" }))).toMatch(/^An answer on c1 /);
    expect(
      said(joined().left().sent({ action: "joinChannel", authorizationToken: [], correlationId: {} })),
    ).toMatch(/^joinChannel on c1 /);
    expect(said(joined().received({ data: { type: "STREAM-READY" } }))).toMatch(/^STREAM-READY on c1 /);
    expect(
      said(joined().received({ data: { type: "X-DPT-CAB-REQUEST-ID", id: 12, output_type: "file" } })),
    ).toBe(
      "X-DPT-CAB-REQUEST-ID on c1 (wss://proxy.example/) at 10:00:00.050 is not as documented: " +
        `data.id should be a string, got number 12; data.output_type should be one of 0, 1, got a string. ${advice}`,
    );
  });

  it("fires once a frame, naming every path", () => {
    const found = theOnly(
      joined().received({ data: { type: "X-DPT-CAB-REQUEST-ID", id: 12, output_type: "file", body: null } }),
      "schema-mismatch",
    );
    expect(found.message).toContain("data.id");
    expect(found.message).toContain("data.output_type");
  });

  it("still pairs by a numeric ID", () => {
    const session = connected().join({ id: 7 }).answer({ id: 7 });
    expect(rulesOf(session)).toEqual(["schema-mismatch", "schema-mismatch"]);
  });

  it.each([
    [
      "[P]'s frames",
      joined()
        .commandStatus("a", 1)
        .commandStatus("a", 2, "done")
        .download("r", 0, "text")
        .download("r", 1, "https://f.example/")
        .left(),
    ],
    [
      "[G]'s answers without correlation ID and message",
      connected()
        .join({ nested: true, id: null })
        .received({ status: 200, data: { channelId: "chn-1" } }),
    ],
    [
      "fields that are not documented",
      joined().received({
        version: 2,
        data: { type: "X-DPT-CAB-ID", id: "a", command_status: 1, body: null, extra: {} },
      }),
    ],
    [
      "bodies that are null or absent",
      joined().received({ data: { type: "X-DPT-CAB-REQUEST-ID", id: "a", output_type: 0 } }),
    ],
    ["a refusal without data", connected().join({ id: "a" }).received({ correlationId: "a", status: 401 })],
    [
      "a refusal with data: null",
      connected().join({ id: "a" }).received({ correlationId: "a", status: 401, data: null }),
    ],
    [
      "an action that is in no document, whatever it carries",
      joined().sent({ action: "syncProfile", correlationId: "a", data: "x" }),
    ],
    [
      "an answer to such an action without a channel",
      joined().action("syncProfile").received({ correlationId: "id-2", status: 200 }),
    ],
  ])("stays silent on %s", (_what, told) => {
    expect(rulesOf(told)).not.toContain("schema-mismatch");
  });
});
