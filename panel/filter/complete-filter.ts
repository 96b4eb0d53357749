import { message, words } from "../text/message.ts";
import { quoteValue } from "./edit-filter.ts";
import { directionWords, hasWords, isWords } from "./filter-fields.ts";
import { comparedKeys, type FieldKey, fieldKeys } from "./filter-query.ts";

export interface Completion {
  /** What is shown, and stands in the query once taken. */
  readonly text: string;
  readonly description: string;
  /** The characters of the query that it replaces. */
  readonly from: number;
  readonly to: number;
}

export const keyDescriptions: Readonly<Record<FieldKey | "latency" | "size", string>> = words("key", [
  "dir",
  "type",
  "action",
  "channel",
  "id",
  "status",
  "is",
  "has",
  "conn",
  "latency",
  "size",
]);

/**
 * What the query could go on with at the caret. `valuesOf` gives the values that the session holds for a free key
 * (`type:`, `channel:`…), most useful first.
 */
export function completeFilter(
  query: string,
  caret: number,
  valuesOf: (key: FieldKey) => readonly string[],
  limit = 12,
): Completion[] {
  let from = caret;
  while (from > 0 && !/\s/.test(query.charAt(from - 1))) from--;
  let to = caret;
  while (to < query.length && !/\s/.test(query.charAt(to))) to++;
  if (query[from] === "-") from++;
  const typed = query.slice(from, caret).toLowerCase();
  if (typed.startsWith("/") || typed.startsWith('"')) return [];
  const colon = typed.indexOf(":");
  if (colon < 0) {
    const keys = [...fieldKeys, ...comparedKeys].filter((key) => key.startsWith(typed) && typed !== "");
    return keys.slice(0, limit).map((key) => ({
      text: key === "latency" || key === "size" ? `${key}>` : `${key}:`,
      description: keyDescriptions[key],
      from,
      to,
    }));
  }
  const key = fieldKeys.find((candidate) => candidate === typed.slice(0, colon));
  if (key === undefined) return [];
  const valueFrom = from + Math.max(colon, typed.lastIndexOf(",")) + 1;
  // Other values of the list stay.
  const comma = query.indexOf(",", caret);
  if (comma >= 0 && comma < to) to = comma;
  const beginning = query.slice(valueFrom, caret).toLowerCase();
  return knownValues(key, valuesOf)
    .filter(([value]) => value.toLowerCase().includes(beginning) && value.toLowerCase() !== beginning)
    .sort(
      ([a], [b]) =>
        Number(b.toLowerCase().startsWith(beginning)) - Number(a.toLowerCase().startsWith(beginning)),
    )
    .slice(0, limit)
    .map(([value, description]) => ({ text: quoteValue(value), description, from: valueFrom, to }));
}

function knownValues(
  key: FieldKey,
  valuesOf: (key: FieldKey) => readonly string[],
): readonly (readonly [string, string])[] {
  switch (key) {
    case "dir":
      return Object.keys(directionWords).map((word) => [word, ""]);
    case "is":
      return Object.entries(isWords);
    case "has":
      return [
        ...Object.entries(hasWords),
        ...valuesOf("has").map((rule) => [rule, message("filter_ofRule")] as const),
      ];
    default:
      return valuesOf(key).map((value) => [value, ""]);
  }
}
