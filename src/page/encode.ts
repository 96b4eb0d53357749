import { charCodeAt, encodeInto, min, NativeUint8Array, quote, substring } from "./primordials.ts";

/** A longer text is quoted and measured in pieces of this many UTF-16 units, each in a task of its own. */
export const pieceLength = 65_536;
let scratch: Uint8Array<ArrayBuffer> | null = null;

/** The end of the piece of `text` that starts at `start`; never between the halves of a surrogate pair. */
export function pieceEnd(text: string, start: number): number {
  const end = min(start + pieceLength, text.length);
  const splitsPair = end < text.length && (charCodeAt(text, end - 1) & 0xfc00) === 0xd800;
  return splitsPair ? end - 1 : end;
}

/** A text as JSON, cut to a piece: for what a page may make as long as it likes, and nobody reads to the end. */
export const quoteStart = (text: string): string => quote(substring(text, 0, pieceLength));

/** Bytes of a text of at most a piece in UTF-8, a lone surrogate counting as the replacement character that goes over the wire. */
export function utf8Size(text: string): number {
  scratch ??= new NativeUint8Array(3 * pieceLength);
  return encodeInto(text, scratch);
}
