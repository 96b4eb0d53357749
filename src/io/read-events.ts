import { expectedHeader } from "./capture-file/header.ts";
import { readCaptureFile } from "./capture-file/read-capture-file.ts";
import { readHar } from "./har/read-har.ts";
import { type EventSink, type ReadOptions, type ReadOutcome, unusable } from "./read-outcome.ts";
import type { ByteSource } from "./source/byte-source.ts";

/**
 * Reads a capture file or a HAR, told apart by content, and gives its events in time order.
 *
 * @returns what was read, or one sentence that says why the input cannot be used
 */
export async function readEvents(
  source: ByteSource,
  sink: EventSink,
  options: ReadOptions = {},
): Promise<ReadOutcome> {
  options.signal?.throwIfAborted();
  const kind = recogniseInput(await source.read(0, recognisedBytes), source.size);
  if (typeof kind !== "string") return kind;
  return kind === "capture" ? readCaptureFile(source, sink, options) : readHar(source, sink, options);
}

const recognisedBytes = 64 << 10;
const expected = `expected a capture file (${expectedHeader} on its first line) or a HAR`;

/** Tells by an input's first bytes what it is. */
function recogniseInput(head: Uint8Array, size: number): "capture" | "har" | ReadOutcome {
  if (size === 0 || head.length === 0) return unusable(null, `${expected}, got an empty file`);
  const foreign = foreignFormat(head);
  if (foreign !== null) return unusable("byte 0", `${expected}, got ${foreign}`);
  const first = beginningOf(head);
  const zero = first.indexOf(0);
  if (zero !== -1) return unusable(`byte ${zero}`, `${expected}, got binary data`);
  const broken = brokenUtf8(first);
  if (broken !== -1) return unusable(`byte ${broken}`, `${expected} in UTF-8, got other bytes`);
  const text = new TextDecoder("utf-8").decode(head);
  const begin = text.trimStart();
  if (begin === "") return unusable(null, `${expected}, got blank space`);
  if (!begin.startsWith("{")) return unusable("line 1", `${expected}, got text that does not begin with {`);
  if (/^\{\s*"log"\s*:/.test(begin)) return "har";
  const lineEnd = begin.indexOf("\n");
  const line = lineEnd === -1 ? begin : begin.slice(0, lineEnd);
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null && "log" in value ? "har" : "capture";
  } catch {
    // A HAR may stand on many lines or on a very long one; a capture's first line is short and names its format.
    return /^\{[^{}]*"format"\s*:/.test(line) || /^\{\s*"type"\s*:/.test(line) ? "capture" : "har";
  }
}

/** The first line, or the first part of it: bytes that do not belong further on cost their own line only. */
function beginningOf(head: Uint8Array): Uint8Array {
  const lineEnd = head.indexOf(0x0a, 1);
  return head.subarray(0, Math.min(lineEnd === -1 ? head.length : lineEnd, 1024));
}

function foreignFormat(head: Uint8Array): string | null {
  const [first, second, third, fourth] = head;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
    return "UTF-16 text: save it as UTF-8";
  if (
    (first === 0 && second !== 0 && third === 0) ||
    (first !== 0 && second === 0 && third !== 0 && fourth === 0)
  )
    return "UTF-16 text: save it as UTF-8";
  if (first === 0x1f && second === 0x8b) return "gzip data: unpack it first";
  if (first === 0x50 && second === 0x4b && third === 0x03) return "a ZIP archive: unpack it first";
  return null;
}

/** Where the first character begins that is no UTF-8; -1 where there is none. One that is cut at the end does not count. */
function brokenUtf8(head: Uint8Array): number {
  if (isUtf8(head, true)) return -1;
  // The longest part that is whole: what is whole up to some byte is so up to each character before.
  let whole = 0;
  for (let end = 1; end <= head.length && isUtf8(head.subarray(0, end), true); end++)
    if (isUtf8(head.subarray(whole, end), false)) whole = end;
  return whole;
}

/** @param stream whether the last character may be cut */
function isUtf8(bytes: Uint8Array, stream: boolean): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream });
    return true;
  } catch {
    return false;
  }
}
