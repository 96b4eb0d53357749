import { describe, expect, it } from "vitest";
import { epochMilliseconds } from "../../../src/contract/brands.ts";
import type { CaptureEvent } from "../../../src/contract/capture-event.ts";
import { createSession } from "../../../src/core/create-session.ts";
import { connected, start } from "./conversation.ts";
import { single } from "./judged.ts";

const at = (since: number) => epochMilliseconds(start + since);
const gapAt = (since: number): CaptureEvent => ({ type: "gap", time: at(since), reason: `at ${since}` });

function logOf(...times: number[]) {
  const session = createSession();
  for (const time of times) session.append(gapAt(time));
  return session.log;
}

const orderOf = (log: ReturnType<typeof logOf>) =>
  Array.from({ length: log.length }, (_, position) => log.inTimeOrder(position));

describe("the event log", () => {
  it.each<[string, number[], number[], number]>([
    ["as they come, where that is the order of time", [1, 2, 3], [0, 1, 2], 0],
    ["an earlier one before", [1, 3, 2], [0, 2, 1], 1],
    ["the earliest first", [5, 6, 1], [2, 0, 1], 1],
    ["as they come where times are equal", [1, 1, 1], [0, 1, 2], 0],
    ["an earlier one after those of its own time", [1, 2, 2, 3, 2], [0, 1, 2, 4, 3], 1],
    ["all of them turned round", [4, 3, 2, 1], [3, 2, 1, 0], 3],
  ])("puts events in order: %s", (_how, times, order, insertions) => {
    const log = logOf(...times);
    expect(orderOf(log)).toEqual(order);
    expect(log.insertions).toBe(insertions);
    expect(order.map((_, position) => log.positionOf(log.inTimeOrder(position)))).toEqual(
      order.map((_, position) => position),
    );
  });

  it.each([
    [0, 0],
    [10, 0],
    [10.5, 1],
    [20, 1],
    [21, 3],
    [31, 4],
  ])("finds the first event at or after %d ms", (since, position) => {
    expect(logOf(10, 20, 20, 30).positionAt(at(since))).toBe(position);
  });

  it("stays in order beyond its first size", () => {
    const times = Array.from({ length: 2000 }, (_, i) => (i * 7919) % 2000);
    const log = logOf(...times);
    expect(orderOf(log).map((index) => log.time(index) - start)).toEqual([...times].sort((a, b) => a - b));
  });

  it("says of each event what it is, whose, which way it went and how long it is", () => {
    const told = connected()
      .joined({ id: "a" })
      .commandStatus("c", 1)
      .download("r", 0)
      .streamReady("r")
      .received({ data: { type: "HEARTBEAT" } })
      .text("received", "oops")
      .binary("sent", "AAEC")
      .text("received", "{", { truncated: true })
      .action("syncProfile", { id: "s" })
      .leave({ id: "l" })
      .command("c2")
      .close()
      .gap()
      .documentEnds();
    told.event({
      type: "connection-error",
      connection: single(told.session().connections).id,
      time: at(900),
    });
    told.event({ type: "unrecognised", time: at(901), original: { type: "later" } });
    const { log } = told.session();
    const rows = Array.from({ length: log.length }, (_, index) => [
      log.kind(index),
      log.label(index),
      log.id(index),
      log.direction(index),
      log.frameNumber(index),
      log.connection(index)?.id ?? null,
    ]);
    expect(rows).toEqual([
      ["document", "", null, 0, -1, null],
      ["connection-created", "", null, 0, -1, "c1"],
      ["connection-opened", "", null, 0, -1, "c1"],
      ["join", "joinChannel", "a", 1, 0, "c1"],
      ["answer", "joinChannel", "a", -1, 1, "c1"],
      ["command-status", "X-DPT-CAB-ID", "c", -1, 2, "c1"],
      ["data-download", "X-DPT-CAB-REQUEST-ID", "r", -1, 3, "c1"],
      ["stream-ready", "STREAM-READY", "r", -1, 4, "c1"],
      ["unknown-message", "HEARTBEAT", null, -1, 5, "c1"],
      ["malformed", "", null, -1, 6, "c1"],
      ["binary", "", null, 1, 7, "c1"],
      ["truncated", "", null, -1, 8, "c1"],
      ["action", "syncProfile", "s", 1, 9, "c1"],
      ["leave", "leaveChannel", "l", 1, 10, "c1"],
      ["http", "POST /device/approve-device", "c2", 0, -1, null],
      ["connection-closed", "", null, 0, -1, "c1"],
      ["gap", "", null, 0, -1, null],
      ["document-ended", "", null, 0, -1, null],
      ["connection-error", "", null, 0, -1, "c1"],
      ["unrecognised", "", null, 0, -1, null],
    ]);
    expect(log.size(10)).toBe(3);
    expect(log.frames).toBe(11);
    expect(log.eventOfFrame(10)).toBe(13);
    expect(log.event(16)).toMatchObject({ type: "gap", reason: "buffer-full" });
  });

  it("ties an event to what it belongs to", () => {
    const session = connected()
      .joined()
      .command("c")
      .requestData("r")
      .download("r", 0)
      .call({ url: "/api/v3/channels/room-1/join", requestHeaders: { authorization: "Bearer x" } })
      .call({ url: "/login", requestHeaders: {} })
      .session();
    const { log, exchanges, commands, dataRequests, operations } = session;
    const links = Array.from({ length: log.length - 3 }, (_, index) => log.link(index + 3));
    expect(links).toEqual([
      { type: "exchange", exchange: exchanges[0] },
      { type: "exchange", exchange: exchanges[0] },
      { type: "command", command: commands[0] },
      { type: "data-request", dataRequest: dataRequests[0] },
      { type: "data-request", dataRequest: dataRequests[0] },
      { type: "operation", operation: operations[0] },
      null,
    ]);
    expect(log.id(8)).toBe("room-1");
    expect(log.link(0)).toBeNull();
  });

  it("gives an event that belongs to nothing the ID that it bears itself", () => {
    const session = connected()
      .text("sent", 'ENTR{"channel_url":"c","req_id":"1"}')
      .text("received", 'ENTR{"channel_url":"c","req_id":"1"}')
      .text("received", 'MESG{"channel_url":"c","req_id":"another client\'s"}')
      .call({ method: "GET", url: "/request-status/cmd-9", responseBody: "?" })
      .text("received", 'PONG{"sts":1}')
      .text("received", 'MESG{"channel_url":"c","req_id":"again"}')
      .session();
    const { log } = session;
    expect([4, 5, 6, 7, 8].map((index) => [log.kind(index), log.id(index), log.link(index)])).toEqual([
      ["answer", "1", { type: "exchange", exchange: single(session.exchanges) }],
      ["answer", "another client's", null],
      ["http", "cmd-9", null],
      ["note", null, null],
      ["answer", "again", null],
    ]);
  });

  it("counts what gaps say is missing, and places them where they name a connection", () => {
    const told = connected().gap(3, { connection: "c1" }).gap(2, { document: "d1" });
    told.event({ type: "gap", time: at(500), reason: "too large", bytes: 70 });
    told.event({ type: "gap", time: at(501), reason: "too large", bytes: 7 });
    const { log } = told.session();
    expect([log.droppedFrames, log.droppedBytes]).toEqual([5, 77]);
    expect([3, 4, 5].map((index) => log.connection(index)?.id ?? null)).toEqual(["c1", null, null]);
  });

  it("decodes an event again when asked for its meaning", () => {
    const { log } = connected().joined({ id: "a" }).command("c").session();
    expect(log.meaning(3)).toMatchObject({ kind: "action", act: "join", correlationId: "a" });
    expect(log.meaning(4)).toMatchObject({ kind: "answer", status: 200 });
    expect(log.meaning(5)).toMatchObject({ kind: "api-call", commandId: "c" });
    expect(log.meaning(0)).toBeNull();
  });

  it("knows which findings an event is evidence of", () => {
    const session = connected().join().answer({ status: 401 }).session();
    const [finding] = session.findings;
    expect([3, 4, 0].map((index) => session.log.findings(index))).toEqual([[finding], [finding], []]);
  });

  it("says what was expected where an index is none of its own", () => {
    const { log } = connected().session();
    expect(() => log.event(99)).toThrow("Expected an event index below 3, got 99");
    expect(() => log.eventOfFrame(0)).toThrow("Expected a frame number below 0, got 0");
  });
});
