import type { TimeLine } from "../time-travel/time-line.ts";
import type { Span } from "../time-travel/viewport.ts";
import type { Palette } from "./palette.ts";

/** From a lane's top: the line from which ticks go up for sent and down for received, and how far. */
const middle = 21.5;
const reach = 5.5;
/** A frame that stands alone is drawn so wide. */
const aloneWidth = 1.5;
/** Up to this many frames a pixel each is a tick of full length. */
const sparse = 3;

/** How many of the lines' items fall into each pixel of the span, whose end is not in it. */
export function countPerPixel(lines: readonly TimeLine[], span: Span, width: number): Uint32Array {
  const counts = new Uint32Array(Math.max(0, Math.ceil(width)));
  const step = (span.to - span.from) / width;
  for (const line of lines) {
    let position = line.positionAt(span.from);
    // Where the span ends is asked of the line: a quotient may fall short of the last pixel by rounding.
    const end = line.positionAt(span.to, position);
    // From one item to the next, not from pixel to pixel: an empty stretch costs one look-up.
    while (position < end) {
      const pixel = Math.min(counts.length - 1, Math.floor((line.time(position) - span.from) / step));
      const following = line.positionAt(span.from + (pixel + 1) * step, position);
      const next = Math.min(end, Math.max(position + 1, following));
      counts[pixel] = (counts[pixel] ?? 0) + next - position;
      position = next;
    }
  }
  return counts;
}

/**
 * Frames of a lane: up for sent, down for received. Where many share a pixel, the length tells how many against the busiest
 * pixel, so that a flood is a curve and not a block.
 */
export function paintTicks(
  context: CanvasRenderingContext2D,
  sent: readonly TimeLine[],
  received: readonly TimeLine[],
  top: number,
  span: Span,
  width: number,
  palette: Palette,
): void {
  const up = countPerPixel(sent, span, width);
  const down = countPerPixel(received, span, width);
  let most = 0;
  for (const counts of [up, down]) for (const count of counts) most = Math.max(most, count);
  if (most === 0) return;
  bars(context, up, most, top + middle, -1, palette.sent);
  bars(context, down, most, top + middle, 1, palette.received);
}

function bars(
  context: CanvasRenderingContext2D,
  counts: Uint32Array,
  most: number,
  from: number,
  sign: -1 | 1,
  colour: string,
): void {
  context.fillStyle = colour;
  context.beginPath();
  let begin = 0;
  let length = 0;
  const width = most <= sparse ? aloneWidth : 1;
  for (let pixel = 0; pixel <= counts.length; pixel++) {
    const next = lengthOf(counts[pixel] ?? 0, most);
    // Neighbours of the same length are one rectangle: a steady flood is a few of them.
    if (next === length && pixel < counts.length) continue;
    if (length > 0) context.rect(begin, sign === 1 ? from : from - length, pixel - begin - 1 + width, length);
    begin = pixel;
    length = next;
  }
  context.fill();
}

function lengthOf(count: number, most: number): number {
  if (count === 0) return 0;
  if (most <= sparse) return reach;
  return Math.max(1, Math.round(2 * reach * (count / most) ** 0.7) / 2);
}
