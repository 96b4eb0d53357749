import type { PanelStore } from "../store/panel-store.ts";

/** A frame's payload with its secrets hidden. */
export function maskedPayload(store: PanelStore, index: number): string {
  const event = store.hidden.peek().event(store.session.peek().log.event(index));
  return event.type === "frame" ? event.payload : "";
}
