import type { EpochMilliseconds } from "../../src/contract/brands.ts";
import type { EventIndex, Exchange } from "../../src/core/model.ts";
import type { Session } from "../../src/core/session.ts";

/** The one thing that all views show as selected, by its index in the session's list of its kind. */
export type Selection =
  | { readonly type: "event"; readonly index: EventIndex }
  | { readonly type: "exchange"; readonly index: number }
  | { readonly type: "command"; readonly index: number }
  | { readonly type: "data-request"; readonly index: number }
  | { readonly type: "operation"; readonly index: number }
  | { readonly type: "connection"; readonly index: number }
  | { readonly type: "finding"; readonly index: number };

export const sameSelection = (a: Selection | null, b: Selection | null): boolean =>
  a === b || (a !== null && b !== null && a.type === b.type && a.index === b.index);

/** The events that a selection stands for, its main one first. */
export function eventsOf(selection: Selection, session: Session): readonly EventIndex[] {
  switch (selection.type) {
    case "event":
      return [selection.index];
    case "exchange":
      return exchangeEvents(session.exchanges[selection.index]);
    case "command": {
      const command = session.commands[selection.index];
      if (command === undefined) return [];
      const updates = command.updates.map((update) => update.event);
      return command.request === null ? updates : [command.request.event, ...updates];
    }
    case "data-request": {
      const request = session.dataRequests[selection.index];
      if (request === undefined) return [];
      const messages = request.messages.map((message) => message.event);
      return request.request === null ? messages : [request.request.event, ...messages];
    }
    case "operation": {
      const operation = session.operations[selection.index];
      return operation === undefined ? [] : [operation.event];
    }
    case "connection":
      return [];
    case "finding":
      return session.findings[selection.index]?.events ?? [];
  }
}

function exchangeEvents(exchange: Exchange | undefined): readonly EventIndex[] {
  if (exchange === undefined) return [];
  const events: EventIndex[] = [];
  if (exchange.request !== null) events.push(exchange.request);
  if (exchange.answer !== null) events.push(exchange.answer);
  events.push(...exchange.duplicates);
  return events;
}

/** What a selected event belongs to, as a selection of its own; the selection itself where it is no event. */
export function ownerOf(selection: Selection | null, session: Session): Selection | null {
  if (selection === null || selection.type !== "event") return selection;
  if (selection.index >= session.log.length) return null;
  const link = session.log.link(selection.index);
  if (link === null) return null;
  switch (link.type) {
    case "exchange":
      return { type: "exchange", index: link.exchange.index };
    case "command":
      return { type: "command", index: link.command.index };
    case "data-request":
      return { type: "data-request", index: link.dataRequest.index };
    case "operation":
      return { type: "operation", index: link.operation.index };
  }
}

/** Those of them that had happened by a moment; all where none had, and while live. */
export function eventsBy(
  selection: Selection,
  session: Session,
  moment: EpochMilliseconds | null,
): readonly EventIndex[] {
  const events = eventsOf(selection, session);
  if (moment === null) return events;
  const then = events.filter((event) => session.log.time(event) <= moment);
  return then.length === 0 ? events : then;
}

/** The other events of what an event belongs to, in order: as far as they had happened by a moment. */
export function relatedEvents(
  event: EventIndex,
  session: Session,
  moment: EpochMilliseconds | null = null,
): readonly EventIndex[] {
  const owner = ownerOf({ type: "event", index: event }, session);
  return owner === null || owner.type === "event"
    ? []
    : eventsBy(owner, session, moment).filter((other) => other !== event);
}
