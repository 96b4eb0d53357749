import { text } from "../text/english.ts";
import { formatDuration } from "../text/format.ts";
import type { SessionCounts } from "./counts-as-of.ts";

/** The counts in the status bar. */
export function StatusCounts({ connections, frames, exchanges, dropped, middle, high }: SessionCounts) {
  return (
    <>
      <span>{text.status.connections(connections)}</span>
      <span>{text.status.frames(frames)}</span>
      <span class="status-figures">
        {text.status.exchanges(exchanges)}
        {middle === null || high === null
          ? ""
          : ` · ${text.status.latency(formatDuration(middle), formatDuration(high))}`}
      </span>
      <span class={dropped > 0 ? "is-warning" : ""}>{text.status.dropped(dropped)}</span>
    </>
  );
}
