import type { ChannelState, Connection, Severity } from "../../src/core/model.ts";
import { text } from "../text/english.ts";
import { formatClock, formatClockSeconds } from "../text/format.ts";
import type { TickIndex } from "./tick-index.ts";

export const laneHeight = 22;
/** Within a lane: the band of states, and the line from which ticks go up for sent and down for received. */
const bandTop = 2;
const bandHeight = 11;
const tickLine = 17;
const tickLength = 3;
export const axisHeight = 16;

/** The colours of a theme, read from the style sheet. */
export interface Palette {
  readonly text: string;
  readonly quiet: string;
  readonly line: string;
  readonly background: string;
  readonly selected: string;
  readonly states: Readonly<Record<ChannelState | "open", string>>;
  readonly stateText: string;
  readonly sent: string;
  readonly received: string;
  readonly severities: Readonly<Record<Severity, string>>;
}

export interface LaneView {
  readonly connections: readonly Connection[];
  /** The first lane shown, and by how many pixels it is scrolled away. */
  readonly first: number;
  readonly shift: number;
  readonly selected: number;
  readonly from: number;
  readonly to: number;
  readonly width: number;
  readonly height: number;
}

/** Marks of findings by connection: time and severity. */
export type FindingMarks = (
  connection: number,
) => readonly { readonly at: number; readonly severity: Severity }[];

/** Draws lanes, newest state of knowledge, onto a canvas context that is scaled to CSS pixels. */
export function paintLanes(
  context: CanvasRenderingContext2D,
  view: LaneView,
  ticks: TickIndex,
  marks: FindingMarks,
  palette: Palette,
  font: string,
): void {
  const { width, height } = view;
  context.clearRect(0, 0, width, height);
  context.font = font;
  context.textBaseline = "middle";
  const scale = width / Math.max(1, view.to - view.from);
  const x = (time: number) => (time - view.from) * scale;
  paintAxis(context, view, palette, x);
  context.save();
  context.beginPath();
  context.rect(0, axisHeight, width, height - axisHeight);
  context.clip();
  const count = Math.ceil((height - axisHeight + view.shift) / laneHeight);
  for (let lane = 0; lane < count; lane++) {
    const connection = view.connections[view.first + lane];
    if (connection === undefined) break;
    const top = axisHeight + lane * laneHeight - view.shift;
    if (connection.index === view.selected) {
      context.fillStyle = palette.selected;
      context.fillRect(0, top, width, laneHeight);
    }
    paintBands(context, connection, top, view, palette, x);
    paintTicks(context, connection.index, top, ticks, palette, view, scale);
    paintMarks(context, marks(connection.index), top, palette, x);
    context.fillStyle = palette.line;
    context.fillRect(0, top + laneHeight - 1, width, 1);
  }
  context.restore();
}

function paintAxis(
  context: CanvasRenderingContext2D,
  view: LaneView,
  palette: Palette,
  x: (time: number) => number,
): void {
  const step = axisStep(view.to - view.from, view.width);
  context.textAlign = "left";
  // Steps of whole seconds in the person's time zone.
  for (let time = Math.ceil(view.from / step) * step; time < view.to; time += step) {
    const at = Math.round(x(time));
    context.fillStyle = palette.line;
    context.fillRect(at, 0, 1, view.height);
    context.fillStyle = palette.quiet;
    const label = step >= 1000 ? formatClockSeconds(time) : formatClock(time);
    if (at + context.measureText(label).width + 6 < view.width)
      context.fillText(label, at + 4, axisHeight / 2 + 0.5);
  }
  context.fillStyle = palette.line;
  context.fillRect(0, axisHeight - 1, view.width, 1);
}

const steps = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 3e4, 6e4, 3e5, 6e5, 1.8e6, 3.6e6, 1.44e7, 8.64e7,
];

function axisStep(span: number, width: number): number {
  const wanted = span / Math.max(1, width / 110);
  return steps.find((step) => step >= wanted) ?? 8.64e7;
}

function paintBands(
  context: CanvasRenderingContext2D,
  connection: Connection,
  top: number,
  view: LaneView,
  palette: Palette,
  x: (time: number) => number,
): void {
  const band = (from: number, to: number, state: ChannelState | "open", label: string) => {
    const left = Math.max(0, x(from));
    const right = Math.min(view.width, x(to));
    if (right < 0 || left > view.width) return;
    const width = Math.max(1.5, right - left);
    const flat = state === "not-joined" || state === "left" || state === "open";
    context.fillStyle = palette.states[state];
    // A state without a channel is a low band, one with a channel a full one: told apart without colour too.
    if (flat) context.fillRect(left, top + bandTop + bandHeight - 4, width, 4);
    else context.fillRect(left, top + bandTop, width, bandHeight);
    if (state === "joining" || state === "leaving")
      hatch(context, left, top + bandTop, width, bandHeight, palette.background);
    if (flat || label === "") return;
    const room = width - 10;
    if (room < 24 || context.measureText(label).width > room) return;
    context.fillStyle = palette.stateText;
    context.textAlign = "left";
    context.fillText(label, left + 5, top + bandTop + bandHeight / 2 + 0.5);
  };
  const end = connection.closedAt ?? view.to;
  if (connection.channel.length === 0) {
    band(connection.createdAt, end, "open", "");
    return;
  }
  for (const interval of connection.channel) {
    if (interval.state === "closed") break;
    band(interval.from, interval.to ?? view.to, interval.state, text.states[interval.state]);
  }
}

function hatch(
  context: CanvasRenderingContext2D,
  left: number,
  top: number,
  width: number,
  height: number,
  colour: string,
): void {
  context.save();
  context.beginPath();
  context.rect(left, top, width, height);
  context.clip();
  context.strokeStyle = colour;
  context.lineWidth = 1.5;
  context.beginPath();
  for (let at = left - height; at < left + width; at += 5) {
    context.moveTo(at, top + height);
    context.lineTo(at + height, top);
  }
  context.stroke();
  context.restore();
}

/** Frames: up from a line for sent, down for received. */
function paintTicks(
  context: CanvasRenderingContext2D,
  connection: number,
  top: number,
  ticks: TickIndex,
  palette: Palette,
  view: LaneView,
  scale: number,
): void {
  const columns = Math.ceil(view.width);
  const sent = new Float64Array(columns);
  const received = new Float64Array(columns);
  ticks.each(connection, (from, sentCount, receivedCount) => {
    const column = Math.floor((from + ticks.width / 2 - view.from) * scale);
    if (column < 0 || column >= columns) return;
    sent[column] = (sent[column] ?? 0) + sentCount;
    received[column] = (received[column] ?? 0) + receivedCount;
  });
  const paint = (counts: Float64Array, colour: string, from: number) => {
    context.fillStyle = colour;
    for (let column = 0; column < columns; column++) {
      const count = counts[column] ?? 0;
      if (count === 0) continue;
      // The more frames share a pixel, the stronger it is; a single one is still plain to see.
      context.globalAlpha = Math.min(1, 0.6 + Math.log2(count) * 0.06);
      context.fillRect(column, top + from, 1, tickLength);
    }
    context.globalAlpha = 1;
  };
  paint(sent, palette.sent, tickLine - tickLength);
  paint(received, palette.received, tickLine);
}

function paintMarks(
  context: CanvasRenderingContext2D,
  marks: ReturnType<FindingMarks>,
  top: number,
  palette: Palette,
  x: (time: number) => number,
): void {
  const middle = top + tickLine;
  for (const { at, severity } of marks) {
    const left = x(at);
    context.fillStyle = palette.severities[severity];
    context.strokeStyle = palette.background;
    context.lineWidth = 1;
    context.beginPath();
    if (severity === "error") context.arc(left, middle, 3.5, 0, Math.PI * 2);
    else if (severity === "warning") {
      context.moveTo(left, middle - 4);
      context.lineTo(left + 4, middle + 3.5);
      context.lineTo(left - 4, middle + 3.5);
      context.closePath();
    } else context.rect(left - 2.5, middle - 2.5, 5, 5);
    context.fill();
    context.stroke();
  }
}
