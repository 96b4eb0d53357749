import type { ChannelState, Connection } from "../../src/core/model.ts";
import { text } from "../text/english.ts";
import type { ConnectionLines, FindingLines } from "./lane-index.ts";
import { axisHeight, bandHeight, bandTop, laneHeight, type PinnedLane } from "./lane-layout.ts";
import type { LaneView } from "./lane-view.ts";
import { paintAxis } from "./paint-axis.ts";
import { paintDocuments, paintFindings, paintGaps, type Taken } from "./paint-marks.ts";
import { paintMembers } from "./paint-members.ts";
import { paintExchanges, paintWork } from "./paint-spans.ts";
import { paintTicks } from "./paint-ticks.ts";
import type { Palette } from "./palette.ts";

/** The least band that is labelled, in pixels. */
const leastLabelled = 34;

/** Draws the overview onto a context that is scaled to CSS pixels. The cost depends on its width, not on the session. */
export function paintLanes(context: CanvasRenderingContext2D, view: LaneView): void {
  const { layout, width, index, scrollTop, palette } = view;
  context.clearRect(0, 0, width, layout.height);
  context.font = view.font;
  context.textBaseline = "middle";
  // Nothing has happened yet, so no time has a place on it.
  if (index.session.log.length > 0) paintAxis(context, view);
  const connectionsEnd = layout.height - layout.pinned.length * laneHeight;
  clipped(context, 0, axisHeight, width, connectionsEnd - axisHeight, () => {
    if (layout.connectionLanes === 0) paintAll(context, view);
    else {
      const { connections } = index.session;
      const first = Math.floor(scrollTop / laneHeight);
      for (let lane = first; lane < connections.length; lane++) {
        const top = axisHeight + lane * laneHeight - scrollTop;
        if (top >= connectionsEnd) break;
        const connection = connections[lane];
        if (connection !== undefined) paintConnection(context, connection, top, view);
      }
    }
  });
  for (const [lane, pinned] of layout.pinned.entries())
    paintPinned(context, pinned, connectionsEnd + lane * laneHeight, view);
  clipped(context, 0, 0, width, layout.height, () => {
    paintGaps(context, index.gaps, axisHeight, layout.height - axisHeight, view.span, width, palette);
    paintDocuments(context, view);
  });
}

function paintConnection(
  context: CanvasRenderingContext2D,
  connection: Connection,
  top: number,
  view: LaneView,
): void {
  const { index, span, width, palette } = view;
  if (connection.index === view.selected) {
    context.fillStyle = palette.selected;
    context.fillRect(0, top, width, laneHeight);
  }
  const lines = index.connection(connection.index);
  paintBands(context, connection, top, view);
  paintExchanges(context, index.session, lines.exchanges, top, view);
  paintTicks(context, [lines.sent], [lines.received], top, span, width, palette);
  paintGaps(context, lines.gaps, top + 1, laneHeight - 3, span, width, palette);
  const taken = paintFindings(context, [lines.findings], top, view);
  paintLabels(context, connection, top, view, taken);
  underline(context, top, view);
}

/** All connections in one lane: frames and findings, since states do not add up. */
function paintAll(context: CanvasRenderingContext2D, view: LaneView): void {
  const { index, span, width, palette } = view;
  const all: ConnectionLines[] = index.session.connections.map((connection) =>
    index.connection(connection.index),
  );
  paintTicks(
    context,
    all.map(({ sent }) => sent),
    all.map(({ received }) => received),
    axisHeight - 4,
    span,
    width,
    palette,
  );
  const findings: FindingLines[] = [index.findings, ...all.map((lines) => lines.findings)];
  paintFindings(context, findings, axisHeight, view);
  underline(context, axisHeight, view);
}

function paintPinned(context: CanvasRenderingContext2D, lane: PinnedLane, top: number, view: LaneView): void {
  const { index } = view;
  clipped(context, 0, top, view.width, laneHeight, () => {
    if (lane.type === "commands") {
      paintWork(context, index.session, index.commands, top, view);
      paintFindings(context, [index.findings], top, view);
    } else {
      paintMembers(context, lane.channel, top, view);
      paintExchanges(context, index.session, lane.channel.calls, top, view);
    }
    underline(context, top, view);
  });
}

function underline(context: CanvasRenderingContext2D, top: number, { palette, width }: LaneView): void {
  context.fillStyle = palette.line;
  context.fillRect(0, top + laneHeight - 1, width, 1);
}

function paintBands(
  context: CanvasRenderingContext2D,
  connection: Connection,
  top: number,
  view: LaneView,
): void {
  const { palette } = view;
  eachBand(connection, view, (state, left, length) => {
    const flat = state === "not-joined" || state === "left" || state === "open";
    context.fillStyle = palette.states[state];
    // A state without a channel is a low band, one with a channel a full one: told apart without colour too.
    if (flat) context.fillRect(left, top + bandTop + bandHeight - 4, length, 4);
    else context.fillRect(left, top + bandTop, length, bandHeight);
    if (state === "joining" || state === "leaving") hatch(context, left, top + bandTop, length, palette);
  });
}

/** The states' names, where there is room for them and no mark. */
function paintLabels(
  context: CanvasRenderingContext2D,
  connection: Connection,
  top: number,
  view: LaneView,
  taken: Taken,
): void {
  context.textAlign = "left";
  eachBand(connection, view, (state, left, length) => {
    if (state === "not-joined" || state === "left" || state === "open" || length < leastLabelled) return;
    const label = text.states[state];
    const end = left + 5 + context.measureText(label).width;
    if (end > left + length - 5 || taken(left, end)) return;
    context.fillStyle = view.palette.stateText;
    context.fillText(label, left + 5, top + bandTop + bandHeight / 2 + 0.5);
  });
}

/** A connection's states in view, with where they begin and how long they are, in pixels. */
function eachBand(
  connection: Connection,
  view: LaneView,
  visit: (state: ChannelState | "open", left: number, length: number) => void,
): void {
  const { span, width } = view;
  const scale = width / (span.to - span.from);
  const band = (from: number, to: number, state: ChannelState | "open") => {
    if (to < span.from || from > span.to) return;
    const left = Math.max(-1, (from - span.from) * scale);
    const right = Math.min(width + 1, (to - span.from) * scale);
    visit(state, left, Math.max(1.5, right - left));
  };
  // What has not ended yet ends where the session's knowledge does.
  const end = connection.closedAt ?? view.index.session.now ?? span.to;
  if (connection.channel.length === 0) {
    band(connection.createdAt, end, "open");
    return;
  }
  const history = connection.channel;
  for (let at = firstReaching(history, span.from); at < history.length; at++) {
    const interval = history[at];
    if (interval === undefined || interval.state === "closed" || interval.from > span.to) break;
    band(interval.from, interval.to ?? end, interval.state);
  }
}

/** The first interval that ends after `time`: a history may be long. */
function firstReaching(history: Connection["channel"], time: number): number {
  let low = 0;
  let high = history.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((history[middle]?.to ?? Number.POSITIVE_INFINITY) > time) high = middle;
    else low = middle + 1;
  }
  return low;
}

function hatch(
  context: CanvasRenderingContext2D,
  left: number,
  top: number,
  width: number,
  palette: Palette,
): void {
  clipped(context, left, top, width, bandHeight, () => {
    context.strokeStyle = palette.background;
    context.lineWidth = 1.5;
    context.beginPath();
    for (let at = left - bandHeight; at < left + width; at += 5) {
      context.moveTo(at, top + bandHeight);
      context.lineTo(at + bandHeight, top);
    }
    context.stroke();
  });
}

function clipped(
  context: CanvasRenderingContext2D,
  left: number,
  top: number,
  width: number,
  height: number,
  paint: () => void,
): void {
  context.save();
  context.beginPath();
  context.rect(left, top, width, height);
  context.clip();
  paint();
  context.restore();
}
