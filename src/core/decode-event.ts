import type { CaptureEvent, Direction, FrameEvent, HttpEvent } from "../contract/capture-event.ts";
import { protocols } from "../protocol/index.ts";
import type {
  FrameMeaning,
  HttpCall,
  HttpMeaning,
  JsonObject,
  SocketProtocol,
  SystemId,
} from "../protocol/meaning.ts";
import type { Connection } from "./model.ts";

const sockets = new Map<SystemId, SocketProtocol>();
for (const { system, socket } of protocols) if (socket !== null) sockets.set(system, socket);

/** The system that a text frame proves its connection to be; null where it proves none. */
export function recognise(payload: string): SystemId | null {
  const message = parseObject(payload);
  for (const [system, socket] of sockets) {
    if (message !== null ? socket.recognises(message) : (socket.recognisesText?.(payload) ?? false))
      return system;
  }
  return null;
}

/** Whether the beginning of a text frame, of which the rest is missing, is one of Privicore's; null where it does not tell. */
export const beginsLikePrivicore = (beginning: string): boolean | null =>
  sockets.get("privicore")?.recognisesBeginning?.(beginning) ?? null;

/** How a system speaks over WebSocket; null for one that does not. */
export const socketOf = (system: SystemId): SocketProtocol | null => sockets.get(system) ?? null;

/** Reads a whole text frame on a connection of a known system. */
export function decodeFrame(
  socket: SocketProtocol | null,
  payload: string,
  direction: Direction,
): FrameMeaning {
  const message = parseObject(payload);
  if (socket !== null && message !== null) return socket.decode(message, direction);
  return socket?.decodeText?.(payload, direction) ?? { kind: "malformed", reason: whyNotAnObject(payload) };
}

/** Reads an HTTP event: whose call it is and what it means, its label for the log, its answer's size in bytes. */
export function decodeHttp(event: HttpEvent): { meaning: HttpMeaning | null; label: string; size: number } {
  return {
    meaning: meaningOfCall(event),
    label: `${event.method} ${pathOf(event.url)}`,
    size: event.responseBody == null ? 0 : utf8Length(event.responseBody),
  };
}

/** Decodes an event again; null where it has no meaning in a known protocol. */
export function decodeEvent(
  event: CaptureEvent,
  connection: Connection | null,
): FrameMeaning | HttpMeaning | null {
  if (event.type === "http") return meaningOfCall(event);
  if (event.type !== "frame" || event.opcode !== "text" || event.truncated === true) return null;
  const system = connection?.system ?? null;
  return system === null ? null : decodeFrame(socketOf(system), event.payload, event.direction);
}

/** The body of a message about a command or data request; null where there is none. */
export function bodyIn(meaning: FrameMeaning | HttpMeaning | null): string | null {
  switch (meaning?.kind) {
    case "command-status":
    case "data-download":
      return meaning.body;
    case "stream-ready":
      return meaning.streamUrl;
    default:
      return null;
  }
}

/** A frame's bytes on the wire: as the event says, else counted from its payload. */
export function frameSize(event: FrameEvent): number {
  if (event.size !== undefined) return event.size;
  return event.opcode === "text" ? utf8Length(event.payload) : base64Bytes(event.payload);
}

function meaningOfCall(event: HttpEvent): HttpMeaning | null {
  const call: HttpCall = {
    method: event.method,
    url: event.url,
    status: event.status ?? 0,
    requestHeaders: lowerCased(event.requestHeaders),
    requestBody: event.requestBody ?? null,
    responseHeaders: lowerCased(event.responseHeaders),
    responseBody: event.responseBody ?? null,
  };
  for (const protocol of protocols) {
    const meaning = protocol.readHttpCall(call);
    if (meaning !== null) return meaning;
  }
  return null;
}

function parseObject(payload: string): JsonObject | null {
  // JSON.parse throws slowly; a flood of frames that cannot be an object must not cost that.
  if (firstCharacter(payload) !== "{") return null;
  try {
    const value: unknown = JSON.parse(payload);
    return isObject(value) ? value : null;
  } catch {
    // Said by whyNotAnObject where it matters.
    return null;
  }
}

/** Why, without quoting the payload: it may hold secrets. */
function whyNotAnObject(payload: string): string {
  if (payload.trim() === "") return "empty, not JSON";
  try {
    const value: unknown = JSON.parse(payload);
    return `JSON, but ${value === null ? "null" : Array.isArray(value) ? "an array" : `a ${typeof value}`}, not an object`;
  } catch (error) {
    return `not JSON${whereItBreaks(error instanceof Error ? error.message : "")}`;
  }
}

/** Where parsing stopped, out of the engine's own words: V8 counts characters, SpiderMonkey lines and columns. */
function whereItBreaks(words: string): string {
  if (/end of (?:JSON input|data)/i.test(words)) return ": it is cut short";
  const position = /position (\d+)/.exec(words)?.[1];
  if (position !== undefined) return `: it breaks at character ${position}`;
  const place = /line (\d+) column (\d+)/.exec(words);
  return place === null ? "" : `: it breaks at line ${place[1]}, column ${place[2]}`;
}

function firstCharacter(payload: string): string {
  let index = 0;
  while (payload.charCodeAt(index) <= 32) index++;
  return payload.charAt(index);
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function lowerCased(
  headers: Readonly<Record<string, string>> | null | undefined,
): Readonly<Record<string, string>> {
  const result: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(headers ?? {})) result[name.toLowerCase()] = value;
  return result;
}

function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : url.replace(/[?#].*$/s, "");
}

const encoder = new TextEncoder();
const utf8Length = (text: string): number => encoder.encode(text).length;

function base64Bytes(base64: string): number {
  const padding = base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0;
  return Math.max(0, Math.floor((base64.length * 3) / 4) - padding);
}
