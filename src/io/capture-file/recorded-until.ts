import type { CaptureEvent } from "../../contract/capture-event.ts";
import type { Session } from "../../core/session.ts";

/**
 * The last line of a capture. That nothing came for a while belongs to the recording: what went unanswered in it stays
 * unanswered for whoever opens the file. Null where the last event is all that is known.
 */
export function recordedUntil({ now, end }: Session): CaptureEvent | null {
  if (now === null || end === null || now <= end) return null;
  return { type: "unrecognised", time: now, original: { type: "recorded-until", time: now } };
}
