import type { CaptureEvent } from "../../src/contract/capture-event.ts";
import type { EventIndex } from "../../src/core/model.ts";
import { tokenOf } from "../../src/core/token-validity.ts";
import { latencyOf } from "../filter/latency-of.ts";
import { sessionAsOf } from "../rows/as-of.ts";
import { ownerOf, relatedEvents } from "../selection/selection.ts";
import { useStore } from "../store/store-context.ts";
import { detailText } from "../text/detail-text.ts";
import { text } from "../text/english.ts";
import { explainEvent } from "../text/explain-event.ts";
import { formatBytes, formatDateTime, formatDuration } from "../text/format.ts";
import { visibleText } from "../text/visible-text.ts";
import {
  ChannelThen,
  ConnectionLink,
  EventLinks,
  Facts,
  Findings,
  Meaning,
  Mono,
  Section,
} from "./parts.tsx";
import { PayloadTabs } from "./payload-tabs.tsx";
import { TokenThen } from "./token-then.tsx";

/** One event: a frame, an HTTP call, or something that happened to a document or connection. */
export function EventDetail({ index }: { readonly index: EventIndex }) {
  const store = useStore();
  const session = sessionAsOf(store.session.value, store.moment.value);
  const { log } = session;
  const event = log.event(index);
  const connection = log.connection(index);
  const time = log.time(index);
  const latency = latencyOf(log.link(index));
  const related = relatedEvents(index, session, store.moment.value);
  const owner = ownerOf({ type: "event", index }, session);
  const id = log.id(index);
  const mask = store.mask.value;
  const token = tokenOf(log.meaning(index), session.tokens);
  return (
    <>
      <Meaning sentence={explainEvent(session, index)} />
      <Findings findings={log.findings(index)} />
      <Facts
        facts={[
          [detailText.time, formatDateTime(time)],
          [text.columns.latency, latency === null ? null : formatDuration(latency)],
          [text.columns.url, event.type === "http" ? <Mono value={mask.text(event.url)} /> : null],
          [detailText.connection, connection === null ? null : <ConnectionLink connection={connection} />],
          [
            detailText.channelThen,
            connection === null || log.direction(index) === 0 ? null : (
              <ChannelThen connection={connection} time={time} />
            ),
          ],
          [text.token.name, token === null ? null : <TokenThen token={token} time={time} />],
          [detailText.id, id === null ? null : <Mono value={id} />],
          [detailText.size, log.direction(index) === 0 ? null : formatBytes(log.size(index))],
          [detailText.note, noteOf(event)],
        ]}
      />
      {related.length === 0 ? null : (
        <Section
          title={
            owner === null || owner.type === "event" ? detailText.related : detailText.relatedTo[owner.type]
          }
        >
          <EventLinks events={related} label={detailText.related} />
        </Section>
      )}
      <PayloadTabs index={index} event={event} />
    </>
  );
}

/** What is to be said of how the event was captured. */
function noteOf(event: CaptureEvent): string | null {
  if (event.type === "frame") {
    if (event.truncated === true) return detailText.cut;
    return event.injected === true ? detailText.injected : null;
  }
  if (event.type === "http") return visibleText(event.bodyNote ?? "");
  return null;
}
