import { useMemo } from "preact/hooks";
import type { EpochMilliseconds } from "../../src/contract/brands.ts";
import type { Session } from "../../src/core/session.ts";
import { tokenValidityAt } from "../../src/core/token-validity.ts";
import { describeToken } from "../detail/token-then.tsx";
import { useStore } from "../store/store-context.ts";
import { text } from "../text/english.ts";
import { Icon } from "../widgets/icon.tsx";
import { later } from "../widgets/later.tsx";
import { LatencyFigures } from "./latency-figures.ts";
import { StatusCounts } from "./status-counts.tsx";

export const countsThen = later(async () => (await import("./counts-then.tsx")).CountsThen);

/** What there is, how it goes, and what is missing. */
export function StatusBar() {
  const store = useStore();
  const session = store.session.value;
  // Read for its changes: the counts are the session's.
  const revision = store.revision.value;
  const { relay, limits } = store.status.value;
  const figures = useMemo(() => new LatencyFigures(session, store.baseline), [session]);
  const moment = store.moment.value;
  return (
    // The counts change with every frame: read out is only what has just been done.
    <div class="status-bar" role="status" aria-live="off" data-revision={revision}>
      {moment === null ? (
        <StatusCounts
          connections={session.connections.length}
          frames={store.frameCount}
          exchanges={store.exchangeCount}
          dropped={store.droppedCount}
          {...figures.read()}
        />
      ) : (
        <countsThen.Part moment={moment} />
      )}
      <TokenThen session={session} time={moment ?? session.now} />
      <span class="status-space" />
      <span class="status-notice" aria-live="polite">
        {store.notice.value}
      </span>
      {limits.length === 0 ? null : (
        <span class="status-limits" title={limits.join("\n")}>
          <Icon name="info" size={12} /> {text.status.limits(limits.length)}
        </span>
      )}
      <span>{store.revealed.value ? text.status.revealed : text.status.hidden}</span>
      <span>
        {store.tab.value.file !== null
          ? text.status.file
          : store.recording.value
            ? text.status.relay[relay]
            : text.status.stopped}
      </span>
    </div>
  );
}

/** Says so where the token that was given last is of no use any more: every further call and join will be refused. */
function TokenThen({
  session,
  time,
}: {
  readonly session: Session;
  readonly time: EpochMilliseconds | null;
}) {
  const token = session.tokens.findLast(({ issuedAt }) => time !== null && issuedAt <= time);
  if (token === undefined || time === null) return null;
  const validity = tokenValidityAt(token, time);
  if (validity !== "expired" && validity !== "revoked") return null;
  return (
    <span class="is-warning" title={describeToken(token, time)}>
      {validity === "expired" ? text.token.expiredNow : text.token.revokedNow}
    </span>
  );
}
