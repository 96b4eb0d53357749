import type { CaptureEvent } from "../../src/contract/capture-event.ts";
import { channelAt } from "../../src/core/channel-history.ts";
import type { EventIndex, Link } from "../../src/core/model.ts";
import type { Session } from "../../src/core/session.ts";
import {
  comparisonOf,
  directionWords,
  type HasWord,
  type IsWord,
  isHasWord,
  isIsWord,
  isKindWord,
} from "./filter-fields.ts";
import type { Comparison, FieldKey, Match, Term } from "./filter-query.ts";

/** Whether an event of the session's log is to be shown. */
export type EventPredicate = (index: EventIndex) => boolean;

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
      if (match.key === "size") return (index) => holds(log.size(index));
      return (index) => {
        const latency = latencyOf(log.link(index));
        return latency !== null && holds(latency);
      };
    }
  }
}

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

function compareWith(comparison: Comparison, limit: number): (value: number) => boolean {
  switch (comparison) {
    case ">":
      return (value) => value > limit;
    case ">=":
      return (value) => value >= limit;
    case "<":
      return (value) => value < limit;
    case "<=":
      return (value) => value <= limit;
    case "=":
      return (value) => Math.round(value) === Math.round(limit);
  }
}

function compileField(key: FieldKey, value: string, session: Session): EventPredicate {
  const { log } = session;
  const word = value.toLowerCase();
  const contains = containsText(value);
  switch (key) {
    case "dir": {
      const direction = directionWords[word];
      return (index) => log.direction(index) === direction;
    }
    case "type":
      // A kind is meant exactly; anything else is looked for in the action or data.type on the wire.
      if (isKindWord(word)) return (index) => log.kind(index) === word;
      return (index) => contains(log.label(index));
    case "action":
      return (index) => {
        const kind = log.kind(index);
        if (kind === "join" || kind === "leave" || kind === "action") return contains(log.label(index));
        const link = log.link(index);
        return link?.type === "exchange" && link.exchange.action !== null && contains(link.exchange.action);
      };
    case "id":
      return (index) => {
        const id = log.id(index);
        return id !== null && contains(id);
      };
    case "conn":
      return (index) => {
        const connection = log.connection(index);
        if (connection === null) return false;
        return (
          connection.id === value ||
          String(connection.index + 1) === value ||
          (word.length > 2 && contains(connection.url))
        );
      };
    case "channel":
      return (index) => {
        const link = log.link(index);
        if (link?.type === "exchange" && link.exchange.channelId !== null)
          return contains(link.exchange.channelId);
        if (link?.type === "operation") return contains(link.operation.meaning.channelId ?? "");
        const connection = log.connection(index);
        if (connection === null) return false;
        const channelId = channelAt(connection.channel, log.time(index))?.channelId ?? null;
        return channelId !== null && contains(channelId);
      };
    case "status":
      return compileStatus(word, session);
    case "is":
      return isIsWord(word) ? compileIs(word, session) : () => true;
    case "has":
      return isHasWord(word)
        ? compileHas(word, session)
        : (index) => log.findings(index).some((finding) => finding.rule === word);
  }
}

function compileStatus(word: string, { log }: Session): EventPredicate {
  const family = /^(\d)xx$/.exec(word)?.[1];
  const limit = /^(>=|<=|>|<)(\d+)$/.exec(word);
  const comparison = comparisonOf[limit?.[1] ?? ""];
  const holds = comparison === undefined ? null : compareWith(comparison, Number(limit?.[2]));
  const matches = (status: number | null): boolean => {
    if (status === null) return false;
    if (holds !== null) return holds(status);
    return family !== undefined ? Math.floor(status / 100) === Number(family) : String(status) === word;
  };
  return (index) => {
    const event = log.event(index);
    if (event.type === "http" && matches(event.status ?? 0)) return true;
    const link = log.link(index);
    if (link === null) return false;
    switch (link.type) {
      case "exchange":
        return matches(link.exchange.status) || link.exchange.outcome === word;
      case "command":
        return link.command.outcome === word;
      case "data-request":
        return link.dataRequest.outcome === word;
      case "operation":
        return matches(link.operation.status) || link.operation.meaning.outcome === word;
    }
  };
}

const lifecycleKinds: ReadonlySet<string> = new Set([
  "document",
  "document-ended",
  "connection-created",
  "connection-opened",
  "connection-error",
  "connection-closed",
]);
/** An answer's label is the action that it answers. */
const heartbeatKinds: ReadonlySet<string> = new Set([
  "unknown-message",
  "frame",
  "action",
  "answer",
  "malformed",
]);
const heartbeatLabel = /^(?:x-dpt-)?(?:ping|pong|keep-?alive|heart-?beat|hb)$/i;
const heartbeatPayload = /^[\s{[]*(?:"\w+"\s*:\s*)?"?(?:ping|pong|keep-?alive|heart-?beat|hb)"?[\s}\]]*$/i;

function compileIs(word: IsWord, { log }: Session): EventPredicate {
  const exchangeIs = (
    test: (exchange: Extract<Link, { type: "exchange" }>["exchange"], index: EventIndex) => boolean,
  ) =>
    ((index) => {
      const link = log.link(index);
      return link?.type === "exchange" && test(link.exchange, index);
    }) satisfies EventPredicate;
  const frameIs = (test: (event: Extract<CaptureEvent, { type: "frame" }>) => boolean) =>
    ((index) => {
      const event = log.event(index);
      return event.type === "frame" && test(event);
    }) satisfies EventPredicate;
  switch (word) {
    case "ok":
    case "rejected":
    case "timed-out":
    case "abandoned":
    case "orphan":
      return exchangeIs((exchange) => exchange.outcome === word);
    case "pending":
    case "success":
    case "failed":
    case "unanswered":
      return (index) => {
        const link = log.link(index);
        if (link === null) return false;
        if (link.type === "exchange") return link.exchange.outcome === word;
        if (link.type === "command")
          return link.command.outcome === word || (word === "pending" && link.command.outcome === "accepted");
        if (link.type === "data-request")
          return (
            link.dataRequest.outcome === word ||
            (word === "pending" &&
              (link.dataRequest.outcome === "requested" || link.dataRequest.outcome === "stream-announced"))
          );
        return word === "failed" && link.operation.meaning.outcome === "failed";
      };
    case "late":
      return exchangeIs((exchange) => exchange.late);
    case "duplicate":
      return exchangeIs((exchange, index) => exchange.duplicates.includes(index));
    case "inferred":
      return exchangeIs((exchange) => exchange.pairing === "inferred");
    case "pending-status":
      return (index) => {
        if (log.kind(index) !== "command-status") return false;
        const link = log.link(index);
        return (
          link?.type === "command" &&
          link.command.updates.some((update) => update.event === index && update.status === 1)
        );
      };
    case "heartbeat":
      return (index) => {
        const kind = log.kind(index);
        if (!heartbeatKinds.has(kind)) return false;
        if (heartbeatLabel.test(log.label(index))) return true;
        const event = log.event(index);
        return event.type === "frame" && event.payload.length <= 64 && heartbeatPayload.test(event.payload);
      };
    case "frame":
      return (index) => log.event(index).type === "frame";
    case "http":
    case "gap":
    case "malformed":
      return (index) => log.kind(index) === word;
    case "lifecycle":
      return (index) => lifecycleKinds.has(log.kind(index));
    case "binary":
    case "text":
      return frameIs((event) => event.opcode === word);
    case "truncated":
      return frameIs((event) => event.truncated === true);
    case "injected":
      return frameIs((event) => event.injected === true);
  }
}

function compileHas(word: HasWord, { log }: Session): EventPredicate {
  switch (word) {
    case "finding":
      return (index) => log.findings(index).length > 0;
    case "error":
    case "warning":
    case "info":
      return (index) => log.findings(index).some((finding) => finding.severity === word);
    case "answer":
      return (index) => {
        const link = log.link(index);
        return link?.type === "exchange" && link.exchange.answer !== null && link.exchange.request !== null;
      };
    case "http":
      return (index) => {
        const link = log.link(index);
        if (link?.type === "command") return link.command.request !== null;
        if (link?.type === "data-request") return link.dataRequest.request !== null;
        return link?.type === "operation";
      };
    case "id":
      return (index) => log.id(index) !== null;
    case "channel":
      return (index) => {
        const connection = log.connection(index);
        return (
          connection !== null && (channelAt(connection.channel, log.time(index))?.channelId ?? null) !== null
        );
      };
  }
}

/** The latency of what an event belongs to, in milliseconds; null where there is none (yet). */
export function latencyOf(link: Link | null): number | null {
  if (link === null) return null;
  switch (link.type) {
    case "exchange":
      return link.exchange.latency;
    case "command":
      return link.command.latency;
    case "data-request":
      return link.dataRequest.latency;
    case "operation":
      return link.operation.latency;
  }
}
