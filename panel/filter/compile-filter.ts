import type { CaptureEvent } from "../../src/contract/capture-event.ts";
import type { EventIndex } from "../../src/core/model.ts";
import type { Session } from "../../src/core/session.ts";
import { compileField } from "./compile-field.ts";
import { compareWith, type EventPredicate } from "./event-predicate.ts";
import type { FieldKey, Match, Term } from "./filter-query.ts";
import { latencyOf } from "./latency-of.ts";
import { containsText, expressionTest, type TooSlow } from "./text-tests.ts";

/** Compiles terms to one predicate: all must hold. Cheap columns are asked before payloads are searched. */
export function compileFilter(
  terms: readonly Term[],
  session: Session,
  tooSlow?: TooSlow,
): EventPredicate | null {
  const ordered = [...terms].sort((a, b) => cost(a.match) - cost(b.match));
  const tests = ordered.map((term) => {
    const test = compileMatch(term.match, session, tooSlow);
    return term.negated ? (index: EventIndex) => !test(index) : test;
  });
  const [first, second] = tests;
  if (first === undefined) return null;
  if (second === undefined) return first;
  return (index) => {
    for (const test of tests) if (!test(index)) return false;
    return true;
  };
}

/** Whether an event's verdict may change after it came in, because an answer, a status or a time-out followed. */
export function isVolatile(terms: readonly Term[]): boolean {
  return terms.some(
    ({ match }) =>
      (match.type === "field" && volatileKeys.has(match.key)) ||
      (match.type === "compare" && match.key === "latency"),
  );
}
const volatileKeys: ReadonlySet<FieldKey> = new Set(["is", "has", "status", "channel"]);

function cost(match: Match): number {
  if (match.type === "compare") return 0;
  if (match.type === "field") return match.key === "is" || match.key === "channel" ? 2 : 1;
  return match.type === "word" ? 3 : 4;
}

function compileMatch(match: Match, session: Session, tooSlow?: TooSlow): EventPredicate {
  const { log } = session;
  switch (match.type) {
    case "word": {
      const contains = containsText(match.text);
      return (index) => searchEvent(log.event(index), contains) || contains(log.label(index));
    }
    case "regex": {
      const test = expressionTest(match, tooSlow);
      return (index) => searchEvent(log.event(index), test) || test(log.label(index));
    }
    case "field": {
      const tests = match.values.map((value) => compileField(match.key, value, session));
      const [only] = tests;
      if (only !== undefined && tests.length === 1) return only;
      return (index) => tests.some((test) => test(index));
    }
    case "compare": {
      const holds = compareWith(match.comparison, match.value);
      if (match.key === "size")
        return (index) => holds(log.size(index)) && (log.size(index) > 0 || hasSize(log.event(index)));
      return (index) => {
        const latency = latencyOf(log.link(index));
        return latency !== null && holds(latency);
      };
    }
  }
}

/** Whether an event has a size at all: the end of a page has none, an empty frame one of 0. */
const hasSize = (event: CaptureEvent): boolean =>
  event.type === "frame" || (event.type === "http" && event.responseBody != null);

function searchEvent(event: CaptureEvent, test: (text: string) => boolean): boolean {
  switch (event.type) {
    case "frame":
      return event.opcode === "text" && test(event.payload);
    case "http":
      return (
        test(event.url) ||
        test(event.method) ||
        test(String(event.status ?? "")) ||
        test(event.requestBody ?? "") ||
        test(event.responseBody ?? "")
      );
    case "document":
    case "connection-created":
      return test(event.url);
    case "connection-closed":
      return test(String(event.code ?? "")) || test(event.reason ?? "");
    case "gap":
      return test(event.reason);
    default:
      return test(event.type);
  }
}
