import type { Session } from "../../src/core/session.ts";
import type { TimeLine } from "../time-travel/time-line.ts";
import { laneHeight } from "./lane-layout.ts";
import type { LaneView } from "./lane-view.ts";
import { countPerPixel } from "./paint-ticks.ts";
import { type WorkSpan, workSpans } from "./work-spans.ts";

/** The least width of a span: narrower ones would not be seen. */
const least = 3;
/** Exchanges, from a lane's top: between the states and the frames. */
const exchangeTop = 13.5;
const exchangeHeight = 2.5;
/** Rows that overlapping commands are laid out in. */
const rows = 3;
const rowHeight = 8;

/** A connection's exchanges, from the action to its answer. */
export function paintExchanges(
  context: CanvasRenderingContext2D,
  session: Session,
  line: TimeLine,
  top: number,
  view: LaneView,
): void {
  const { span, width, moment, palette } = view;
  const spans = workSpans(session, line, span, session.options.responseTimeout, moment);
  if (spans === null) {
    const counts = countPerPixel([line], span, width);
    context.fillStyle = palette.counted;
    for (let pixel = 0; pixel < counts.length; pixel++)
      if ((counts[pixel] ?? 0) > 0) context.fillRect(pixel, top + exchangeTop, 1, exchangeHeight);
    return;
  }
  for (const work of spans) bar(context, work, top + exchangeTop, exchangeHeight, view);
}

/**
 * Commands and data requests from their call to their outcome, or other systems' calls: beside each other where they overlap,
 * counted where they are too many.
 */
export function paintWork(
  context: CanvasRenderingContext2D,
  session: Session,
  line: TimeLine,
  top: number,
  view: LaneView,
): void {
  const { span, width, moment, palette } = view;
  const spans = workSpans(session, line, span, session.options.commandTimeout, moment);
  if (spans === null) {
    const counts = countPerPixel([line], span, width);
    let most = 1;
    for (const count of counts) most = Math.max(most, count);
    context.fillStyle = palette.counted;
    const reach = laneHeight - 6;
    for (let pixel = 0; pixel < counts.length; pixel++) {
      const count = counts[pixel] ?? 0;
      if (count === 0) continue;
      const height = Math.max(1.5, reach * Math.sqrt(count / most));
      context.fillRect(pixel, top + laneHeight - 2 - height, 1, height);
    }
    return;
  }
  const scale = width / (span.to - span.from);
  const free = new Array<number>(rows).fill(Number.NEGATIVE_INFINITY);
  for (const work of spans) {
    const end = Math.max(work.to, work.from + least / scale);
    let row = free.findIndex((until) => until <= work.from);
    // All rows are taken: the one that is free next.
    if (row === -1) row = free.indexOf(Math.min(...free));
    free[row] = Math.max(free[row] ?? 0, end + 1 / scale);
    bar(context, work, top + 2.5 + row * rowHeight, rowHeight - 2.5, view);
  }
}

function bar(
  context: CanvasRenderingContext2D,
  work: WorkSpan,
  top: number,
  height: number,
  { span, width, palette }: LaneView,
): void {
  const scale = width / (span.to - span.from);
  const left = Math.max(-least, (work.from - span.from) * scale);
  const right = Math.min(width + least, (work.to - span.from) * scale);
  context.fillStyle = palette.tones[work.tone];
  if (!work.open) {
    context.fillRect(left, top, Math.max(least, right - left), height);
    return;
  }
  // Not ended: it fades out where knowledge ends, told apart without colour by being hollow.
  context.globalAlpha = 0.45;
  context.fillRect(left, top, Math.max(least, right - left), height);
  context.globalAlpha = 1;
  context.fillRect(left, top, least, height);
}
