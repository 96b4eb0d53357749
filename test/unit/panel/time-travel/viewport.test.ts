import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatTime } from "../../../../panel/columns/columns.tsx";
import { including, panned, type Span, zoomed } from "../../../../panel/time-travel/viewport.ts";
import { createSession } from "../../../../src/core/create-session.ts";
import { Conversation } from "../../../panel/page/conversation.ts";

const whole: Span = { from: 0, to: 10_000 };
const spans = fc
  .tuple(fc.double({ min: 0, max: 9000, noNaN: true }), fc.double({ min: 1, max: 5000, noNaN: true }))
  .map(([from, length]): Span => ({ from, to: Math.min(10_000, from + length) }));
const inside = (span: Span) => span.from >= whole.from - 1e-6 && span.to <= whole.to + 1e-6;

describe("the axis", () => {
  it("never leaves the session, however it is zoomed and moved", () => {
    fc.assert(
      fc.property(
        spans,
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: -20_000, max: 20_000, noNaN: true }),
        (span, factor, share, distance) => {
          const anchor = span.from + share * (span.to - span.from);
          expect(inside(zoomed(span, factor, anchor, whole))).toBe(true);
          const moved = panned(span, distance, whole);
          expect(inside(moved)).toBe(true);
          expect(moved.to - moved.from).toBeCloseTo(span.to - span.from, 5);
        },
      ),
    );
  });

  it("keeps the time under the pointer where it is", () => {
    const span = { from: 4000, to: 6000 };
    const near = zoomed(span, 0.5, 4500, whole);
    expect((4500 - near.from) / (near.to - near.from)).toBeCloseTo(0.25);
    expect(near.to - near.from).toBe(1000);
  });

  it("shows no less than a millisecond and no more than all", () => {
    expect(zoomed({ from: 5000, to: 5002 }, 1e-6, 5001, whole)).toEqual({ from: 5000.5, to: 5001.5 });
    expect(zoomed({ from: 5000, to: 5002 }, 1e9, 5001, whole)).toEqual(whole);
  });

  it("moves no further than a moment needs to be seen", () => {
    const span = { from: 4000, to: 5000 };
    expect(including(span, 4500, whole)).toEqual(span);
    expect(including(span, 5500, whole).to).toBeCloseTo(5580);
    expect(including(span, 3000, whole).from).toBeCloseTo(2920);
  });
});

describe("relative times", () => {
  const session = createSession({ live: true });
  for (const event of new Conversation(1_790_000_000_000).page("d1").wait(5000).connect("c1", "d1").events)
    session.append(event);
  const { log } = session;
  const shown = (baseline: number, index: number) =>
    formatTime({ session, timeFormat: "relative", baseline }, log.time(index));

  it("count from the first event", () => expect(shown(0, 0)).toBe("+0.000 s"));
  it("count from the first event after a clear, not from what was carried over it", () => {
    expect(shown(1, 1)).toBe("+0.000 s");
    expect(shown(0, 1)).toBe("+5.000 s");
    expect(shown(1, 0)).toBe("-5.000 s");
  });
});
