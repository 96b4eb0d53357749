import type { Exchange, Finding } from "../../../src/core/model.ts";
import type { Session } from "../../../src/core/session.ts";
import type { Conversation } from "./conversation.ts";

/** The rules that found something, each as often as it did, in the order in which they did. */
export function rulesOf(judged: Session | Conversation): string[] {
  return sessionOf(judged).findings.map(({ rule }) => rule);
}

/** The rules of errors and warnings, which a correct session has none of. */
export function complaintsOf(judged: Session | Conversation): string[] {
  return sessionOf(judged)
    .findings.filter(({ severity }) => severity !== "info")
    .map(({ rule }) => rule);
}

/** What one rule found. */
export function findingsOf(judged: Session | Conversation, rule: string): readonly FoundProblem[] {
  const session = sessionOf(judged);
  return session.findings.filter((finding) => finding.rule === rule).map((finding) => told(session, finding));
}

/** The one thing that the rule found. Throws where it found nothing, or more than once. */
export function theOnly(judged: Session | Conversation, rule: string): FoundProblem {
  const found = findingsOf(judged, rule);
  const [first] = found;
  if (first === undefined || found.length > 1)
    throw new Error(`Expected ${rule} once, got [${rulesOf(judged).join(", ")}]`);
  return first;
}

/** A finding as tests look at it: its evidence by the kinds of the events, its place by name. */
export interface FoundProblem {
  readonly severity: string;
  readonly message: string;
  readonly evidence: readonly string[];
  readonly connection: string | null;
  readonly at: number;
}

function told(session: Session, finding: Finding): FoundProblem {
  return {
    severity: finding.severity,
    message: finding.message,
    evidence: finding.events.map((index) => session.log.kind(index)),
    connection: finding.connection?.id ?? null,
    at: finding.at,
  };
}

/** Each exchange in a line: `joinChannel ok correlation-id`. */
export function exchangesOf(judged: Session | Conversation): string[] {
  return sessionOf(judged).exchanges.map(lineOf);
}

function lineOf({ action, outcome, pairing, late, duplicates }: Exchange): string {
  const marks = [
    ...(pairing === null ? [] : [pairing]),
    ...(late ? ["late"] : []),
    ...duplicates.map(() => "duplicate"),
  ];
  return [action ?? "(nobody)", outcome, ...marks].join(" ");
}

/** The states of a connection's channel, in order; the channel's ID where it has one. */
export function statesOf(judged: Session | Conversation, connection = "c1"): string[] {
  const found = sessionOf(judged).connections.find(({ id }) => id === connection);
  return (found?.channel ?? []).map(({ state, channelId }) =>
    channelId === null || state === "leaving" ? state : `${state} ${channelId}`,
  );
}

/** The one element of a list. Throws where it has none, or more. */
export function single<Value>(list: readonly Value[]): Value {
  const [first] = list;
  if (first === undefined || list.length > 1) throw new Error(`Expected one element, got ${list.length}`);
  return first;
}

function sessionOf(judged: Session | Conversation): Session {
  return "findings" in judged ? judged : judged.session();
}
