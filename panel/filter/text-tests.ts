import type { Match } from "./filter-query.ts";

/** Letter case does not count. */
export function containsText(text: string): (haystack: string) => boolean {
  if (!/\p{L}/u.test(text)) return (haystack) => haystack.includes(text);
  const pattern = new RegExp(text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&"), "i");
  return (haystack) => pattern.test(haystack);
}

/** Is told of an expression that took longer for one text than {@link patience}. */
export type TooSlow = (source: string) => void;

/** In milliseconds. A single match cannot be broken off, so that the first that takes longer has to be the last. */
const patience = 200;

/** An expression's test; letter case does not count either. */
export function expressionTest({ source, flags }: Expression, tooSlow?: TooSlow): (text: string) => boolean {
  const pattern = new RegExp(source, flags.includes("i") ? flags : `${flags}i`);
  let slow = false;
  return (text) => {
    if (slow) return false;
    const start = performance.now();
    const matches = pattern.test(text);
    slow = performance.now() - start > patience;
    if (slow) tooSlow?.(source);
    return matches;
  };
}
type Expression = Pick<Extract<Match, { type: "regex" }>, "source" | "flags">;
