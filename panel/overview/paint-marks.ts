import type { Severity } from "../../src/core/model.ts";
import type { TimeLine } from "../time-travel/time-line.ts";
import type { Span } from "../time-travel/viewport.ts";
import type { FindingLines } from "./lane-index.ts";
import type { LaneView } from "./lane-view.ts";
import type { Palette } from "./palette.ts";

/** One mark takes this many pixels; of the findings in them the worst is shown. */
const cell = 9;
/** More notes than this in view are not marked: they would hide what is worse. The Problems view has them. */
const mostNotes = 40;
/** Up to so many findings in one place, all marks are of full size. */
const manyAtOnce = 3;
/** Where marks stand, from a lane's top: over the band of states, beside the frames. */
const markMiddle = 7.5;

/** Marks of findings: a disc for an error, a triangle for a warning, a small square for a note. */
export function paintFindings(
  context: CanvasRenderingContext2D,
  lines: readonly FindingLines[],
  top: number,
  { span, width, palette }: LaneView,
): Taken {
  const middle = top + markMiddle;
  const scale = width / (span.to - span.from);
  const taken = new Set<number>();
  const marks: { severity: Severity; x: number; count: number }[] = [];
  let most = 1;
  for (const severity of ["error", "warning", "info"] as const) {
    for (const line of lines.map((each) => each[severity])) {
      let position = line.positionAt(span.from);
      if (severity === "info" && line.positionAfter(span.to, position) - position > mostNotes) continue;
      while (position < line.length) {
        const time = line.time(position);
        if (time > span.to) break;
        const place = Math.floor(((time - span.from) * scale) / cell);
        const next = Math.max(
          position + 1,
          line.positionAt(span.from + ((place + 1) * cell) / scale, position),
        );
        if (!taken.has(place)) {
          taken.add(place);
          marks.push({ severity, x: (time - span.from) * scale, count: next - position });
          most = Math.max(most, next - position);
        }
        position = next;
      }
    }
  }
  // Where many share a place, a larger mark stands for more of them.
  const full = most <= manyAtOnce;
  for (const { severity, x, count } of marks.reverse())
    mark(context, severity, x, middle, full ? 1 : 0.6 + 0.4 * Math.sqrt(count / most), palette);
  return (from, to) => {
    for (let place = Math.floor((from - cell / 2) / cell); place <= (to + cell / 2) / cell; place++)
      if (taken.has(place)) return true;
    return false;
  };
}

/** Whether a mark stands between two places, in pixels. */
export type Taken = (from: number, to: number) => boolean;

function mark(
  context: CanvasRenderingContext2D,
  severity: Severity,
  x: number,
  y: number,
  size: number,
  palette: Palette,
): void {
  context.fillStyle = palette.severities[severity];
  context.strokeStyle = palette.background;
  context.lineWidth = 1;
  context.beginPath();
  if (severity === "error") context.arc(x, y, 3.75 * size, 0, Math.PI * 2);
  else if (severity === "warning") {
    context.moveTo(x, y - 4.25 * size);
    context.lineTo(x + 4.25 * size, y + 3.5 * size);
    context.lineTo(x - 4.25 * size, y + 3.5 * size);
    context.closePath();
  } else context.rect(x - 2.25, y - 2.25, 4.5, 4.5);
  context.fill();
  context.stroke();
}

/** Where something is missing: a broken line from top to bottom. */
export function paintGaps(
  context: CanvasRenderingContext2D,
  gaps: TimeLine,
  top: number,
  height: number,
  span: Span,
  width: number,
  palette: Palette,
): void {
  const scale = width / (span.to - span.from);
  let position = gaps.positionAt(span.from);
  while (position < gaps.length && gaps.time(position) <= span.to) {
    const x = Math.round((gaps.time(position) - span.from) * scale);
    context.fillStyle = palette.background;
    context.fillRect(x - 2, top, 4, height);
    context.strokeStyle = palette.gap;
    context.lineWidth = 1.25;
    context.beginPath();
    context.moveTo(x - 1.5, top);
    for (let y = top, side = 1; y < top + height; y += 3.5, side = -side)
      context.lineTo(x + side * 1.5, Math.min(top + height, y + 3.5));
    context.stroke();
    position = Math.max(position + 1, gaps.positionAt(span.from + (x + 4) / scale, position));
  }
}

/** New pages: a dashed line over all lanes, with a flag on the axis. */
export function paintDocuments(context: CanvasRenderingContext2D, view: LaneView): void {
  const { index, span, width, palette, layout } = view;
  const { documents } = index;
  const scale = width / (span.to - span.from);
  let position = documents.positionAt(span.from);
  while (position < documents.length && documents.time(position) <= span.to) {
    const x = Math.round((documents.time(position) - span.from) * scale) + 0.5;
    context.strokeStyle = palette.quiet;
    context.lineWidth = 1;
    context.setLineDash([3, 3]);
    context.beginPath();
    context.moveTo(x, 0);
    context.lineTo(x, layout.height);
    context.stroke();
    context.setLineDash([]);
    context.fillStyle = palette.quiet;
    context.beginPath();
    context.moveTo(x, 0);
    context.lineTo(x + 6, 2.5);
    context.lineTo(x, 5);
    context.fill();
    position = Math.max(position + 1, documents.positionAt(span.from + (x + 4) / scale, position));
  }
}
