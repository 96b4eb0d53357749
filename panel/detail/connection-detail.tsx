import type { EpochMilliseconds } from "../../src/contract/brands.ts";
import type { ChannelInterval, Connection } from "../../src/core/model.ts";
import { titleOf } from "../../src/protocol/index.ts";
import { connectionStateAt } from "../overview/connection-state.ts";
import { findingsAsOf } from "../rows/as-of.ts";
import { historyAsOf } from "../rows/history-as-of.ts";
import { useStore } from "../store/store-context.ts";
import { detailText } from "../text/detail-text.ts";
import { text } from "../text/english.ts";
import { formatBytes, formatClock, formatCount, formatDateTime, formatDuration } from "../text/format.ts";
import { visibleText } from "../text/visible-text.ts";
import { Facts, Findings, Meaning, Mono, Section } from "./parts.tsx";

/** The latest errors and warnings that are shown with their connection. */
const shownFindings = 3;

/** A connection: what it is, how it stands, and its channel's history. */
export function ConnectionDetail({ connection }: { readonly connection: Connection }) {
  const store = useStore();
  const session = store.session.value;
  // One that had not begun is shown whole, and said to be later.
  const then = store.moment.value;
  const moment = then !== null && connection.createdAt <= then ? then : null;
  const by = (time: EpochMilliseconds | null) => (moment === null || (time ?? 0) <= moment ? time : null);
  const openedAt = by(connection.openedAt);
  const closedAt = by(connection.closedAt);
  const state = connectionStateAt(connection, moment);
  const findings = findingsAsOf(session.findings, moment).filter(
    (finding) => finding.connection?.index === connection.index,
  );
  const grave = findings.filter(({ severity }) => severity !== "info");
  const { intervals, end } = historyAsOf(connection, moment, session.now);
  return (
    <>
      <Meaning
        sentence={detailText.connectionSentence(connection, state?.label ?? "", state?.channelId ?? null)}
      />
      <Facts
        facts={[
          [text.columns.url, <Mono key="url" value={store.mask.value.text(connection.url)} />],
          [
            detailText.system,
            connection.system === null ? text.overview.unjudged : titleOf(connection.system),
          ],
          [detailText.created, formatDateTime(connection.createdAt)],
          [
            detailText.opened,
            openedAt === null
              ? null
              : `${formatDateTime(openedAt)} (${formatDuration(openedAt - connection.createdAt)})`,
          ],
          [
            detailText.closed,
            closedAt === null
              ? null
              : [
                  [formatDateTime(closedAt), connection.closeCode]
                    .filter((part) => part !== null)
                    .join(" · "),
                  connection.closeReason === null || connection.closeReason === "" ? null : (
                    <bdi key="reason"> · {visibleText(store.mask.value.text(connection.closeReason))}</bdi>
                  ),
                ],
          ],
          [detailText.lasted, formatDuration(end - connection.createdAt)],
          // How much it was by a moment is not kept.
          [
            text.columns.sent,
            moment === null ? `${formatCount(connection.sent)} · ${formatBytes(connection.sentBytes)}` : null,
          ],
          [
            text.columns.received,
            moment === null
              ? `${formatCount(connection.received)} · ${formatBytes(connection.receivedBytes)}`
              : null,
          ],
        ]}
      />
      {intervals.length === 0 ? null : (
        <Section title={detailText.history}>
          <table class="history">
            <thead>
              <tr>
                <th scope="col">{text.columns.state}</th>
                <th scope="col">{detailText.from}</th>
                <th scope="col">{detailText.lasted}</th>
                <th scope="col">{text.columns.channel}</th>
                <th scope="col">{detailText.cause}</th>
              </tr>
            </thead>
            <tbody>
              {intervals.slice(-200).map((interval) => (
                <HistoryRow
                  key={`${interval.from}-${interval.state}`}
                  interval={interval}
                  end={end}
                  first={interval === intervals[0]}
                />
              ))}
            </tbody>
          </table>
        </Section>
      )}
      {grave.length === 0 ? null : (
        <Section title={detailText.findings}>
          <Findings findings={grave.slice(-shownFindings)} />
        </Section>
      )}
      <p class="detail-actions">
        <button type="button" class="link" onClick={() => store.showConnection(connection.index, "frames")}>
          {detailText.showFrames}
        </button>
        {findings.length === 0 ? null : (
          <button
            type="button"
            class="link"
            onClick={() => store.showConnection(connection.index, "problems")}
          >
            {detailText.showProblems(findings.length)}
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
            detailText.timeOut
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
