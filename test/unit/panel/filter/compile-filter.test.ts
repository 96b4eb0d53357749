import { describe, expect, it } from "vitest";
import { compileFilter } from "../../../../panel/filter/compile-filter.ts";
import { narrows } from "../../../../panel/filter/narrows.ts";
import { parseFilter } from "../../../../panel/filter/parse-filter.ts";
import { epochMilliseconds } from "../../../../src/contract/brands.ts";
import { createSession } from "../../../../src/core/create-session.ts";
import { Conversation } from "../../../panel/page/conversation.ts";

const talk = new Conversation(1_790_000_000_000);
talk.page("d1").connect("c1", "d1");
const channel = talk.join("c1", 14);
talk.connect("c2", "d1", "wss://other.example/feed");
talk.send("c1", { action: "joinChannel", authorizationToken: "T-1", correlationId: "again" });
talk
  .wait(2500)
  .receive("c1", { correlationId: "again", status: 409, data: { message: "Already subscribed" } });
talk.call("d1", "/device/remove", { body: '"K1"', duration: 30 }).wait(60);
talk.status("c1", "K1", 1).wait(100).status("c1", "K1", 3, "profile.not_an_owner");
talk
  .receive("c1", { data: { type: "X-DPT-KEEPALIVE" } })
  .receive("c2", "ping")
  .receive("c2", "hello Wörld");
talk.binary("c2", "received", Uint8Array.of(1, 2, 3)).receive("c1", "{broken");
talk.send("c1", { action: "leaveChannel", authorizationToken: "T-1", correlationId: "bye" });
talk.gap("buffer-full", 3, 100, "c2").close("c2", 1006, false);

const talked = createSession();
for (const event of talk.events) talked.append(event);
talked.advance(epochMilliseconds(talk.now));

function found(query: string, session = talked): string[] {
  const { terms, errors } = parseFilter(query);
  expect(errors).toEqual([]);
  const matches = compileFilter(terms, session) ?? (() => true);
  const kinds: string[] = [];
  for (let index = 0; index < session.log.length; index++)
    if (matches(index)) kinds.push(session.log.kind(index));
  return kinds;
}

describe("a compiled filter", () => {
  it.each<[string, readonly string[]]>([
    ["wörld", ["frame"]],
    ["HELLO", ["frame"]],
    ['"hello w"', ["frame"]],
    ["/^pi.g$/", ["frame"]],
    ["not_an_owner", ["command-status"]],
    ["dir:sent", ["join", "join", "leave"]],
    ["type:join", ["join", "join"]],
    ["type:KEEPALIVE", ["unknown-message"]],
    ["type:gap,binary", ["binary", "gap"]],
    ["action:joinChannel", ["join", "answer", "join", "answer"]],
    ["id:K1", ["http", "command-status", "command-status"]],
    ["status:409", ["join", "answer"]],
    ["status:4xx", ["join", "answer"]],
    ["status:>=400", ["join", "answer"]],
    ["status:202", ["http"]],
    ["is:rejected", ["join", "answer"]],
    ["is:pending", ["leave"]],
    ["is:pending-status", ["command-status"]],
    ["is:failed", ["http", "command-status", "command-status"]],
    ["is:heartbeat", ["unknown-message", "frame"]],
    ["is:malformed", ["malformed"]],
    ["is:binary", ["binary"]],
    ["is:gap", ["gap"]],
    ["is:http", ["http"]],
    ["latency>1s", ["join", "answer"]],
    ["latency<20 is:ok", ["join", "answer"]],
    ["size=3", ["binary"]],
    ["size<4", ["binary"]],
    ["has:command-failed", ["http", "command-status"]],
    ["conn:2 is:lifecycle", ["connection-created", "connection-opened", "connection-closed"]],
    ["conn:other.example is:frame", ["frame", "frame", "binary"]],
    [`channel:${channel.slice(0, 8)} is:ok`, ["join", "answer"]],
    ["-is:frame -is:lifecycle", ["http", "gap"]],
    ["is:ok,rejected dir:received", ["answer", "answer"]],
  ])("%s", (query, expected) => {
    expect(found(query)).toEqual(expected);
  });

  it("compares no size and no status that are not there", () => {
    const calls = createSession();
    for (const event of new Conversation(1_790_000_000_000).page("d1").connect("c1", "d1").receive("c1", "")
      .events)
      calls.append(event);
    const call = {
      type: "http",
      time: epochMilliseconds(1_790_000_000_100),
      method: "GET",
      url: "https://a.example/",
    } as const;
    calls.append({ ...call, error: "refused" });
    calls.append({ ...call, status: 0 });
    calls.append({ ...call, status: 204, responseBody: "" });
    expect(found("size<5", calls)).toEqual(["frame", "http"]);
    expect(found("status:<400", calls)).toEqual(["http"]);
    expect(found("status:0", calls)).toEqual(["http", "http"]);
    expect(found("status:>=0", calls)).toEqual(["http"]);
  });

  it("finds a channel also where a call names it, and where a request was answered with it", () => {
    const elsewhere = createSession();
    for (const event of new Conversation(1_790_000_000_000).page("d1").connect("c1", "d1").events)
      elsewhere.append(event);
    const time = epochMilliseconds(1_790_000_000_100);
    const headers = { "X-Auth-Token": "t", "X-User-Id": "u" };
    for (const requestBody of ['{"roomId":"support-12"}', "{}"])
      elsewhere.append({
        type: "http",
        time,
        method: "POST",
        url: "https://chat.example/api/v1/channels.leave",
        status: 200,
        requestHeaders: headers,
        requestBody,
      });
    expect(found("channel:support-12", elsewhere)).toEqual(["http"]);
    expect(found("has:channel", elsewhere)).toEqual(["http"]);
    expect(found("has:channel type:join,answer")).toEqual(["join", "answer", "join", "answer"]);
  });

  it("finds a message by its type also where that is the name of a kind of row", () => {
    const named = createSession();
    const { events } = new Conversation(1_790_000_000_000).page("d1").connect("c1", "d1");
    for (const event of events) named.append(event);
    const joined = new Conversation(1_790_000_000_100);
    joined.join("c1");
    for (const event of joined.receive("c1", { data: { type: "Note" } }).events) named.append(event);
    expect(named.log.label(named.log.length - 1)).toBe("Note");
    expect(found("type:Note", named)).toEqual(["unknown-message"]);
    expect(found("type:join", named)).toEqual(["join"]);
    expect(found("-type:note is:frame", named)).toEqual(["join", "answer"]);
  });

  it("knows what became of other systems' calls, too", () => {
    const called = createSession();
    for (const [roomId, status, responseBody] of [
      ["left", 200, '{"channel":{"_id":"left"},"success":true}'],
      ["kept", 401, '{"status":"error","message":"You must be logged in to do this."}'],
    ] as const)
      called.append({
        type: "http",
        time: epochMilliseconds(1_790_000_000_000),
        method: "POST",
        url: "https://chat.example/api/v1/channels.leave",
        status,
        requestHeaders: { "X-Auth-Token": "t", "X-User-Id": "u" },
        requestBody: JSON.stringify({ roomId }),
        responseBody,
      });
    expect(found("is:ok channel:left", called)).toEqual(["http"]);
    expect(found("is:rejected channel:kept", called)).toEqual(["http"]);
    expect(found("is:ok", called)).toHaveLength(1);
    expect(found("is:rejected", called)).toHaveLength(1);
  });

  it("hides heartbeats and pending statuses, and nothing else", () => {
    expect(found("")).toHaveLength(talk.events.length);
    expect(found("-is:heartbeat -is:pending-status")).toHaveLength(talk.events.length - 3);
  });
});

describe("narrowing", () => {
  it.each<[string, string, boolean]>([
    ["joi", "join", true],
    ["join", "joi", false],
    ["join", "join is:ok", true],
    ["join is:ok", "join", false],
    ["-join", "-joi", true],
    ["-joi", "-join", false],
    ["type:join,leave", "type:join", true],
    ["type:join", "type:join,leave", false],
    ["latency>100", "latency>500", true],
    ["latency>500", "latency>100", false],
    ["size<10", "size<5", true],
    ["/a/", "/ab/", false],
    ["a", "b", false],
    ["", "a", true],
  ])("from %j to %j: %j", (previous, next, expected) => {
    const before = parseFilter(previous).terms;
    const now = parseFilter(next).terms;
    expect(narrows(before, now)).toBe(expected);
    if (!expected) return;
    const wide = compileFilter(before, talked) ?? (() => true);
    const narrow = compileFilter(now, talked) ?? (() => true);
    for (let index = 0; index < talked.log.length; index++) if (narrow(index)) expect(wide(index)).toBe(true);
  });
});
