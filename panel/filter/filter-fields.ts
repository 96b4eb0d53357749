import { eventKinds } from "../../src/core/model.ts";
import { type ComparedKey, comparedKeys, type FieldKey, fieldKeys } from "./filter-query.ts";

export const isFieldKey = (name: string): name is FieldKey => fieldKeys.some((key) => key === name);
export const isComparedKey = (name: string): name is ComparedKey => comparedKeys.some((key) => key === name);
export const keyList = (): string => [...fieldKeys, ...comparedKeys].join(", ");

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
export const isWords = {
  pending: "An action without its answer yet, or a command still open",
  ok: "An action that was accepted, and its answer",
  rejected: "An action that was refused, and its answer",
  "timed-out": "An action that nobody answered in time",
  abandoned: "An action whose connection closed before an answer",
  orphan: "An answer that nobody asked for",
  late: "An answer after the response time-out",
  duplicate: "A second answer to the same action",
  inferred: "Paired by order, for want of a correlation ID",
  "pending-status": "A command status message that only says pending",
  success: "Part of a command that succeeded",
  failed: "Part of a command that failed",
  unanswered: "A command or data request without an outcome in time",
  heartbeat: "A ping, pong or keepalive message",
  frame: "A WebSocket message",
  http: "An HTTP call",
  lifecycle: "A document or connection that came, opened, failed or closed",
  gap: "A place where something is missing",
  binary: "A binary frame",
  text: "A text frame",
  truncated: "A frame whose payload was cut",
  malformed: "A text frame that does not decode",
  injected: "A frame that was sent by hand from the panel",
} as const;
export type IsWord = keyof typeof isWords;
export const isIsWord = (word: string): word is IsWord => Object.hasOwn(isWords, word);

/** The words of `has:`, each with what it means. Any rule's ID is one too. */
export const hasWords = {
  finding: "Evidence of any problem",
  error: "Evidence of an error",
  warning: "Evidence of a warning",
  info: "Evidence of a note",
  answer: "The other half of its exchange is there",
  http: "Belongs to an HTTP call that was seen",
  id: "Carries a correlation, command or request ID",
  channel: "Came while a channel was joined, or names one",
} as const;
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
  const hint =
    alike.length > 0
      ? `Did you mean ${alike.slice(0, 3).join(" or ")}?`
      : `It takes ${known.slice(0, 6).join(", ")}${known.length > 6 ? "…" : ""}.`;
  return { message: `"${key}:" does not know "${word}". ${hint}`, prefixOfKnown: begun.length > 0 };
}
