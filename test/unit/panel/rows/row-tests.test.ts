import { describe, expect, it } from "vitest";
import { parseFilter } from "../../../../panel/filter/parse-filter.ts";
import { CommandItems } from "../../../../panel/rows/command-items.ts";
import { commandComparers } from "../../../../panel/rows/comparers.ts";
import {
  commandTest,
  connectionTest,
  exchangeTest,
  frameTest,
  type RowLimits,
} from "../../../../panel/rows/row-tests.ts";
import type { RowTest } from "../../../../panel/rows/table-model.ts";
import { epochMilliseconds } from "../../../../src/contract/brands.ts";
import { createSession } from "../../../../src/core/create-session.ts";
import type { Session } from "../../../../src/core/session.ts";
import { Conversation } from "../../../panel/page/conversation.ts";

const start = 1_790_000_000_000;

function joined(): Conversation {
  const talk = new Conversation(start);
  talk.page("d1").connect("c1", "d1");
  talk.join("c1");
  return talk;
}

function sessionOf(talk: Conversation): Session {
  const session = createSession();
  for (const event of talk.events) session.append(event);
  session.advance(epochMilliseconds(talk.now));
  return session;
}

function limits(session: Session, query: string, moment: number | null = null): RowLimits {
  const { terms, errors } = parseFilter(query);
  expect(errors).toEqual([]);
  const asOf = moment === null ? null : epochMilliseconds(moment);
  return { session, terms, baseline: 0, range: null, moment: asOf, foundBy: null, clearedAt: null };
}

const shown = ({ test }: RowTest, length: number): number[] =>
  [...Array(length).keys()].filter((item) => test === null || test(item));

describe("heartbeats", () => {
  const talk = joined();
  talk.send("c1", { action: "ping", correlationId: "p1" }).wait(8);
  talk.receive("c1", { correlationId: "p1", status: 200 });
  const session = sessionOf(talk);

  it("are hidden with their answers, and with their exchanges", () => {
    const { length } = talk.events;
    const hide = limits(session, "-is:heartbeat");
    expect(shown(frameTest(hide), length)).toEqual([...Array(length - 2).keys()]);
    expect(session.exchanges.map(({ action }) => action)).toEqual(["joinChannel", "ping"]);
    expect(shown(exchangeTest(hide), 2)).toEqual([0]);
  });
});

describe("channels", () => {
  const talk = joined();
  talk
    .connect("c2", "d1", "wss://feed.example/b2")
    .connect("c3", "d1", "wss://proxy.privicore.example/v2/other");
  const session = sessionOf(talk);
  const rows = (query: string): number[] =>
    shown(connectionTest(limits(session, query)), session.connections.length);

  it.each<[string, readonly number[]]>([
    ["conn:2", [1]],
    ["-conn:2", [0, 2]],
    ["conn:1,feed", [0, 1]],
    ["feed", [1]],
    ["b2", [1]],
    ["/EX.MPLE\\/[vb]/", [1, 2]],
    ["-/other$/", [0, 1]],
    [`channel:${session.connections[0]?.channel.at(-1)?.channelId ?? ""}`, [0]],
  ])("are limited by %s", (query, expected) => {
    expect(rows(query)).toEqual(expected);
  });
});

it("a connection's number is no part of another one's URL", () => {
  const talk = new Conversation(start).page("d1");
  for (let number = 1; number <= 102; number++) talk.connect(`c${number}`, "d1", "ws://127.0.0.1:51023/");
  const session = sessionOf(talk);
  const channels = (query: string) => shown(connectionTest(limits(session, query)), 102).length;
  const frames = (query: string) => shown(frameTest(limits(session, query)), session.log.length).length;
  expect([channels("conn:102"), frames("conn:102")]).toEqual([1, 2]);
  expect([channels("conn:510"), frames("conn:510")]).toEqual([102, 204]);
});

describe("commands and data requests", () => {
  const talk = joined();
  talk.call("d1", "/device/approve-device", { body: '"K1"' }).wait(60);
  talk.status("c1", "K1", 1).wait(60).status("c1", "K1", 2).wait(40);
  talk.call("d1", "/data-token/request-data", { headers: { "x-dpt-cab-request-id": "R1" } }).wait(60);
  talk.receive("c1", {
    data: { type: "X-DPT-CAB-REQUEST-ID", id: "R1", data_context: "contacts", output_type: 1, body: "D-1" },
  });
  const session = sessionOf(talk);
  const items = new CommandItems(session);
  const rows = (query: string): string[] =>
    shown(commandTest(limits(session, query), items), items.length).map(
      (item) => items.work(item)?.type ?? "none",
    );

  it("are hidden by the status of their call, although their messages bear none", () => {
    expect(rows("status:202")).toEqual(["command", "data-request"]);
    expect(rows("-status:202")).toEqual([]);
    expect(rows("-status:success")).toEqual(["data-request"]);
    // Of a message, not of the row: the others still show it.
    expect(rows("-is:pending-status")).toEqual(["command", "data-request"]);
  });

  it("are pending until an announced stream is ready", () => {
    expect(session.dataRequests[0]?.outcome).toBe("stream-announced");
    expect(rows("is:pending")).toEqual(["data-request"]);
    const { outcome } = commandComparers(items);
    expect(outcome?.(1, 0, 1)).toBeLessThan(0);
  });
});
