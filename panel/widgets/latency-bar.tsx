import { formatDuration } from "../text/format.ts";

/** What the bar's length is measured against, on a logarithmic scale: 1 ms is nothing, 10 s all of it. */
const longest = 10_000;
/** From here on an answer counts as slow (rule slow-answer). */
const slow = 2000;

/** A latency as a number and a bar. */
export function LatencyBar({
  latency,
  pending,
}: {
  readonly latency: number | null;
  readonly pending: boolean;
}) {
  if (latency === null) return pending ? <span class="latency-bar is-pending" aria-hidden="true" /> : null;
  const share = Math.min(1, Math.log10(Math.max(1, latency)) / Math.log10(longest));
  return (
    <span class="latency">
      <span class="latency-number number">{formatDuration(latency)}</span>
      <span class="latency-track" aria-hidden="true">
        <span
          class={`latency-bar${latency > slow ? " is-slow" : ""}`}
          style={{ width: `${Math.max(2, Math.round(share * 100))}%` }}
        />
      </span>
    </span>
  );
}
