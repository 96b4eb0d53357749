import type { CaptureEvent, FrameEvent } from "../../contract/capture-event.ts";
import { protocols } from "../../protocol/index.ts";
import { decodedBase64 } from "../decoded-base64.ts";
import type { RedactionElsewhere } from "./redact-elsewhere.ts";
import { isSecretAfter, looksRandom, redactProse, redactText, secretValue } from "./redact-text.ts";
import { bytesAsText, type GivenMark, SecretMarks } from "./secret-marks.ts";
import { isSecretName } from "./secret-names.ts";
import { isWordOfTheProtocols } from "./words-of-the-protocols.ts";

/**
 * Replaces the secrets of one capture by short stable marks (`REDACTED-1`): the same secret, the same mark, so that "the
 * same token on both connections" can still be seen. A secret is recognised by the name it stands under or by its form;
 * once known, it is replaced wherever else it occurs.
 *
 * What is learnt late was let through early: feed everything to {@link learn} first where the output must hold no secret
 * at all (files: two passes).
 */
export interface Redactor {
  /** Learns the secrets of an event. */
  learn(event: CaptureEvent): void;
  /** The event without its secrets: the same object where it has none. A frame's `size` stays that of the wire. */
  event(event: CaptureEvent): CaptureEvent;
  /** A payload, body, header value or URL without its secrets. */
  text(text: string): string;
  /** A JSON value without its secrets, at any depth: the same value where it has none. */
  json(value: unknown): unknown;
  /** A sentence written about the capture, without the secrets that it quotes. */
  prose(text: string): string;
  /** The mark of a value that is known to be a secret, by what stands around it. */
  secret(value: string): string;
  /** How many different secrets were met. */
  readonly size: number;
  /** What another thread has to know to redact this text as {@link text} would: see `redact-elsewhere.ts`. */
  elsewhere(text: string): RedactionElsewhere;
  /** The marks of secrets that another thread has found. */
  marksOf(secrets: readonly string[]): readonly GivenMark[];
}

/** A redactor for one capture. */
export function createRedactor(): Redactor {
  const marks = new SecretMarks(isWordOfTheProtocols);
  const redacted = (text: string) => redactText(text, marks, 0, secretKeysIn(text) ?? undefined);
  const finished = (text: string) => marks.replaceIn(redacted(text));
  const secret = (value: string) => secretValue(value, marks);
  const whole: Walk = { marks, text: finished, secret };
  const learning: Walk = {
    marks,
    text(text) {
      marks.keepMarksOf(text);
      return redacted(text);
    },
    secret(value) {
      marks.keepMarksOf(value);
      return secret(value);
    },
  };
  return {
    learn: (event) => void redactEvent(event, learning),
    event: (event) => redactEvent(event, whole),
    text: finished,
    json: (value) => redactValue(value, whole, false, 0),
    prose: (text) => marks.replaceIn(redactProse(text, marks)),
    secret,
    get size() {
      return marks.size;
    },
    elsewhere: (text) => ({ marks: marks.given(), secretKeys: secretKeysIn(text) ?? new Set() }),
    marksOf: (secrets) => secrets.map((secret) => marks.givenTo(secret)),
  };
}

interface Walk {
  readonly marks: SecretMarks;
  readonly text: (text: string) => string;
  readonly secret: (value: string) => string;
}

function redactEvent(event: CaptureEvent, walk: Walk): CaptureEvent {
  if (event.type !== "frame") return redactValue(event, walk, false, 0);
  const payload = event.opcode === "text" ? walk.text(event.payload) : binaryPayload(event, walk);
  const connection = redactValue(event.connection, walk, false, 0);
  const further = furtherFields(event, walk);
  if (payload === event.payload && connection === event.connection && further === null) return event;
  const size = event.size ?? payloadSize(event);
  if (further === null) return { ...event, connection, payload, size };
  const { type, time, direction, opcode, truncated, injected } = event;
  return {
    ...further,
    type,
    connection,
    time,
    direction,
    opcode,
    payload,
    size,
    ...(truncated === undefined ? {} : { truncated }),
    ...(injected === undefined ? {} : { injected }),
  };
}

/** The fields of a frame that hold no text of the page's but the payload. */
const ownFields: ReadonlySet<string> = new Set([
  "type",
  "connection",
  "time",
  "direction",
  "opcode",
  "payload",
  "size",
  "truncated",
  "injected",
]);

/** Fields that a newer version may have written, redacted; null where nothing had to be. Mostly there are none. */
function furtherFields(frame: FrameEvent, walk: Walk): Record<string, unknown> | null {
  let further: Record<string, unknown> | null = null;
  for (const name in frame) {
    if (ownFields.has(name)) continue;
    // Without a prototype: a field may be called `__proto__`.
    further ??= Object.create(null) as Record<string, unknown>;
    further[name] = frame[name];
  }
  if (further === null) return null;
  const redacted = redactValue(further, walk, false, 0);
  return redacted === further ? null : redacted;
}

/** What the systems' protocols know to be secret in a frame although its name does not say so. */
function secretKeysIn(payload: string): ReadonlySet<string> | null {
  if (announcesStream(payload)) return streamKeys;
  for (const { socket } of protocols) {
    const keys = socket?.secretKeys?.(payload) ?? null;
    if (keys !== null) return keys;
  }
  return null;
}

const streamKeys: ReadonlySet<string> = new Set(["body"]);

/**
 * Whether the payload is a data download whose `body` may be a downstream auth token (PROTOCOL.md 1.3): it is streamed. What is cut
 * can say so, too, and JSON in a string of JSON.
 */
function announcesStream(payload: string): boolean {
  const escapes = payload.includes("\\u");
  if (!escapes && !payload.includes("output_type")) return false;
  const plain = escapes ? payload.replace(asciiEscape, (_all, code: string) => charOf(code)) : payload;
  for (const [, type] of plain.matchAll(outputType)) if (Number(type) === 1) return true;
  return false;
}

const asciiEscape = /\\+u00([2-7][0-9a-f])/gi;
const charOf = (code: string) => String.fromCharCode(Number.parseInt(code, 16));
const outputType = /output_type\\*"\s*:\s*(?:\\*")?([\d.eE+-]{1,20})/g;

/** Binary frames may hold text: one character a byte, so that the bytes around a secret stay as they are. */
function binaryPayload(frame: FrameEvent, walk: Walk): string {
  let text: string;
  try {
    text = atob(frame.payload);
  } catch {
    // No base64 after all: looked through as it stands.
    return walk.text(frame.payload);
  }
  const redacted = walk.text(text);
  return redacted === text ? frame.payload : btoa(redacted.replace(beyondBytes, bytesAsText));
}

/** Characters that are no bytes: what an escape or a URL's part has become. */
const beyondBytes = /[^\0-\xff]+/g;

/** Bytes on the wire. */
function payloadSize(frame: FrameEvent): number {
  if (frame.opcode === "text") return new TextEncoder().encode(frame.payload).length;
  return decodedBase64(frame.payload)?.length ?? 0;
}

/** Deeper than any real value; a hostile one must not overflow the stack. */
const maxDepth = 200;

function redactValue<Value>(value: Value, walk: Walk, secret: boolean, depth: number): Value;
function redactValue(value: unknown, walk: Walk, secret: boolean, depth: number): unknown {
  switch (typeof value) {
    case "string":
      return secret ? walk.secret(value) : walk.text(value);
    case "number":
    case "bigint":
      return secret ? walk.marks.of(String(value)) : value;
    case "object": {
      if (value === null) return null;
      if (depth >= maxDepth) return "nested too deep to be searched for secrets";
      return Array.isArray(value)
        ? redactList(value, walk, secret, depth)
        : redactObject(value, walk, secret, depth);
    }
    default:
      return value;
  }
}

function redactList(
  list: readonly unknown[],
  walk: Walk,
  secret: boolean,
  depth: number,
  subprotocols = false,
): readonly unknown[] {
  const redacted = list.map((given, index) => {
    const item = subprotocols && typeof given === "string" ? redactSubprotocol(given, walk) : given;
    const before = list[index - 1];
    const named = typeof item === "string" && typeof before === "string" && isSecretAfter(before, item);
    return redactValue(item, walk, secret || named, depth + 1);
  });
  return redacted.every((item, index) => item === list[index]) ? list : redacted;
}

/** What browsers let a page put a token into, for want of a header: as a subprotocol, or after a name in one. */
const isSubprotocols = (name: string) => /^(?:sec-websocket-protocol|protocols?)$/i.test(name);
const tokenInSubprotocol =
  /^(.*?(?:(?:bearer|authorization|auth|token|jwt|ticket|session|secret|api-?key)[-.:_=|]+)+(?:k8s\.io\.)?)(\S{6,})/i;

function redactSubprotocol(protocol: string, walk: Walk): string {
  const [all, name = "", value = ""] = tokenInSubprotocol.exec(protocol) ?? [];
  if (all !== protocol || !looksRandom(value)) return protocol;
  return name + walk.marks.of(value);
}

function redactObject(object: object, walk: Walk, secret: boolean, depth: number): object {
  let changed = false;
  const entries = Object.entries(object).map(([name, value]): [string, unknown] => {
    const list = isSubprotocols(name) && (typeof value === "string" ? value.split(", ") : value);
    const items = Array.isArray(list) ? redactList(list, walk, secret, depth + 1, true) : null;
    const redacted =
      items === null
        ? redactValue(value, walk, secret || isSecretName(name), depth + 1)
        : typeof value === "string"
          ? items.join(", ")
          : items;
    const newName = walk.text(name);
    changed ||= redacted !== value || newName !== name;
    return [newName, redacted];
  });
  return changed ? Object.fromEntries(entries) : object;
}
