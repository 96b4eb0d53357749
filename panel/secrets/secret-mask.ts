import type { CaptureEvent } from "../../src/contract/capture-event.ts";
import type { RedactionElsewhere } from "../../src/io/redaction/redact-elsewhere.ts";
import { createRedactor } from "../../src/io/redaction/redactor.ts";
import type { GivenMark } from "../../src/io/redaction/secret-marks.ts";

/** Hides secrets from whatever the panel shows. */
export interface SecretMask {
  /** Learns the secrets that an event carries, so that they are known wherever else they occur. */
  learn(event: CaptureEvent): void;
  /** The event as it may be shown. */
  event(event: CaptureEvent): CaptureEvent;
  /** A piece of text: a URL, a message, a decoded value. */
  text(text: string): string;
  /** What a worker has to know to hide the secrets of a long text; null where none are hidden. */
  elsewhere(text: string): RedactionElsewhere | null;
  /** The marks of secrets that a worker has met. */
  marksOf(secrets: readonly string[]): readonly GivenMark[];
}

/** Shows everything as it is: for an item whose secrets the person asked to see. */
export const noMask: SecretMask = {
  learn: () => undefined,
  event: (event) => event,
  text: (text) => text,
  elsewhere: () => null,
  marksOf: () => [],
};

/** The mask of one session: the same secret has the same mark throughout. */
export function createSecretMask(): SecretMask {
  const redactor = createRedactor();
  return {
    learn(event) {
      // Pages send their secrets, in URLs and subprotocols too, or get them over HTTP; what only a received frame holds is
      // known by its name.
      if (event.type !== "frame" || event.direction === "sent") redactor.learn(event);
    },
    event: (event) => redactor.event(event),
    text: (text) => redactor.text(text),
    elsewhere: (text) => redactor.elsewhere(text),
    marksOf: (secrets) => redactor.marksOf(secrets),
  };
}

/** The beginning of a payload with its secrets hidden; a secret that the cut goes through is hidden too. */
export function maskedStart(mask: SecretMask, payload: string, length: number): string {
  return mask.text(payload.slice(0, length + margin)).slice(0, length);
}
/** Longer than any token, so that one at the cut is seen whole. */
const margin = 4000;

/** What stands in the place of a secret. */
export const isMark = (value: string): boolean => /REDACTED-\d+/.test(value);
