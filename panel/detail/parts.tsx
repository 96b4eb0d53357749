import type { ComponentChildren } from "preact";
import type { Connection, EventIndex, Finding } from "../../src/core/model.ts";
import { formatTime } from "../columns/columns.tsx";
import { Direction, labelOf } from "../columns/frame-columns.tsx";
import { connectionStateAt } from "../overview/connection-state.ts";
import { useStore } from "../store/store-context.ts";
import { detailText } from "../text/detail-text.ts";
import { text } from "../text/english.ts";
import { formatClockSeconds, formatDuration, shortUrl } from "../text/format.ts";
import { summariseEvent } from "../text/summarise-event.ts";
import { oneLine, visibleText } from "../text/visible-text.ts";
import { Icon } from "../widgets/icon.tsx";
import { MarkedText } from "../widgets/marked-text.tsx";

/** The first thing that a detail says: what happened, in plain words. */
export function Meaning({ sentence }: { readonly sentence: string }) {
  return (
    <p class="meaning">
      <bdi>{visibleText(useStore().mask.value.text(sentence))}</bdi>
    </p>
  );
}

export function Section({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ComponentChildren;
}) {
  return (
    <section class="detail-section">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

/** Names and values, without those that are null. */
export function Facts({
  facts,
}: {
  readonly facts: readonly (readonly [string, ComponentChildren | null])[];
}) {
  return (
    <dl class="facts">
      {facts.map(([name, value]) =>
        value === null || value === "" ? null : (
          <div class="fact" key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}

export const Mono = ({ value }: { readonly value: string }) => (
  <code class="mono">
    <MarkedText value={value} pattern={useStore().filter.highlight.value} />
  </code>
);

/** A connection by number and URL; a press selects it. */
export function ConnectionLink({ connection }: { readonly connection: Connection }) {
  const store = useStore();
  return (
    <button
      type="button"
      class="link"
      onClick={() => store.select({ type: "connection", index: connection.index })}
    >
      {connection.index + 1} · <bdi>{visibleText(shortUrl(store.mask.value.text(connection.url)))}</bdi>
    </button>
  );
}

/** The state of a connection's channel at a time. */
export function ChannelThen({
  connection,
  time,
}: {
  readonly connection: Connection;
  readonly time: number;
}) {
  const state = connectionStateAt(connection, time);
  if (state === null || connection.channel.length === 0)
    return <span class="quiet">{detailText.noChannelThen}</span>;
  return (
    <>
      <span class={`state-dot is-${state.state}`} /> {state.label}
      {state.channelId === null ? null : (
        <>
          {" "}
          <Mono value={state.channelId} />
        </>
      )}{" "}
      <span class="quiet">
        {text.overview.since(formatClockSeconds(state.since))} ({formatDuration(time - state.since)})
      </span>
    </>
  );
}

/** Findings in full, each leading to its own detail. */
export function Findings({ findings }: { readonly findings: readonly Finding[] }) {
  const store = useStore();
  if (findings.length === 0) return null;
  return (
    <ul class="detail-findings">
      {findings.map((finding) => (
        <li key={finding.index} class={`detail-finding is-${finding.severity}`}>
          <Icon name={finding.severity} size={14} label={text.severities[finding.severity]} />
          <span>
            <bdi>{visibleText(store.mask.value.text(finding.message))}</bdi>{" "}
            <button
              type="button"
              class="link"
              onClick={() => store.select({ type: "finding", index: finding.index })}
            >
              {finding.rule}
            </button>
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Events as a list to jump from. */
export function EventLinks({
  events,
  label,
}: {
  readonly events: readonly EventIndex[];
  readonly label: string;
}) {
  const store = useStore();
  const session = store.session.value;
  const shown = events.slice(0, 200);
  return (
    <ul class="event-links" aria-label={label}>
      {shown.map((index) => (
        <li key={index}>
          <button type="button" class="event-link" onClick={() => store.goTo(index)}>
            <span class="number">
              {formatTime(
                { session, timeFormat: store.settings.value.timeFormat, baseline: store.baseline },
                session.log.time(index),
              )}
            </span>
            <span class="event-link-direction">
              <Direction direction={session.log.direction(index)} />
            </span>
            <span class="event-link-kind">{text.kinds[session.log.kind(index)]}</span>
            <bdi class="event-link-text">
              {oneLine(labelOf(session, index))}{" "}
              <span class="quiet">{oneLine(summariseEvent(session, index, store.hidden.value))}</span>
            </bdi>
            <Icon name="jump" size={14} />
          </button>
        </li>
      ))}
      {events.length > shown.length ? <li class="quiet">+ {events.length - shown.length}</li> : null}
    </ul>
  );
}
