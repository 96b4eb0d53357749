import type { ComponentChildren } from "preact";
import { visibleText } from "../text/visible-text.ts";

/** Longer texts are not searched for something to mark. */
const markedLimit = 20_000;
const markCount = 200;

/**
 * Text from the page, shown and never interpreted: isolated so that right-to-left text cannot reorder what stands around
 * it, control characters made visible, and what the filter looks for marked.
 */
export function MarkedText({ value, pattern }: { readonly value: string; readonly pattern: RegExp | null }) {
  return (
    <bdi>{pattern === null || value.length > markedLimit ? visibleText(value) : mark(value, pattern)}</bdi>
  );
}

function mark(value: string, pattern: RegExp): ComponentChildren {
  const parts: ComponentChildren[] = [];
  let from = 0;
  for (const found of value.matchAll(pattern)) {
    if (found[0] === "" || parts.length > markCount) continue;
    if (found.index > from) parts.push(visibleText(value.slice(from, found.index)));
    parts.push(<mark>{visibleText(found[0])}</mark>);
    from = found.index + found[0].length;
  }
  if (parts.length === 0) return visibleText(value);
  if (from < value.length) parts.push(visibleText(value.slice(from)));
  return parts;
}
