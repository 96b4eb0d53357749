import { describe, expect, it } from "vitest";
import { epochMilliseconds } from "../../../src/contract/brands.ts";
import { membersOverTime, theCaller } from "../../../src/core/channel-members.ts";
import type { ChannelOperation } from "../../../src/core/model.ts";

const call = (
  at: number,
  operation: "join" | "leave",
  members: readonly string[] = [],
  outcome: "ok" | "rejected" = "ok",
): ChannelOperation => ({
  index: 0,
  at: epochMilliseconds(at),
  latency: 5,
  status: outcome === "ok" ? 200 : 403,
  event: 0,
  meaning: {
    kind: "channel-operation",
    system: "sendbird",
    operation,
    channelId: "room",
    members,
    memberCount: null,
    outcome,
    reason: null,
    incomplete: [],
  },
});
const told = (...operations: ChannelOperation[]) =>
  membersOverTime(operations).map(({ from, members }) => [from, members]);

describe("the members of another system's channel over time", () => {
  it("come and go when their calls are answered", () => {
    expect(told(call(100, "join", ["ada"]), call(200, "join", ["bob"]), call(300, "leave", ["ada"]))).toEqual(
      [
        [105, ["ada"]],
        [205, ["ada", "bob"]],
        [305, ["bob"]],
      ],
    );
  });

  it("leave several at once", () => {
    expect(told(call(100, "join", ["ada", "bob"]), call(200, "leave", ["ada", "bob"]))).toEqual([
      [105, ["ada", "bob"]],
      [205, []],
    ]);
  });

  it("stay as they are where a call was refused", () => {
    expect(told(call(100, "join", ["ada"]), call(200, "leave", ["ada"], "rejected"))).toEqual([
      [105, ["ada"]],
    ]);
  });

  it("are the caller where nobody is named, who is meant by a leave that names nobody", () => {
    expect(told(call(100, "join"), call(200, "leave"))).toEqual([
      [105, [theCaller]],
      [205, []],
    ]);
    expect(told(call(100, "join", ["ada"]), call(200, "leave"))).toEqual([
      [105, ["ada"]],
      [205, []],
    ]);
  });

  it("are nobody after a leave of those whose coming was not seen", () => {
    expect(told(call(100, "leave", ["ada"]))).toEqual([[105, []]]);
  });
});
