import type { Match, Term } from "./filter-query.ts";

/**
 * Whether everything that `next` shows was already shown by `previous`: every earlier condition is implied by some
 * condition of `next`. Then only the earlier result needs to be looked through, as while a word is being typed.
 */
export function narrows(previous: readonly Term[], next: readonly Term[]): boolean {
  return previous.every((before) => next.some((now) => implies(now, before)));
}

function implies(now: Term, before: Term): boolean {
  if (now.negated !== before.negated) return false;
  if (sameMatch(now.match, before.match)) return true;
  // Where negated, the shorter word excludes more.
  return now.negated ? stricter(before.match, now.match) : stricter(now.match, before.match);
}

/** Whether `narrow` matches a subset of what `wide` matches. */
function stricter(narrow: Match, wide: Match): boolean {
  if (narrow.type === "word" && wide.type === "word")
    return narrow.text.toLowerCase().includes(wide.text.toLowerCase());
  if (narrow.type === "field" && wide.type === "field" && narrow.key === wide.key)
    return narrow.values.every((value) => wide.values.includes(value));
  if (
    narrow.type === "compare" &&
    wide.type === "compare" &&
    narrow.key === wide.key &&
    narrow.comparison === wide.comparison
  ) {
    if (narrow.comparison === ">" || narrow.comparison === ">=") return narrow.value >= wide.value;
    if (narrow.comparison === "<" || narrow.comparison === "<=") return narrow.value <= wide.value;
  }
  return false;
}

function sameMatch(a: Match, b: Match): boolean {
  switch (a.type) {
    case "word":
      return b.type === "word" && a.text.toLowerCase() === b.text.toLowerCase();
    case "regex":
      return b.type === "regex" && a.source === b.source && a.flags === b.flags;
    case "field":
      return b.type === "field" && a.key === b.key && a.values.join("\n") === b.values.join("\n");
    case "compare":
      return b.type === "compare" && a.key === b.key && a.comparison === b.comparison && a.value === b.value;
  }
}
