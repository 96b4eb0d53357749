import type { HttpEvent } from "../../src/contract/capture-event.ts";
import { type HarEntry, harEntrySchema } from "../../src/io/har/har-shapes.ts";
import { entryToHttp, isSocketEntry } from "../../src/io/har/har-to-events.ts";
import type { CallBody, FinishedCall } from "../../src/platform/devtools-network.ts";
import type { HttpCall, HttpCallStart, Protocol } from "../../src/protocol/meaning.ts";

/** A longer body, in characters or bytes, is left out: none of the known calls comes near it. */
export const longestBody = 1024 * 1024;

/** What the network log knows of a call without its body; null for what is no HTTP call. */
export function callStart(entry: unknown): HttpCallStart | null {
  if (!isObject(entry) || !isObject(entry["request"])) return null;
  const { method, url, headers } = entry["request"];
  if (typeof method !== "string" || typeof url !== "string" || !/^https?:/i.test(url)) return null;
  let lowerCase: Record<string, string> | null = null;
  return {
    method,
    url,
    // Most calls are told by their path: the headers are read only where a protocol asks for them.
    get requestHeaders() {
      lowerCase ??= headersIn(headers);
      return lowerCase;
    },
  };
}

/** Whether any protocol wants to read a call, by what is known before its body is. */
export function isWanted(start: HttpCallStart, protocols: readonly Protocol[]): boolean {
  return protocols.some((protocol) => protocol.wantsHttpCall?.(start) ?? true);
}

/**
 * Fetches a finished call's body and makes an event of the call; null where no protocol reads it after all. A body that is
 * too long, or that the browser does not give, is marked in `bodyNote`. Rejects with a readable reason where the entry is
 * none.
 */
export async function readFinishedCall(
  call: FinishedCall,
  protocols: readonly Protocol[],
): Promise<HttpEvent | null> {
  const parsed = harEntrySchema.safeParse(call.entry);
  if (!parsed.success) throw new TypeError(`Expected a HAR entry: ${parsed.error.message}`);
  if (isSocketEntry(parsed.data, (parsed.data._webSocketMessages?.length ?? 0) > 0)) return null;
  // A body that will be left out is not fetched either: DevTools would copy all of it.
  const isTooLong = sizeOf(parsed.data) > longestBody;
  const body = isTooLong ? null : await call.body().catch(() => null);
  const event = entryToHttp(withBody(parsed.data, body));
  if (typeof event === "string") throw new TypeError(event);
  if (event.type !== "http") return null;
  const kept: HttpEvent = {
    ...event,
    document: null,
    requestBody: keptBody(event.requestBody),
    responseBody: keptBody(event.responseBody),
    bodyNote: notesOn(event, parsed.data),
  };
  const read = httpCallOf(kept);
  return protocols.some((protocol) => protocol.readHttpCall(read) !== null) ? kept : null;
}

/** Without a body the size goes too: what is missing, and why, is told by {@link notesOn}. */
function withBody(entry: HarEntry, body: CallBody | null): HarEntry {
  const { content } = entry.response ?? {};
  const given =
    body === null ? { size: 0 } : { text: body.text, encoding: body.base64 ? "base64" : undefined };
  return { ...entry, response: { ...entry.response, content: { ...content, ...given } } };
}

const keptBody = (body: string | null | undefined) => (isLong(body) ? null : (body ?? null));
const isLong = (body: string | null | undefined) => (body?.length ?? 0) > longestBody;

/** What of the bodies is not there although it was, in words; null where nothing is missing. */
function notesOn(event: HttpEvent, entry: HarEntry): string | null {
  const { requestBody, responseBody, bodyNote } = event;
  const notes = [
    bodyNote ?? null,
    isLong(requestBody) ? leftOut("request", requestBody) : null,
    isLong(responseBody) ? leftOut("answer", responseBody) : null,
    responseBody == null && bodyNote == null && mayHaveBody(event, entry) ? whyAbsent(entry) : null,
  ].filter((note) => note !== null);
  return notes.length === 0 ? null : notes.join("; ");
}

function whyAbsent(entry: HarEntry): string {
  const size = sizeOf(entry);
  if (size <= longestBody) return "the browser did not give the answer's body";
  return `the answer's body of ${size.toLocaleString("en")} bytes was left out`;
}

/** The answer's body as the browser counted it, decoded, in bytes. */
const sizeOf = (entry: HarEntry) => entry.response?.content?.size ?? 0;

function leftOut(whose: string, body: string | null | undefined): string {
  return `the ${whose}'s body of ${(body?.length ?? 0).toLocaleString("en")} characters was left out`;
}

function mayHaveBody({ method, status }: HttpEvent, entry: HarEntry): boolean {
  const told = status ?? 0;
  if (told < 200 || told === 204 || (told >= 300 && told < 400) || method.toUpperCase() === "HEAD")
    return false;
  return sizeOf(entry) > 0;
}

/** An event as protocols read it: header names in lower case, absent values null. */
function httpCallOf(event: HttpEvent): HttpCall {
  return {
    method: event.method,
    url: event.url,
    status: event.status ?? 0,
    requestHeaders: lowerCaseNames(event.requestHeaders ?? {}),
    requestBody: event.requestBody ?? null,
    responseHeaders: lowerCaseNames(event.responseHeaders ?? {}),
    responseBody: event.responseBody ?? null,
  };
}

function lowerCaseNames(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function headersIn(headers: unknown): Record<string, string> {
  const found: Record<string, string> = {};
  if (!Array.isArray(headers)) return found;
  for (const header of headers) {
    if (!isObject(header)) continue;
    const { name, value } = header;
    if (typeof name === "string" && typeof value === "string") found[name.toLowerCase()] = value;
  }
  return found;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;
