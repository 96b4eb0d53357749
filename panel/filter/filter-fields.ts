import { eventKinds } from "../../src/core/model.ts";
import { message, words } from "../text/message.ts";
import { type ComparedKey, type Comparison, comparedKeys, type FieldKey, fieldKeys } from "./filter-query.ts";

export const isFieldKey = (name: string): name is FieldKey => fieldKeys.some((key) => key === name);
export const isComparedKey = (name: string): name is ComparedKey => comparedKeys.some((key) => key === name);
export const keyList = (): string => [...fieldKeys, ...comparedKeys].join(", ");

export const comparisonOf: Readonly<Record<string, Comparison>> = {
  ">": ">",
  ">=": ">=",
  "<": "<",
  "<=": "<=",
  "=": "=",
};

/** What stands behind each `dir:` word, as `EventLog.direction` says it. */
export const directionWords: Readonly<Record<string, -1 | 0 | 1>> = {
  sent: 1,
  out: 1,
  up: 1,
  received: -1,
  in: -1,
  down: -1,
  none: 0,
};

/** The words of `is:`, each with what it means. */
export const isWords = words("is", [
  "pending",
  "ok",
  "rejected",
  "timed-out",
  "abandoned",
  "orphan",
  "late",
  "duplicate",
  "inferred",
  "pending-status",
  "success",
  "failed",
  "unanswered",
  "heartbeat",
  "frame",
  "http",
  "lifecycle",
  "gap",
  "binary",
  "text",
  "truncated",
  "malformed",
  "injected",
]);
export type IsWord = keyof typeof isWords;
export const isIsWord = (word: string): word is IsWord => Object.hasOwn(isWords, word);

/** The words of `has:`, each with what it means. Any rule's ID is one too. */
export const hasWords = words("has", [
  "finding",
  "error",
  "warning",
  "info",
  "answer",
  "http",
  "id",
  "channel",
]);
export type HasWord = keyof typeof hasWords;
export const isHasWord = (word: string): word is HasWord => Object.hasOwn(hasWords, word);

const kindWords: ReadonlySet<string> = new Set(eventKinds);
export const isKindWord = (word: string): boolean => kindWords.has(word);

export interface ValueComplaint {
  readonly message: string;
  /** Whether the value begins a known one, so that it may only be half typed. */
  readonly prefixOfKnown: boolean;
}

/** What is wrong with a value, or null. Free keys (`type:`, `action:`, `id:`…) take anything. */
export function checkFieldValue(key: FieldKey, value: string): ValueComplaint | null {
  const word = value.toLowerCase();
  switch (key) {
    case "dir":
      return Object.hasOwn(directionWords, word) ? null : complain(key, word, Object.keys(directionWords));
    case "is":
      return isIsWord(word) ? null : complain(key, word, Object.keys(isWords));
    case "has":
      // A rule's ID has a hyphen; the list of rules grows without this file.
      return isHasWord(word) || word.includes("-") ? null : complain(key, word, Object.keys(hasWords));
    default:
      return null;
  }
}

function complain(key: FieldKey, word: string, known: readonly string[]): ValueComplaint {
  const begun = known.filter((candidate) => candidate.startsWith(word));
  const alike =
    begun.length > 0
      ? begun
      : known.filter((candidate) => candidate.includes(word) || word.includes(candidate));
  return {
    message:
      alike.length > 0
        ? message("filter_unknownAlike", key, word, alike.slice(0, 3).reduce(orOf))
        : message("filter_unknown", key, word, known.slice(0, 6).join(", ") + (known.length > 6 ? "…" : "")),
    prefixOfKnown: begun.length > 0,
  };
}

const orOf = (one: string, other: string): string => message("filter_or", one, other);
