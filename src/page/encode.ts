import { charCodeAt, encodeInto, min, NativeUint8Array, substring } from "./primordials.ts";

const chunk = 16_384;
let scratch: Uint8Array<ArrayBuffer> | null = null;

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;

/** The end of a piece of `text` of at most `length` units from `start` that does not split a surrogate pair. */
export function pieceEnd(text: string, start: number, length: number): number {
  const end = min(start + length, text.length);
  return end < text.length && isHighSurrogate(charCodeAt(text, end - 1)) ? end - 1 : end;
}

/** Bytes of `text` in UTF-8, a lone surrogate counting as the replacement character that goes over the wire. */
export function utf8Size(text: string): number {
  scratch ??= new NativeUint8Array(3 * chunk);
  if (text.length <= chunk) return encodeInto(text, scratch);
  let size = 0;
  for (let start = 0; start < text.length; ) {
    const end = pieceEnd(text, start, chunk);
    size += encodeInto(substring(text, start, end), scratch);
    start = end;
  }
  return size;
}
