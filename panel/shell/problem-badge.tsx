import { useStore } from "../store/store-context.ts";
import { text } from "../text/english.ts";
import { formatCount } from "../text/format.ts";

/** How many problems there are, in the colour of the worst. */
export function ProblemBadge() {
  const store = useStore();
  const revision = store.revision.value;
  // Read for its changes: the counts are those of then.
  store.moment.value;
  const { error, warning, info } = store.findingCounts();
  const count = error + warning + info;
  if (count === 0) return null;
  const worst = error > 0 ? "error" : warning > 0 ? "warning" : "info";
  return (
    <span
      class={`badge is-${worst}`}
      title={text.problems.counts(error, warning, info)}
      data-revision={revision}
    >
      {formatCount(count)}
    </span>
  );
}
