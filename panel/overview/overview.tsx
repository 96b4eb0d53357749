import type { RefObject } from "preact";
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Connection } from "../../src/core/model.ts";
import type { Session } from "../../src/core/session.ts";
import { titleOf } from "../../src/protocol/index.ts";
import type { Selection } from "../selection/selection.ts";
import { useStore } from "../store/store-context.ts";
import { text } from "../text/english.ts";
import { formatClockSeconds, shortUrl } from "../text/format.ts";
import { overTimeText } from "../text/over-time-text.ts";
import { visibleText } from "../text/visible-text.ts";
import { zoomed } from "../time-travel/viewport.ts";
import { Icon } from "../widgets/icon.tsx";
import { type ConnectionState, connectionStateAt } from "./connection-state.ts";
import type { LaneIndex } from "./lane-index.ts";
import { axisHeight, type LaneLayout, laneHeight, layOutLanes, type PinnedLane } from "./lane-layout.ts";
import { membersNow } from "./members-of-channel.ts";
import { MomentBar } from "./moment-bar.tsx";
import { openWorkAt } from "./open-work.ts";
import { Timeline } from "./timeline.tsx";
import { useLaneIndex } from "./use-lane-index.ts";

/** The session over time: who is there on the left, what happened when on the right, and where in time the panel stands. */
export function Overview({ panelHeight }: { readonly panelHeight: number }) {
  const store = useStore();
  const session = store.session.value;
  // Read for its changes: lanes come with connections.
  const revision = store.revision.value;
  const { index, complete } = useLaneIndex(session);
  const collapsed = store.settings.value.overviewCollapsed;
  const layout = layOutLanes(session, index, panelHeight, collapsed);
  const selected = selectedConnection(store.selection.value, session);
  const lanes = useRef<HTMLDivElement>(null);
  const moment = store.travel.moment.value;
  const work = useMemo(
    () => (moment === null ? null : openWorkAt(index, moment)),
    [index, moment, complete, revision],
  );
  const [scrollTop, setScrollTop] = useState(0);
  return (
    <>
      <section
        class="overview"
        aria-label={text.overview.label}
        style={{ height: `${layout.height + 1}px` }}
        data-revision={revision}
      >
        <div class="overview-list">
          <Heading />
          {collapsed ? (
            <div class="lane-name">{overTimeText.allConnections}</div>
          ) : (
            <ConnectionList {...{ layout, selected, lanes, scrollTop }} onScroll={setScrollTop} />
          )}
          {layout.pinned.map((lane) => (
            <PinnedName
              key={
                lane.type === "commands" ? "" : JSON.stringify([lane.channel.system, lane.channel.channelId])
              }
              lane={lane}
              index={index}
            />
          ))}
        </div>
        <Timeline
          {...{ index, complete, layout, selected, lanes, work }}
          scrollTop={collapsed ? 0 : scrollTop}
        />
      </section>
      <MomentBar work={work} />
    </>
  );
}

function Heading() {
  const store = useStore();
  const collapsed = store.settings.value.overviewCollapsed;
  const label = collapsed ? overTimeText.expand : overTimeText.collapse;
  const zoom = (factor: number) => {
    const { travel } = store;
    const span = travel.span();
    const anchor = travel.moment.peek() ?? (span.from + span.to) / 2;
    travel.show(zoomed(span, factor, anchor, travel.whole()));
  };
  return (
    <div class="overview-heading" style={{ height: `${axisHeight}px` }}>
      <button
        type="button"
        class={`lane-toggle${collapsed ? "" : " is-open"}`}
        title={label}
        aria-label={label}
        aria-expanded={!collapsed}
        onClick={() => store.changeSettings({ overviewCollapsed: !collapsed })}
      >
        <Icon name="chevron" size={12} />
      </button>
      <span>{text.overview.connections}</span>
      <span class="overview-space" />
      <ZoomButton label={overTimeText.zoomOut} icon="minus" onClick={() => zoom(2)} />
      <ZoomButton label={overTimeText.zoomIn} icon="plus" onClick={() => zoom(0.5)} />
      <ZoomButton
        label={overTimeText.zoomAll}
        icon="fit"
        onClick={() => {
          store.travel.viewport.value = null;
        }}
      />
    </div>
  );
}

function ZoomButton(props: {
  readonly label: string;
  readonly icon: "plus" | "minus" | "fit";
  readonly onClick: () => void;
}) {
  return (
    <button
      type="button"
      class="lane-toggle"
      title={props.label}
      aria-label={props.label}
      onClick={props.onClick}
    >
      <Icon name={props.icon} size={12} />
    </button>
  );
}

/** The connections, as many of them as are seen. */
function ConnectionList(props: {
  readonly layout: LaneLayout;
  readonly selected: number;
  readonly lanes: RefObject<HTMLDivElement | null>;
  readonly scrollTop: number;
  readonly onScroll: (top: number) => void;
}) {
  const { layout, selected, lanes, scrollTop, onScroll } = props;
  const store = useStore();
  const { connections } = store.session.value;
  const moment = store.travel.moment.value;
  const following = useRef(true);
  const visibleHeight = layout.connectionLanes * laneHeight;
  const count = connections.length;

  // The newest connection stays in view until the list is scrolled away from it.
  useLayoutEffect(() => {
    const element = lanes.current;
    if (element !== null && following.current) element.scrollTop = element.scrollHeight;
  }, [count, visibleHeight]);

  // A connection that is selected elsewhere is brought into view.
  useLayoutEffect(() => {
    const element = lanes.current;
    if (element === null || selected < 0) return;
    const top = selected * laneHeight;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + laneHeight > element.scrollTop + visibleHeight)
      element.scrollTop = top + laneHeight - visibleHeight;
  }, [selected, visibleHeight]);

  const first = Math.max(0, Math.min(Math.floor(scrollTop / laneHeight), count - 1));
  const last = Math.min(count, Math.ceil((scrollTop + visibleHeight) / laneHeight));
  const items = [];
  for (let index = first; index < last; index++) {
    const connection = connections[index];
    if (connection !== undefined)
      items.push(
        <ConnectionItem
          key={connection.id}
          connection={connection}
          state={connectionStateAt(connection, moment)}
          count={count}
          selected={index === selected}
          onSelect={() => store.select({ type: "connection", index })}
        />,
      );
  }
  return (
    <div
      class="overview-scroll"
      ref={lanes}
      style={{ height: `${visibleHeight}px` }}
      tabIndex={count * laneHeight > visibleHeight ? 0 : -1}
      onScroll={(event) => {
        const element = event.currentTarget;
        following.current = element.scrollTop + element.clientHeight >= element.scrollHeight - 2;
        onScroll(element.scrollTop);
      }}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: a list without bullets loses its role in some readers */}
      <div
        class="connections"
        role="list"
        aria-label={text.overview.connections}
        style={{ height: `${count * laneHeight}px`, paddingTop: `${first * laneHeight}px` }}
      >
        {items}
      </div>
    </div>
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
  const url = visibleText(useStore().hidden.value.text(connection.url));
  const since = state === null ? "" : text.overview.since(formatClockSeconds(state.since));
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the list
    <div role="listitem" aria-setsize={props.count} aria-posinset={connection.index + 1}>
      <button
        type="button"
        class={`connection${props.selected ? " is-selected" : ""}`}
        style={{ height: `${laneHeight}px` }}
        aria-pressed={props.selected}
        title={`${url}\n${state?.label ?? ""} ${since}${state?.channelId === null || state === null ? "" : `\n${visibleText(state.channelId)}`}`}
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

/** A lane that is not a connection's; a press shows its table. */
function PinnedName({ lane, index }: { readonly lane: PinnedLane; readonly index: LaneIndex }) {
  const store = useStore();
  const members = lane.type === "commands" ? null : membersNow(index, lane.channel, store.moment.value);
  return (
    <button
      type="button"
      class="connection is-pinned"
      style={{ height: `${laneHeight}px` }}
      onClick={() => {
        store.view.value = "commands";
      }}
    >
      <span class="connection-url">
        <bdi>
          {lane.type === "commands"
            ? overTimeText.commands
            : visibleText(overTimeText.channel(titleOf(lane.channel.system), lane.channel.channelId))}
        </bdi>
      </span>
      {members === null ? null : <span class="connection-since">{members}</span>}
    </button>
  );
}

function selectedConnection(selection: Selection | null, session: Session): number {
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
