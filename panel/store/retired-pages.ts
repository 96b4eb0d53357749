import { epochMilliseconds } from "../../src/contract/brands.ts";
import type { CaptureEvent, DocumentEvent, HttpEvent } from "../../src/contract/capture-event.ts";
import type { Session } from "../../src/core/session.ts";
import { clockSlack } from "../live/call-documents.ts";

/**
 * The calls among a session's events that a page has made since it began, before it was known: a page is known by its first socket,
 * and signs in before.
 */
export function callsOf(page: DocumentEvent, { log }: Session): readonly HttpEvent[] {
  const calls: HttpEvent[] = [];
  for (let at = log.positionAt(epochMilliseconds(page.time - clockSlack)); at < log.length; at++) {
    const event = log.event(log.inTimeOrder(at));
    if (event.type === "http" && event.document == null) calls.push({ ...event, document: page.document });
  }
  return calls;
}

/** Documents that were navigated away from, with their connections: what they still say is not taken in. */
export class RetiredPages {
  readonly #ids = new Set<string>();

  /** Retires everything that a session knows but for the document that has just come. */
  retire(session: Session, present: string): void {
    for (const { id } of session.documents) this.#ids.add(id);
    for (const { id } of session.connections) this.#ids.add(id);
    this.#ids.delete(present);
  }

  /** Whether an event is one of theirs. */
  sent(event: CaptureEvent): boolean {
    const document = "document" in event && typeof event.document === "string" ? event.document : "";
    const connection = "connection" in event && typeof event.connection === "string" ? event.connection : "";
    return this.#ids.has(document) || this.#ids.has(connection);
  }
}
