import { describe, expect, it } from "vitest";
import type { Command } from "../../../src/core/model.ts";
import { type Conversation, connected, start } from "./conversation.ts";
import { rulesOf, single } from "./judged.ts";

const joined = () => connected().joined();
const the = (told: Conversation): Command => single(told.session().commands);

describe("a command", () => {
  it.each([
    ["a bare JSON string", { responseBody: '"cmd-1"' }],
    ["a one-element array", { responseBody: '["cmd-1"]' }],
    ["an object", { responseBody: '{"commandId":"cmd-1"}' }],
    ["a header", { responseBody: "", responseHeaders: { "X-DPT-CAB-ID": "cmd-1" } }],
    ["a header in lower case", { responseBody: null, responseHeaders: { "x-dpt-cab-id": "cmd-1" } }],
    [
      "a header in any case, white space around it",
      { responseBody: null, responseHeaders: { "X-Dpt-Cab-Id": " cmd-1 " } },
    ],
  ])("is known by its ID in %s", (_shape, answer) => {
    expect(the(joined().call({ url: "/policy/activate", status: 202, ...answer }))).toMatchObject({
      id: "cmd-1",
      outcome: "accepted",
      request: { method: "POST", url: "https://api.example/policy/activate", status: 202 },
    });
  });

  it.each([
    ["two IDs in an array", '["cmd-1","cmd-2"]'],
    ["an empty array", "[]"],
    ["an empty string", '""'],
    ["a number", "12"],
    ["null", "null"],
    ["no JSON", "cmd-1"],
    ["another object", '{"id":"cmd-1"}'],
    ["nothing", ""],
  ])("is not made out of %s", (_what, responseBody) => {
    expect(joined().call({ url: "/policy/activate", status: 202, responseBody }).session().commands).toEqual(
      [],
    );
  });

  it.each([200, 201, 400, 0, null])("is not begun by a call that answers %s", (status) => {
    expect(joined().command("cmd-1", { status }).session().commands).toEqual([]);
  });

  it.each([
    ["pending", [1], "pending"],
    ["pending, repeatedly", [1, 1, 1], "pending"],
    ["success", [2], "success"],
    ["failure", [3], "failed"],
    ["pending, then success", [1, 2], "success"],
    ["pending, then failure", [1, 3], "failed"],
    ["success, then failure: the first holds", [2, 3], "success"],
    ["success, then pending: the first holds", [2, 1], "success"],
    ["a status that is in no document", [7], "pending"],
    ["statuses far off any document", [-1, 1.5, 1e300, 300], "pending"],
  ])("follows its status messages: %s", (_what, statuses, outcome) => {
    const told = joined().command("cmd-1");
    for (const status of statuses) told.commandStatus("cmd-1", status, `body ${status}`);
    expect(the(told)).toMatchObject({
      outcome,
      updates: statuses.map((status) => ({ status, body: `body ${status}`, via: "message" })),
    });
  });

  it("takes from the start of the call to success or failure", () => {
    const command = the(
      joined()
        .command("cmd-1", { duration: 100 })
        .wait(150)
        .commandStatus("cmd-1", 1)
        .wait(50)
        .commandStatus("cmd-1", 2),
    );
    expect(command.latency).toBe(200);
    expect(command.settledAt).toBe(start + 250);
    expect(command.firstSeenAt).toBe(start + 50);
  });

  it("is paired where its status overtakes the HTTP answer", () => {
    const told = joined().command("cmd-1", { duration: 500 }).commandStatus("cmd-1", 2).wait(1000);
    expect(the(told)).toMatchObject({ outcome: "success", latency: 10, request: { status: 202 } });
  });

  it("has no latency where its outcome is stamped before its call, as clocks of sockets and calls differ", () => {
    const told = joined().commandStatus("cmd-1", 2).command("cmd-1");
    expect(the(told)).toMatchObject({ outcome: "success", latency: null, request: { status: 202 } });
  });

  it("is known from its status alone where no call was seen", () => {
    expect(the(joined().commandStatus("cmd-1", 2))).toMatchObject({
      request: null,
      outcome: "success",
      latency: null,
    });
  });

  it("belongs to the connection that first spoke of it", () => {
    const told = joined()
      .connect("c2")
      .joined()
      .command("cmd-1")
      .commandStatus("cmd-1", 1)
      .on("c1")
      .commandStatus("cmd-1", 1);
    expect(the(told).connection?.id).toBe("c2");
  });

  it("goes unanswered after its time-out, and takes an outcome that comes later", () => {
    const unanswered = the(joined().command("cmd-1").wait(31_000));
    expect(unanswered).toMatchObject({
      outcome: "unanswered",
      settledAt: start + 55 + 30_000,
      latency: null,
    });
    const late = the(joined().command("cmd-1").wait(31_000).commandStatus("cmd-1", 3));
    expect(late).toMatchObject({ outcome: "failed", unansweredAt: start + 55 + 30_000, latency: 31_000 });
  });

  it("keeps the call that began it where another call names the same ID", () => {
    const told = joined().command("cmd-1").command("cmd-1", { url: "/device/remove" });
    expect(the(told).request?.url).toContain("approve-device");
  });

  it("is tied to its call and its messages in the log", () => {
    const { log } = joined().command("cmd-1").commandStatus("cmd-1", 2).session();
    expect([log.link(5)?.type, log.link(6)?.type]).toEqual(["command", "command"]);
    expect([log.id(5), log.id(6)]).toEqual(["cmd-1", "cmd-1"]);
  });

  it.each(["__proto__", "constructor", "toString", "\ud800"])("may have the ID %j", (id) => {
    expect(the(joined().command(id).commandStatus(id, 2))).toMatchObject({ id, outcome: "success" });
  });
});

describe("a status poll", () => {
  const poll = (responseBody: string, fields = {}) =>
    joined()
      .command("cmd/1")
      .call({ method: "GET", url: "/utility/request-command-id-status/cmd%2F1", responseBody, ...fields });

  it.each([
    ['{"command_status":1}', "pending"],
    ['{"command_status":2}', "success"],
    ['{"commandStatus":"3"}', "failed"],
    ['{"status":"Success"}', "success"],
    ['"started"', "pending"],
    ['["succeeded"]', "success"],
    ['"rejected"', "failed"],
    ['"pending"', "pending"],
    ["3", "failed"],
    ['{"state":"unknown"}', "accepted"],
    ["not JSON", "accepted"],
  ])("that says %s settles the command as %s", (body, outcome) => {
    expect(the(poll(body)).outcome).toBe(outcome);
  });

  it("may be the other documented call", () => {
    const told = joined()
      .command("cmd-1")
      .call({ url: "/request-status/cmd-1", responseBody: '{"command_status":2}' });
    expect(the(told)).toMatchObject({ outcome: "success", updates: [{ via: "poll", status: 2 }] });
  });

  it("that failed itself says nothing of the command", () => {
    expect(the(poll('{"status":"failed"}', { status: 500 })).outcome).toBe("accepted");
  });

  it("does not make its command's 202 a new command", () => {
    expect(rulesOf(poll('"cmd-2"', { status: 202 }))).toEqual([]);
    expect(the(poll('"cmd-2"', { status: 202 })).id).toBe("cmd/1");
  });

  it("does not make a later status message one after the end", () => {
    expect(rulesOf(poll('{"command_status":2}').commandStatus("cmd/1", 2))).toEqual([]);
  });
});
