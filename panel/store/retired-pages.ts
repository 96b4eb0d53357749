import { epochMilliseconds } from "../../src/contract/brands.ts";
import type { CaptureEvent, DocumentEvent } from "../../src/contract/capture-event.ts";
import type { PageDocument } from "../../src/core/model.ts";
import type { Session } from "../../src/core/session.ts";
import { clockSlack } from "../live/call-documents.ts";

/**
 * The documents of a session that were there before a page began, and so belong to one that was left. The frames of a page begin
 * after it, however long it takes until its own first socket makes it known.
 */
export const documentsBefore = (page: DocumentEvent, { documents }: Session): readonly PageDocument[] =>
  documents.filter(({ startedAt }) => startedAt < page.time - clockSlack);

/** Documents that were navigated away from, with their connections: what they still say is not taken in. */
export class RetiredPages {
  readonly #ids = new Set<string>();

  /**
   * Retires what was left for `page`, which is not in the session yet. Returns what stays of the session: the frames of the new page
   * that were known before it, and the calls that it made since it began: a page is known by its first socket, and signs in before.
   */
  retire(left: readonly PageDocument[], page: DocumentEvent, { log, connections }: Session): CaptureEvent[] {
    for (const { id } of left) this.#ids.add(id);
    for (const { id, document, createdAt } of connections)
      if (document === null ? createdAt < page.time : this.#ids.has(document)) this.#ids.add(id);
    const stays: CaptureEvent[] = [];
    for (let at = log.positionAt(epochMilliseconds(page.time - clockSlack)); at < log.length; at++) {
      const event = log.event(log.inTimeOrder(at));
      if (this.sent(event)) continue;
      const ofPage = event.type === "http" && event.document == null;
      stays.push(ofPage ? { ...event, document: page.document } : event);
    }
    return stays;
  }

  /** Whether an event is one of theirs. */
  sent(event: CaptureEvent): boolean {
    const document = "document" in event && typeof event.document === "string" ? event.document : "";
    const connection = "connection" in event && typeof event.connection === "string" ? event.connection : "";
    const retired = this.#ids.has(document) || this.#ids.has(connection);
    // One that they made at their end, whose frames name nothing but itself.
    if (retired && event.type === "connection-created") this.#ids.add(connection);
    return retired;
  }
}
