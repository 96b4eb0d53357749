import { describe, expect, it } from "vitest";
import {
  type Comparers,
  connectionComparers,
  exchangeComparers,
  frameComparers,
} from "../../../../panel/rows/comparers.ts";
import { epochMilliseconds } from "../../../../src/contract/brands.ts";
import { createSession } from "../../../../src/core/create-session.ts";
import { Conversation } from "../../../panel/page/conversation.ts";

const talk = new Conversation(1_790_000_000_000);
talk.page("d1").connect("c1", "d1").connect("c2", "d1");
talk.join("c1", 20);
talk
  .send("c1", { action: "b", correlationId: "2" })
  .wait(70)
  .receive("c1", { correlationId: "2", status: 400 });
talk.send("c1", { action: "a", correlationId: "1" }).wait(10);
const session = createSession();
for (const event of talk.events) session.append(event);
session.advance(epochMilliseconds(talk.now));

function sorted(comparers: Comparers, column: string, descending: boolean, length: number): number[] {
  const compare = comparers[column];
  if (compare === undefined) throw new Error(`Expected an order by ${column}`);
  return [...Array(length).keys()].sort((a, b) => compare(a, b, descending ? -1 : 1));
}

describe("sorting", () => {
  it.each<[string, readonly number[], readonly number[]]>([
    ["latency", [0, 1, 2], [1, 0, 2]],
    ["status", [0, 1, 2], [1, 0, 2]],
    ["channel", [0, 1, 2], [0, 1, 2]],
    ["action", [2, 1, 0], [0, 1, 2]],
    ["outcome", [1, 2, 0], [0, 2, 1]],
    ["time", [0, 1, 2], [2, 1, 0]],
  ])("exchanges by %s puts what has none last, in either direction", (column, up, down) => {
    const comparers = exchangeComparers(session);
    expect(sorted(comparers, column, false, 3)).toEqual(up);
    expect(sorted(comparers, column, true, 3)).toEqual(down);
  });

  it.each(["latency", "id", "outcome", "size", "connection"])(
    "frames by %s keeps rows without one in the order of time, at the end",
    (column) => {
      const { log } = session;
      const { length } = log;
      const isFrame = (index: number) => log.direction(index) !== 0;
      for (const descending of [false, true]) {
        const order = sorted(frameComparers(session), column, descending, length);
        if (column === "connection") expect(order.at(-1)).toBe(0);
        else if (column === "latency") expect(order.slice(4)).toEqual([0, 1, 2, 3, 4, 9]);
        else expect(order.slice(-5).filter(isFrame)).toEqual([]);
      }
    },
  );

  it("channels by state puts a connection without one last", () => {
    const { state } = connectionComparers(session);
    expect(session.connections[1]?.channel).toEqual([]);
    expect(state?.(1, 0, 1)).toBeGreaterThan(0);
    expect(state?.(1, 0, -1)).toBeGreaterThan(0);
  });
});
