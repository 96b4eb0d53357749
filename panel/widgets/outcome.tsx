const classes: Readonly<Record<string, string>> = {
  ok: "good",
  success: "good",
  rejected: "bad",
  failed: "bad",
  "timed-out": "bad",
  unanswered: "bad",
  abandoned: "doubtful",
  orphan: "doubtful",
  pending: "open",
  accepted: "open",
  requested: "open",
  "stream-announced": "open",
};

/** An outcome in words and colour. */
export function Outcome({ value, late = false }: { readonly value: string; readonly late?: boolean }) {
  if (value === "") return null;
  return (
    <span class={`outcome is-${classes[value] ?? "plain"}`}>
      {value.replaceAll("-", " ")}
      {late ? ", late" : ""}
    </span>
  );
}
