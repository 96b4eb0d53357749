import { expect, it } from "vitest";
import type { LaneView } from "../../../../panel/overview/lane-view.ts";
import { paintAxis } from "../../../../panel/overview/paint-axis.ts";

/** The times that are written over a span on an axis of 1000 pixels, and how far they stand apart. */
function labels(from: number, to: number) {
  const written: { readonly label: string; readonly at: number }[] = [];
  const context = {
    fillRect: () => undefined,
    measureText: (label: string) => ({ width: label.length * 7 }),
    fillText: (label: string, at: number) => {
      if (written.length === 5000) throw new Error("Expected few labels, got 5,000");
      written.push({ label, at });
    },
  } as unknown as CanvasRenderingContext2D;
  const view = { span: { from, to }, width: 1000, layout: { height: 45 }, palette: {} };
  paintAxis(context, view as unknown as LaneView);
  return written;
}

const second = 1000;
const day = 24 * 3600 * second;
const start = Date.UTC(2026, 10, 20, 10);

it.each([
  ["ten seconds", start, start + 10 * second],
  ["a month", start, start + 30 * day],
  ["from 1970 on, where an event's time is in seconds", start / 1000, start],
  ["a million years and more, where one is in nanoseconds", start, start * 1e6],
  ["more than times can tell apart", 1e300, 1e300],
  ["as good as for ever", start, 1e300],
])("labels over %s stand apart", (_span, from, to) => {
  const written = labels(from, to);
  expect(written.length).toBeLessThan(12);
  for (const [place, { at, label }] of written.entries())
    expect(at - (written[place - 1]?.at ?? -1000)).toBeGreaterThan(label.length * 7);
});

it("days are told apart", () => {
  const written = labels(start, start + 4 * day).map(({ label }) => label);
  expect(new Set(written).size).toBe(written.length);
  expect(written[0]).toMatch(/^2026-11-2/);
});
