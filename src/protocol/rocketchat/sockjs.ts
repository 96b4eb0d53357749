import { parseObject } from "../call-body.ts";
import type { FrameMeaning, JsonObject } from "../meaning.ts";
import { decodeDdp, recognisesDdp } from "./ddp.ts";

/*
 * SockJS puts DDP into an array of strings, `["{…}"]` as sent and `a["{…}"]` as received, between frames of its own: `o`
 * opened, `h` heartbeat, `c[…]` closed. Rocket.Chat's own web client connects this way unless it is switched off.
 */

/** The messages in a SockJS frame; null where the text is none. */
function messagesIn(text: string): readonly (JsonObject | null)[] | null {
  if (!/^a?\["/.test(text)) return null;
  try {
    const entries: unknown = JSON.parse(text.startsWith("a") ? text.slice(1) : text);
    if (!Array.isArray(entries) || !entries.every((entry) => typeof entry === "string")) return null;
    return entries.map(parseObject);
  } catch {
    return null;
  }
}

/** Whether a text frame is a SockJS frame that holds a message of Rocket.Chat's. */
export function recognisesSockjs(text: string): boolean {
  return messagesIn(text)?.some((message) => message !== null && recognisesDdp(message)) ?? false;
}

/** Reads a SockJS frame; of several messages in one, the first that asks or answers. */
export function decodeSockjs(text: string): FrameMeaning {
  if (text === "o") return { kind: "note", name: "open", channelId: null };
  if (text === "h") return { kind: "note", name: "heartbeat", channelId: null };
  if (/^c\[.*\]$/.test(text)) return { kind: "note", name: "close", channelId: null };
  const messages = messagesIn(text);
  if (messages === null) return { kind: "malformed", reason: "neither a DDP message nor a SockJS frame" };
  const meanings = messages.map<FrameMeaning>((message) =>
    message === null ? { kind: "malformed", reason: "a SockJS frame of no DDP message" } : decodeDdp(message),
  );
  const [first] = meanings;
  return (
    meanings.find(({ kind }) => kind !== "note") ??
    first ?? { kind: "malformed", reason: "an empty SockJS frame" }
  );
}
