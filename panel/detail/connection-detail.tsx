import type { ChannelInterval, Connection } from "../../src/core/model.ts";
import { titleOf } from "../../src/protocol/index.ts";
import { connectionStateAt } from "../overview/connection-state.ts";
import { text } from "../text/english.ts";
import { formatBytes, formatClock, formatCount, formatDateTime, formatDuration } from "../text/format.ts";
import { useStore } from "../views/store-context.ts";
import { Facts, Findings, Meaning, Mono, Section } from "./parts.tsx";

/** The latest errors and warnings that are shown with their connection. */
const shownFindings = 3;

/** A connection: what it is, how it stands, and its channel's history. */
export function ConnectionDetail({ connection }: { readonly connection: Connection }) {
  const store = useStore();
  const session = store.session.value;
  const state = connectionStateAt(connection, store.moment.value);
  const findings = session.findings.filter((finding) => finding.connection?.index === connection.index);
  const grave = findings.filter(({ severity }) => severity !== "info");
  const end = connection.closedAt ?? session.now ?? connection.createdAt;
  return (
    <>
      <Meaning
        sentence={text.detail.connectionSentence(connection, state?.label ?? "", state?.channelId ?? null)}
      />
      <Facts
        facts={[
          [text.columns.url, <Mono key="url" value={store.mask.value.text(connection.url)} />],
          [
            text.detail.system,
            connection.system === null ? text.overview.unjudged : titleOf(connection.system),
          ],
          [text.detail.created, formatDateTime(connection.createdAt)],
          [
            text.detail.opened,
            connection.openedAt === null
              ? null
              : `${formatDateTime(connection.openedAt)} (${formatDuration(connection.openedAt - connection.createdAt)})`,
          ],
          [
            text.detail.closed,
            connection.closedAt === null
              ? null
              : `${formatDateTime(connection.closedAt)}${connection.closeCode === null ? "" : ` · ${connection.closeCode}`}${connection.closeReason === null || connection.closeReason === "" ? "" : ` · ${connection.closeReason}`}`,
          ],
          [text.detail.lasted, formatDuration(end - connection.createdAt)],
          [text.columns.sent, `${formatCount(connection.sent)} · ${formatBytes(connection.sentBytes)}`],
          [
            text.columns.received,
            `${formatCount(connection.received)} · ${formatBytes(connection.receivedBytes)}`,
          ],
        ]}
      />
      {connection.channel.length === 0 ? null : (
        <Section title={text.detail.history}>
          <table class="history">
            <thead>
              <tr>
                <th scope="col">{text.columns.state}</th>
                <th scope="col">{text.detail.from}</th>
                <th scope="col">{text.detail.lasted}</th>
                <th scope="col">{text.columns.channel}</th>
                <th scope="col">{text.detail.cause}</th>
              </tr>
            </thead>
            <tbody>
              {connection.channel.slice(-200).map((interval) => (
                <HistoryRow
                  key={`${interval.from}-${interval.state}`}
                  interval={interval}
                  end={end}
                  first={interval === connection.channel[0]}
                />
              ))}
            </tbody>
          </table>
        </Section>
      )}
      {grave.length === 0 ? null : (
        <Section title={text.detail.findings}>
          <Findings findings={grave.slice(-shownFindings)} />
        </Section>
      )}
      <p class="detail-actions">
        <button type="button" class="link" onClick={() => store.showConnection(connection.index, "frames")}>
          {text.detail.showFrames}
        </button>
        {findings.length === 0 ? null : (
          <button
            type="button"
            class="link"
            onClick={() => store.showConnection(connection.index, "problems")}
          >
            {text.detail.showProblems(findings.length)}
          </button>
        )}
      </p>
    </>
  );
}

function HistoryRow(props: {
  readonly interval: ChannelInterval;
  readonly end: number;
  readonly first: boolean;
}) {
  const store = useStore();
  const { interval, end } = props;
  const { cause } = interval;
  return (
    <tr>
      <td>
        <span class={`state-dot is-${interval.state}`} /> {text.states[interval.state]}
      </td>
      <td class="number">{formatClock(interval.from)}</td>
      <td class="number">
        {interval.state === "closed" ? "" : formatDuration((interval.to ?? end) - interval.from)}
      </td>
      <td>{interval.channelId === null ? null : <Mono value={interval.channelId} />}</td>
      <td>
        {cause === null ? (
          props.first ? (
            text.kinds["connection-created"]
          ) : (
            text.detail.timeOut
          )
        ) : (
          <button type="button" class="link" onClick={() => store.goTo(cause)}>
            {text.kinds[store.session.value.log.kind(cause)]}
          </button>
        )}
      </td>
    </tr>
  );
}
