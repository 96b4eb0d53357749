import type { Command, DataRequest, Exchange } from "../../src/core/model.ts";
import { titleOf } from "../../src/protocol/index.ts";
import { sessionAsOf } from "../rows/as-of.ts";
import type { OperationThen } from "../rows/command-items.ts";
import { eventsBy, eventsOf, type Selection } from "../selection/selection.ts";
import { useStore } from "../store/store-context.ts";
import { detailText } from "../text/detail-text.ts";
import { text } from "../text/english.ts";
import { explainCommand, explainDataRequest, explainEvent, explainExchange } from "../text/explain-event.ts";
import { formatDateTime, formatDuration } from "../text/format.ts";
import { Outcome } from "../widgets/outcome.tsx";
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

/** An action and its answer. */
export function ExchangeDetail({ exchange }: { readonly exchange: Exchange }) {
  const session = useStore().session.value;
  const began = exchange.sentAt ?? exchange.answeredAt;
  return (
    <>
      <Meaning sentence={explainExchange(exchange, session.options.responseTimeout)} />
      <FindingsOf selection={{ type: "exchange", index: exchange.index }} />
      <Facts
        facts={[
          [text.columns.outcome, <Outcome key="outcome" value={exchange.outcome} late={exchange.late} />],
          [text.columns.status, exchange.status === null ? null : String(exchange.status)],
          [text.columns.latency, exchange.latency === null ? null : formatDuration(exchange.latency)],
          [text.columns.sentAt, exchange.sentAt === null ? null : formatDateTime(exchange.sentAt)],
          [detailText.answered, exchange.answeredAt === null ? null : formatDateTime(exchange.answeredAt)],
          [detailText.connection, <ConnectionLink key="connection" connection={exchange.connection} />],
          [
            detailText.channelThen,
            began === null ? null : <ChannelThen connection={exchange.connection} time={began} />,
          ],
          [
            detailText.correlationId,
            exchange.correlationId === null ? null : <Mono value={exchange.correlationId} />,
          ],
          [text.columns.channel, exchange.channelId === null ? null : <Mono value={exchange.channelId} />],
        ]}
      />
      <Evidence selection={{ type: "exchange", index: exchange.index }} title={detailText.bothHalves} />
    </>
  );
}

/** A command with its call and every status message. */
export function CommandDetail({ command }: { readonly command: Command }) {
  const session = useStore().session.value;
  return (
    <>
      <Meaning sentence={explainCommand(command, session.options.commandTimeout)} />
      <FindingsOf selection={{ type: "command", index: command.index }} />
      <Facts
        facts={[
          [text.columns.outcome, <Outcome key="outcome" value={command.outcome} />],
          [text.columns.latency, command.latency === null ? null : formatDuration(command.latency)],
          [detailText.time, formatDateTime(command.firstSeenAt)],
          [
            detailText.connection,
            command.connection === null ? null : <ConnectionLink connection={command.connection} />,
          ],
          [detailText.id, <Mono key="id" value={command.id} />],
          [text.columns.call, command.request === null ? detailText.callUnseen : null],
        ]}
      />
      <Evidence selection={{ type: "command", index: command.index }} title={detailText.callAndMessages} />
    </>
  );
}

/** A data request with its call and every message. */
export function DataRequestDetail({ request }: { readonly request: DataRequest }) {
  const session = useStore().session.value;
  return (
    <>
      <Meaning sentence={explainDataRequest(request, session.options.commandTimeout)} />
      <FindingsOf selection={{ type: "data-request", index: request.index }} />
      <Facts
        facts={[
          [text.columns.outcome, <Outcome key="outcome" value={request.outcome} />],
          [text.columns.latency, request.latency === null ? null : formatDuration(request.latency)],
          [detailText.time, formatDateTime(request.firstSeenAt)],
          [
            detailText.connection,
            request.connection === null ? null : <ConnectionLink connection={request.connection} />,
          ],
          [detailText.id, <Mono key="id" value={request.id} />],
          [text.columns.call, request.request === null ? detailText.callUnseen : null],
        ]}
      />
      <Evidence
        selection={{ type: "data-request", index: request.index }}
        title={detailText.callAndMessages}
      />
    </>
  );
}

/** A channel operation of another system, with its call. */
export function OperationDetail({ operation }: { readonly operation: OperationThen }) {
  const store = useStore();
  const session = sessionAsOf(store.session.value, store.moment.value);
  const { meaning } = operation;
  return (
    <>
      <Meaning sentence={explainEvent(session, operation.event)} />
      <FindingsOf selection={{ type: "operation", index: operation.index }} />
      <Facts
        facts={[
          [detailText.system, titleOf(meaning.system)],
          [text.columns.outcome, <Outcome key="outcome" value={meaning.outcome} />],
          [text.columns.status, operation.status === 0 ? null : String(operation.status)],
          [text.columns.latency, operation.latency === null ? null : formatDuration(operation.latency)],
          [text.columns.channel, meaning.channelId === null ? null : <Mono value={meaning.channelId} />],
          [
            detailText.members,
            meaning.members.length === 0 ? null : <Mono value={meaning.members.join(", ")} />,
          ],
          [detailText.memberCount, meaning.memberCount === null ? null : String(meaning.memberCount)],
        ]}
      />
      <Evidence selection={{ type: "operation", index: operation.index }} title={text.columns.call} />
    </>
  );
}

/** The findings on any of a selection's events, each once. */
function FindingsOf({ selection }: { readonly selection: Selection }) {
  const store = useStore();
  const { log } = sessionAsOf(store.session.value, store.moment.value);
  const events = eventsOf(selection, store.session.value);
  return <Findings findings={[...new Set(events.flatMap((event) => log.findings(event)))]} />;
}

/** A selection's events to jump to, and the payload of the last of them. */
function Evidence({ selection, title }: { readonly selection: Selection; readonly title: string }) {
  const store = useStore();
  const session = store.session.value;
  const events = eventsBy(selection, session, store.moment.value);
  const last = events.at(-1);
  return (
    <>
      <Section title={title}>
        <EventLinks events={events} label={title} />
      </Section>
      {last === undefined ? null : <PayloadTabs index={last} event={session.log.event(last)} />}
    </>
  );
}
