import { useMemo } from "preact/hooks";
import type { Session } from "../../src/core/session.ts";
import { tokenValidityAt } from "../../src/core/token-validity.ts";
import { describeToken } from "../detail/token-then.tsx";
import { text } from "../text/english.ts";
import { formatDuration } from "../text/format.ts";
import { Icon } from "./icon.tsx";
import { LatencyFigures } from "./latency-figures.ts";
import { useStore } from "./store-context.ts";

/** What there is, how it goes, and what is missing. */
export function StatusBar() {
  const store = useStore();
  const session = store.session.value;
  // Read for its changes: the counts are the session's.
  const revision = store.revision.value;
  const { relay, limits } = store.status.value;
  const figures = useMemo(() => new LatencyFigures(session), [session]);
  const { middle, high } = figures.read();
  const { log } = session;
  const exchanges = session.exchanges.length;
  return (
    <div class="status-bar" role="status" data-revision={revision}>
      <span>{text.status.connections(session.connections.length)}</span>
      <span>{text.status.frames(store.frameCount)}</span>
      <span class="status-figures">
        {text.status.exchanges(exchanges)}
        {middle === null || high === null
          ? ""
          : ` · ${text.status.latency(formatDuration(middle), formatDuration(high))}`}
      </span>
      <span class={log.droppedFrames > 0 ? "is-warning" : ""}>{text.status.dropped(log.droppedFrames)}</span>
      <TokenNow session={session} />
      <span class="status-space" />
      {store.notice.value === "" ? null : <span class="status-notice">{store.notice.value}</span>}
      {limits.length === 0 ? null : (
        <span class="status-limits" title={limits.join("\n")}>
          <Icon name="info" size={12} /> {text.status.limits(limits.length)}
        </span>
      )}
      <span>{store.revealed.value ? text.status.revealed : text.status.hidden}</span>
      <span>{store.recording.value ? text.status.relay[relay] : text.status.stopped}</span>
    </div>
  );
}

/** Says so where the token that was given last is of no use any more: every further call and join will be refused. */
function TokenNow({ session }: { readonly session: Session }) {
  const token = session.tokens.at(-1);
  if (token === undefined || session.now === null) return null;
  const validity = tokenValidityAt(token, session.now);
  if (validity !== "expired" && validity !== "revoked") return null;
  return (
    <span class="is-warning" title={describeToken(token, session.now)}>
      {validity === "expired" ? text.token.expiredNow : text.token.revokedNow}
    </span>
  );
}
