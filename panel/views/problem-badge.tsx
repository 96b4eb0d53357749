import { text } from "../text/english.ts";
import { formatCount } from "../text/format.ts";
import { useStore } from "./store-context.ts";

/** How many problems there are, in the colour of the worst. */
export function ProblemBadge() {
  const store = useStore();
  const revision = store.revision.value;
  const { errors, warnings, infos } = store.findingCounts();
  const count = errors + warnings + infos;
  if (count === 0) return null;
  const worst = errors > 0 ? "error" : warnings > 0 ? "warning" : "info";
  return (
    <span
      class={`badge is-${worst}`}
      title={text.problems.counts(errors, warnings, infos)}
      data-revision={revision}
    >
      {formatCount(count)}
    </span>
  );
}
