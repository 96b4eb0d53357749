import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Connection, Severity } from "../../src/core/model.ts";
import type { Session } from "../../src/core/session.ts";
import { text } from "../text/english.ts";
import { formatClockSeconds, shortUrl } from "../text/format.ts";
import { useStore } from "../views/store-context.ts";
import { type ConnectionState, connectionStateAt } from "./connection-state.ts";
import { axisHeight, laneHeight, type Palette, paintLanes } from "./paint-lanes.ts";
import { readPalette } from "./read-palette.ts";
import { TickIndex } from "./tick-index.ts";

/** The least span of time that the axis shows, in milliseconds. */
const minimumSpan = 2000;
/** Marks of findings are read for this many of the latest; the Problems view has them all. */
const markedFindings = 2000;

/** A lane per connection: who it is and what it does now on the left, its states and frames over time on the right. */
export function Overview({ height }: { readonly height: number }) {
  const store = useStore();
  const session = store.session.value;
  const revision = store.revision.value;
  const theme = store.theme.value;
  const moment = store.moment.value;
  const selection = store.selection.value;
  const scroller = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [scrollTop, setScrollTop] = useState(0);
  const [width, setWidth] = useState(0);
  const following = useRef(true);
  const appearance = useRef<{
    readonly theme: string;
    readonly palette: Palette;
    readonly font: string;
  } | null>(null);
  const ticks = useMemo(() => ({ session, index: new TickIndex() }), [session]);
  const connections = session.connections;
  const selected = selectedConnection(selection, session);

  const visibleHeight = Math.max(laneHeight, height - axisHeight);
  const first = Math.min(Math.floor(scrollTop / laneHeight), Math.max(0, connections.length - 1));
  const last = Math.min(connections.length, Math.ceil((scrollTop + visibleHeight) / laneHeight));
  const span = timeSpan(session);

  useLayoutEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    const measure = () => setWidth(element.clientWidth);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  // The newest connection stays in view until the list is scrolled away from it.
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element !== null && following.current) element.scrollTop = element.scrollHeight;
  }, [connections.length, height]);

  useLayoutEffect(() => {
    const element = canvas.current;
    const context = element?.getContext("2d") ?? null;
    if (element === null || context === null || width === 0) return;
    // Read once a theme: asking for a style makes the browser compute them all.
    if (appearance.current?.theme !== theme)
      appearance.current = { theme, palette: readPalette(element), font: getComputedStyle(element).font };
    const ratio = window.devicePixelRatio;
    element.width = Math.round(width * ratio);
    element.height = Math.round(height * ratio);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    ticks.index.sync(session);
    const marks = marksByConnection(session);
    paintLanes(
      context,
      {
        connections,
        first,
        shift: scrollTop - first * laneHeight,
        selected,
        from: span.from,
        to: span.to,
        width,
        height,
      },
      ticks.index,
      (connection) => marks.get(connection) ?? [],
      appearance.current.palette,
      appearance.current.font,
    );
  }, [session, revision, theme, width, height, scrollTop, selected]);

  const items = [];
  for (let index = first; index < last; index++) {
    const connection = connections[index];
    if (connection !== undefined)
      items.push(
        <ConnectionItem
          key={connection.id}
          connection={connection}
          state={connectionStateAt(connection, moment)}
          count={connections.length}
          selected={index === selected}
          onSelect={() => store.select({ type: "connection", index })}
        />,
      );
  }
  return (
    <section class="overview" aria-label={text.overview.label} style={{ height: `${height + 1}px` }}>
      <div class="overview-list">
        <div class="overview-heading" aria-hidden="true">
          {text.overview.connections}
        </div>
        <div
          class="overview-scroll"
          ref={scroller}
          tabIndex={connections.length * laneHeight > visibleHeight ? 0 : -1}
          onScroll={(event) => {
            const element = event.currentTarget;
            following.current = element.scrollTop + element.clientHeight >= element.scrollHeight - 2;
            setScrollTop(element.scrollTop);
          }}
        >
          {/* biome-ignore lint/a11y/useSemanticElements: a list without bullets loses its role in some readers */}
          <div
            class="connections"
            role="list"
            aria-label={text.overview.connections}
            style={{ height: `${connections.length * laneHeight}px`, paddingTop: `${first * laneHeight}px` }}
          >
            {items}
          </div>
        </div>
      </div>
      <canvas
        ref={canvas}
        class="overview-canvas"
        role="img"
        aria-label={text.overview.timeline(
          connections.length,
          formatClockSeconds(span.from),
          formatClockSeconds(span.to),
        )}
        style={{ height: `${height}px` }}
      />
    </section>
  );
}

function ConnectionItem(props: {
  readonly connection: Connection;
  readonly state: ConnectionState | null;
  readonly count: number;
  readonly selected: boolean;
  readonly onSelect: () => void;
}) {
  const { connection, state } = props;
  const url = useStore().hidden.value.text(connection.url);
  const since = state === null ? "" : text.overview.since(formatClockSeconds(state.since));
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the list
    <div role="listitem" aria-setsize={props.count} aria-posinset={connection.index + 1}>
      <button
        type="button"
        class={`connection${props.selected ? " is-selected" : ""}`}
        aria-pressed={props.selected}
        title={`${url}\n${state?.label ?? ""} ${since}${state?.channelId === null || state === null ? "" : `\n${state.channelId}`}`}
        onClick={props.onSelect}
      >
        <span class={`state-dot is-${state?.state ?? "none"}`} />
        <span class="connection-number">{connection.index + 1}</span>
        <bdi class="connection-url">{shortUrl(url)}</bdi>
        <span class="connection-state">{state?.label ?? ""}</span>
        <span class="connection-since">{since}</span>
      </button>
    </div>
  );
}

function selectedConnection(
  selection: ReturnType<typeof useStore>["selection"]["value"],
  session: Session,
): number {
  if (selection === null) return -1;
  switch (selection.type) {
    case "connection":
      return selection.index;
    case "event":
      return selection.index < session.log.length
        ? (session.log.connection(selection.index)?.index ?? -1)
        : -1;
    case "exchange":
      return session.exchanges[selection.index]?.connection.index ?? -1;
    case "command":
      return session.commands[selection.index]?.connection?.index ?? -1;
    case "data-request":
      return session.dataRequests[selection.index]?.connection?.index ?? -1;
    case "finding":
      return session.findings[selection.index]?.connection?.index ?? -1;
    case "operation":
      return -1;
  }
}

function timeSpan({ log, now }: Session): { readonly from: number; readonly to: number } {
  if (log.length === 0 || now === null) return { from: 0, to: minimumSpan };
  const from = log.time(log.inTimeOrder(0));
  const to = Math.max(now, from + minimumSpan);
  // A little room, so that the first and the latest frame do not touch the edges.
  const room = (to - from) * 0.015;
  return { from: from - room, to: to + room };
}

function marksByConnection({ findings }: Session): Map<number, { at: number; severity: Severity }[]> {
  const marks = new Map<number, { at: number; severity: Severity }[]>();
  for (const { connection, at, severity } of findings.slice(-markedFindings)) {
    if (connection === null || severity === "info") continue;
    const list = marks.get(connection.index) ?? [];
    list.push({ at, severity });
    marks.set(connection.index, list);
  }
  return marks;
}
