import type { CaptureEvent } from "../../src/contract/capture-event.ts";

/** The connection or else the document that an event is of; empty where it is of neither. */
export function placeOf(event: CaptureEvent): string {
  const connection = "connection" in event ? event.connection : null;
  const document = "document" in event ? event.document : null;
  return typeof connection === "string" ? connection : typeof document === "string" ? document : "";
}
