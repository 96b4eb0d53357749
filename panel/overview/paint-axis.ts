import { formatClock, formatClockSeconds, formatDateTime } from "../text/format.ts";
import { axisHeight } from "./lane-layout.ts";
import type { LaneView } from "./lane-view.ts";

const day = 8.64e7;
const steps = [
  0.1,
  0.2,
  0.5,
  1,
  2,
  5,
  10,
  20,
  50,
  100,
  200,
  500,
  1e3,
  2e3,
  5e3,
  1e4,
  3e4,
  6e4,
  3e5,
  6e5,
  1.8e6,
  3.6e6,
  1.44e7,
  day,
];
const pixelsPerLabel = 110;

/** The times at the top, and faint lines down from them. */
export function paintAxis(context: CanvasRenderingContext2D, view: LaneView): void {
  const { span, width, palette, layout } = view;
  const scale = width / (span.to - span.from);
  const wanted = (span.to - span.from) / Math.max(1, width / pixelsPerLabel);
  const step = steps.find((candidate) => candidate >= wanted) ?? Math.ceil(wanted / day) * day;
  context.textAlign = "left";
  // Counted, not added up: a step of a tenth of a millisecond is below a time's precision, and any is below a broken one's.
  const first = Math.ceil(span.from / step);
  for (let count = 0; count < width && (first + count) * step < span.to; count++) {
    const number = first + count;
    const at = Math.round((number * step - span.from) * scale);
    context.fillStyle = palette.line;
    context.fillRect(at, 0, 1, layout.height);
    context.fillStyle = palette.quiet;
    const label = labelOf(number * step, step);
    if (at + context.measureText(label).width + 6 < width)
      context.fillText(label, at + 4, axisHeight / 2 + 0.5);
  }
  context.fillStyle = palette.line;
  context.fillRect(0, axisHeight - 1, width, 1);
}

function labelOf(time: number, step: number): string {
  if (step >= day) return formatDateTime(time).slice(0, 10);
  if (step >= 1000) return formatClockSeconds(time);
  if (step >= 1) return formatClock(time);
  return `${formatClock(time)}${(time - Math.floor(time)).toFixed(1).slice(2)}`;
}
