import type { CaptureEvent } from "../../src/contract/capture-event.ts";
import { channelAt } from "../../src/core/channel-history.ts";
import type { Connection, EventIndex, Link } from "../../src/core/model.ts";
import type { Session } from "../../src/core/session.ts";
import { compareWith, type EventPredicate } from "./event-predicate.ts";
import {
  comparisonOf,
  directionWords,
  type HasWord,
  type IsWord,
  isHasWord,
  isIsWord,
  isKindWord,
} from "./filter-fields.ts";
import type { FieldKey } from "./filter-query.ts";
import { containsText } from "./text-tests.ts";

/** Compiles one value of a key, such as `is:pending`. */
export function compileField(key: FieldKey, value: string, session: Session): EventPredicate {
  const { log } = session;
  const word = value.toLowerCase();
  const contains = containsText(value);
  switch (key) {
    case "dir": {
      const direction = directionWords[word];
      return (index) => log.direction(index) === direction;
    }
    case "type":
      // A kind is meant exactly, also where it is a data.type; anything else is looked for in the action or data.type on the wire.
      if (isKindWord(word))
        return (index) => log.kind(index) === word || log.label(index).toLowerCase() === word;
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
    case "conn": {
      const isMeant = isConnection(value, session);
      return (index) => {
        const connection = log.connection(index);
        return connection !== null && isMeant(connection);
      };
    }
    case "channel":
      return (index) => {
        const channelId = channelIdOf(index, session);
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

/** Whether a connection is meant by its number, ID or URL. A number that there is a connection of is no part of a URL. */
export function isConnection(value: string, { connections }: Session): (connection: Connection) => boolean {
  const contains = containsText(value);
  return ({ id, index, url }) =>
    id === value ||
    String(index + 1) === value ||
    (value.length > 2 && connections[Number(value) - 1] === undefined && contains(url));
}

/** The channel that an event names or came in; null where there is none. */
function channelIdOf(index: EventIndex, { log }: Session): string | null {
  const link = log.link(index);
  if (link?.type === "exchange" && link.exchange.channelId !== null) return link.exchange.channelId;
  if (link?.type === "operation") return link.operation.meaning.channelId;
  const connection = log.connection(index);
  return connection && (channelAt(connection.channel, log.time(index))?.channelId ?? null);
}

function compileStatus(word: string, { log }: Session): EventPredicate {
  const family = /^(\d)xx$/.exec(word)?.[1];
  const limit = /^(>=|<=|>|<)(\d+)$/.exec(word);
  const comparison = comparisonOf[limit?.[1] ?? ""];
  const holds = comparison === undefined ? null : compareWith(comparison, Number(limit?.[2]));
  const matches = (status: number | null): boolean => {
    if (status === null) return false;
    // A call without an answer has 0, which is less than nothing.
    if (holds !== null) return status > 0 && holds(status);
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
      return (index) => {
        const link = log.link(index);
        if (link?.type === "operation") return link.operation.meaning.outcome === word;
        return link?.type === "exchange" && link.exchange.outcome === word;
      };
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

function compileHas(word: HasWord, session: Session): EventPredicate {
  const { log } = session;
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
      return (index) => channelIdOf(index, session) !== null;
  }
}
