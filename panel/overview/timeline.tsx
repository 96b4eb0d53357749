import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { useStore } from "../store/store-context.ts";
import { formatClock } from "../text/format.ts";
import { overTimeText } from "../text/over-time-text.ts";
import type { Span } from "../time-travel/viewport.ts";
import { useSize } from "../widgets/use-size.ts";
import { describeOpenWork } from "./describe-open-work.ts";
import { describePlace } from "./describe-place.ts";
import type { LaneIndex } from "./lane-index.ts";
import { axisHeight, type LaneLayout, laneHeight } from "./lane-layout.ts";
import type { OpenWork } from "./open-work.ts";
import { paintLanes } from "./paint-lanes.ts";
import { type Palette, readPalette } from "./palette.ts";
import { handleTimelineKey } from "./timeline-keys.ts";
import { TimelinePointer } from "./timeline-pointer.ts";

interface TimelineProps {
  readonly index: LaneIndex;
  readonly complete: boolean;
  readonly layout: LaneLayout;
  readonly scrollTop: number;
  readonly selected: number;
  /** What stood open at the moment; null while live. */
  readonly work: OpenWork | null;
  readonly lanes: RefObject<HTMLDivElement | null>;
}

/** The lanes over time: drawn on a canvas; what marks a place in it stands over it. */
export function Timeline({ index, complete, layout, scrollTop, selected, work, lanes }: TimelineProps) {
  const store = useStore();
  const session = store.session.value;
  const revision = store.revision.value;
  const theme = store.theme.value;
  const moment = store.travel.moment.value;
  const range = store.travel.range.value;
  const viewport = store.travel.viewport.value;
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width } = useSize(canvas);
  const hover = useTimelinePointer(frame, lanes);
  const forced = useForcedColours();
  const appearance = useRef<{ theme: string; forced: boolean; palette: Palette; font: string } | null>(null);
  const span = viewport ?? store.travel.whole();

  useLayoutEffect(() => {
    const element = canvas.current;
    const context = element?.getContext("2d") ?? null;
    if (element === null || context === null || width === 0) return;
    if (appearance.current?.theme !== theme || appearance.current.forced !== forced)
      appearance.current = {
        theme,
        forced,
        palette: readPalette(element),
        font: getComputedStyle(element).font,
      };
    const ratio = window.devicePixelRatio;
    const [pixelWidth, pixelHeight] = [Math.round(width * ratio), Math.round(layout.height * ratio)];
    // Setting a size empties the canvas and takes new memory, also where it is the same.
    if (element.width !== pixelWidth) element.width = pixelWidth;
    if (element.height !== pixelHeight) element.height = pixelHeight;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const { palette, font } = appearance.current;
    paintLanes(context, { index, layout, span, width, scrollTop, selected, moment, palette, font });
  }, [
    index,
    complete,
    revision,
    theme,
    forced,
    width,
    layout.height,
    layout.pinned.length,
    layout.connectionLanes,
    scrollTop,
    selected,
    moment,
    span.from,
    span.to,
  ]);

  const place = (time: number): string => `${percentOf(time, span)}%`;
  const at = moment ?? session.now ?? span.to;
  return (
    <div
      ref={frame}
      class="timeline"
      role="slider"
      tabIndex={0}
      aria-label={overTimeText.axis}
      aria-description={overTimeText.axisHelp}
      aria-valuemin={0}
      aria-valuemax={Math.round(span.to - span.from)}
      aria-valuenow={Math.round(Math.min(span.to, Math.max(span.from, at)) - span.from)}
      aria-valuetext={overTimeText.axisValue(
        formatClock(at),
        moment === null,
        work === null ? "" : `, ${describeOpenWork(work)}`,
      )}
      style={{ height: `${layout.height}px` }}
      onKeyDown={(event) => handleTimelineKey(event, store)}
    >
      {/* The slider's own value says in words what is drawn; a slider's children are not read out. */}
      <canvas ref={canvas} class="timeline-canvas" />
      {range === null ? null : (
        <div
          class="timeline-range"
          style={{
            insetInlineStart: place(Math.max(range.from, span.from)),
            width: `${Math.max(0, percentOf(Math.min(range.to, span.to), span) - percentOf(Math.max(range.from, span.from), span))}%`,
          }}
        >
          <span class="timeline-edge is-from" data-edge="from" title={overTimeText.rangeFrom} />
          <span class="timeline-edge is-to" data-edge="to" title={overTimeText.rangeTo} />
        </div>
      )}
      {moment === null || moment > span.to || moment < span.from ? null : (
        <>
          <div class="timeline-later" style={{ insetInlineStart: place(moment) }} />
          <div class="timeline-moment" style={{ insetInlineStart: place(moment) }} />
        </>
      )}
      {moment !== null && moment < span.from ? (
        <div class="timeline-later" style={{ insetInlineStart: "0" }} />
      ) : null}
      {hover === null || width === 0 ? null : (
        <Hover x={hover.x} y={hover.y} width={width} span={span} {...{ index, layout, scrollTop }} />
      )}
    </div>
  );
}

/** Follows the pointer; apart from the component, so that no listener holds on to a session that was let go. */
function useTimelinePointer(
  frame: RefObject<HTMLDivElement | null>,
  lanes: RefObject<HTMLDivElement | null>,
): { readonly x: number; readonly y: number } | null {
  const store = useStore();
  const [hover, setHover] = useState<{ readonly x: number; readonly y: number } | null>(null);
  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const pointer = new TimelinePointer(element, store, setHover, (distance) => {
      if (lanes.current !== null) lanes.current.scrollTop += distance;
    });
    return () => pointer.stop();
  }, [store]);
  return hover;
}

/** A line under the pointer, with what lies there. */
function Hover(props: {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly span: Span;
  readonly index: LaneIndex;
  readonly layout: LaneLayout;
  readonly scrollTop: number;
}) {
  const { x, y, width, span, layout } = props;
  const perPixel = (span.to - span.from) / width;
  const time = span.from + x * perPixel;
  const lane =
    y < axisHeight
      ? null
      : layout.connectionLanes === 0
        ? -1
        : Math.floor((y - axisHeight + props.scrollTop) / laneHeight);
  const pinnedTop = layout.height - layout.pinned.length * laneHeight;
  const pinned = y >= pinnedTop ? layout.pinned[Math.floor((y - pinnedTop) / laneHeight)] : undefined;
  const words = describePlace(props.index, pinned ?? lane, time, perPixel);
  return (
    <>
      <div class="timeline-hover" style={{ insetInlineStart: `${x}px` }} />
      <div
        class={`timeline-tip${x > width / 2 ? " is-before" : ""}`}
        style={x > width / 2 ? { right: `${width - x + 6}px` } : { left: `${x + 6}px` }}
      >
        <span class="number">{formatClock(time)}</span>
        {words === "" ? null : <span> {words}</span>}
      </div>
    </>
  );
}

const percentOf = (time: number, span: Span): number => ((time - span.from) / (span.to - span.from)) * 100;

/** Whether the person's system forces its own colours, now. */
function useForcedColours(): boolean {
  const [forced, setForced] = useState(false);
  useEffect(() => {
    const media = matchMedia("(forced-colors: active)");
    const follow = () => setForced(media.matches);
    follow();
    media.addEventListener("change", follow);
    return () => media.removeEventListener("change", follow);
  }, []);
  return forced;
}
