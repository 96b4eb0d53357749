import type { CaptureEvent } from "../../src/contract/capture-event.ts";
import type { Session } from "../../src/core/session.ts";

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
