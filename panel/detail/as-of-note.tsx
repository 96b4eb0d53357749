import { eventsOf, type Selection } from "../selection/selection.ts";
import { useStore } from "../store/store-context.ts";
import { formatClock } from "../text/format.ts";
import { overTimeText } from "../text/over-time-text.ts";

/** Says that a detail is not of now, or that it shows what had not happened yet. */
export function AsOfNote({ selection }: { readonly selection: Selection }) {
  const store = useStore();
  const moment = store.moment.value;
  const session = store.session.value;
  if (moment === null) return null;
  const began =
    selection.type === "connection"
      ? session.connections[selection.index]?.createdAt
      : selection.type === "finding"
        ? session.findings[selection.index]?.at
        : eventsOf(selection, session)
            .filter((event) => event < session.log.length)
            .map((event) => session.log.time(event))
            .reduce((earliest, time) => Math.min(earliest, time), Number.POSITIVE_INFINITY);
  const later = began !== undefined && began > moment;
  return (
    <p class={`as-of-note${later ? " is-later" : ""}`}>
      {later ? overTimeText.detailLater(formatClock(moment)) : overTimeText.detailAsOf(formatClock(moment))}{" "}
      <button type="button" class="link" onClick={() => store.travel.backToLive()}>
        {overTimeText.live}
      </button>
    </p>
  );
}
