import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { epochMilliseconds as at, connectionId, documentId } from "../../../src/contract/brands.ts";
import type { GapEvent } from "../../../src/contract/capture-event.ts";
import { LostFrames } from "../../../src/core/lost-frames.ts";
import type { Connection } from "../../../src/core/model.ts";
import { conversation } from "./conversation.ts";

const told = conversation().document("d1").connect("c1").document("d2").connect("c2").in(null).connect("c3");
const [first, second, homeless] = told.session().connections as readonly [Connection, Connection, Connection];

const gap = (time: number, more: Partial<GapEvent> = {}): GapEvent => ({
  type: "gap",
  time: at(time),
  reason: "buffer-full",
  frames: 1,
  ...more,
});
function lost(...gaps: readonly GapEvent[]) {
  const frames = new LostFrames();
  for (const each of gaps) frames.gap(each);
  return frames;
}

describe("whether frames are missing between two times", () => {
  it("counts both ends in, and nothing outside", () => {
    const frames = lost(gap(10));
    const asked = [
      [1, 9],
      [10, 10],
      [1, 10],
      [10, 20],
      [11, 20],
    ] as const;
    expect(asked.map(([from, to]) => frames.between(first, at(from), at(to), null))).toEqual([
      false,
      true,
      true,
      true,
      false,
    ]);
  });

  it.each<[string, GapEvent, readonly boolean[]]>([
    ["any connection's where the gap has no place", gap(10), [true, true, true]],
    ["that connection's alone", gap(10, { connection: connectionId("c1") }), [true, false, false]],
    ["those of that document's connections", gap(10, { document: documentId("d2") }), [false, true, false]],
    ["nobody's where no frames are missing", gap(10, { frames: 0 }), [false, false, false]],
    ["nobody's where it does not say how many", gap(10, { frames: undefined }), [false, false, false]],
  ])("is told of %s", (_what, event, missing) => {
    const frames = lost(event);
    for (const direction of ["sent", "received", null] as const)
      expect(
        [first, second, homeless].map((owner) => frames.between(owner, at(5), at(15), direction)),
      ).toEqual(missing);
    expect(frames.anywhereBetween(at(5), at(15))).toBe(missing.includes(true));
  });

  it.each(["sockets-not-recorded", "har-cut", "filtered"])(
    "is yes for everything where all is missing: %s",
    (reason) => {
      const frames = lost(gap(10, { reason, frames: 0 }));
      expect(frames.between(first, at(90), at(91), null)).toBe(true);
      expect(frames.anywhereBetween(at(90), at(91))).toBe(true);
      expect(frames.ofAnyConnectionBetween(null, at(90), at(91))).toBe(true);
    },
  );

  it("is yes for a document's connections alone where only its sockets were not recorded", () => {
    const frames = lost(gap(10, { reason: "sockets-not-recorded", frames: 0, document: documentId("d2") }));
    expect([first, second, homeless].map((owner) => frames.between(owner, at(1), at(2), null))).toEqual([
      false,
      true,
      false,
    ]);
    expect(frames.anywhereBetween(at(1), at(2))).toBe(true);
    expect(["d1", "d2"].map((id) => frames.ofAnyConnectionBetween(documentId(id), at(1), at(2)))).toEqual([
      false,
      true,
    ]);
  });

  it("is yes from the time on from which nothing is told of a connection any more", () => {
    const cleared = gap(10, {
      reason: "network-log-cleared",
      connection: connectionId("c1"),
      frames: undefined,
    });
    const frames = lost(cleared);
    const missing = (owner: Connection) =>
      [9, 10, 500].map((time) => frames.between(owner, at(time), at(time), "received"));
    expect(missing(first)).toEqual([false, true, true]);
    expect(missing(second)).toEqual([false, false, false]);
    expect([9, 500].map((time) => frames.anywhereBetween(at(time), at(time)))).toEqual([false, true]);
  });

  it("is no after a gap of a connection, and where such a log was cleared that is no connection's", () => {
    const frames = lost(
      gap(10, { connection: connectionId("c1") }),
      gap(20, { reason: "network-log-cleared", frames: 0 }),
    );
    expect([first, second, homeless].map((owner) => frames.between(owner, at(11), at(500), null))).toEqual([
      false,
      false,
      false,
    ]);
    expect(frames.anywhereBetween(at(11), at(500))).toBe(false);
  });

  it("is told of a connection whose beginning, or whose frame's end, is not there", () => {
    const frames = lost();
    frames.beginning(first, at(10));
    frames.cutFrame(second, "received", at(20));
    const missing = (owner: Connection) =>
      [10, 20].map((time) => frames.between(owner, at(time), at(time), null));
    expect([first, second, homeless].map(missing)).toEqual([
      [true, false],
      [false, true],
      [false, false],
    ]);
    expect([10, 20].map((time) => frames.anywhereBetween(at(time), at(time)))).toEqual([true, true]);
  });

  it("knows of a frame that was cut which way it went", () => {
    const frames = lost();
    frames.cutFrame(first, "received", at(10));
    frames.cutFrame(second, "sent", at(10));
    const missing = (owner: Connection) =>
      (["sent", "received", null] as const).map((way) => frames.between(owner, at(10), at(10), way));
    expect(missing(first)).toEqual([false, true, true]);
    expect(missing(second)).toEqual([true, false, true]);
  });

  it("does not depend on the order in which gaps are told of", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(30), { maxLength: 20 }), fc.nat(30), fc.nat(30), (times, from, length) => {
        const frames = lost(...times.map((time) => gap(time)));
        const expected = times.some((time) => time >= from && time <= from + length);
        expect(frames.between(first, at(from), at(from + length), null)).toBe(expected);
      }),
    );
  });
});
