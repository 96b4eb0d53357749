import {
  byteLength,
  charCodeAt,
  decodeUtf8,
  encodeInto,
  min,
  NativeUint8Array,
  substring,
} from "./primordials.ts";

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

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
let codes: Uint8Array<ArrayBuffer> | null = null;

/** Base64, with padding. `Uint8Array.prototype.toBase64` is younger than the oldest browser that is supported. */
export function base64(bytes: Uint8Array): string {
  const length = byteLength(bytes);
  if (codes === null) {
    codes = new NativeUint8Array(64);
    for (let i = 0; i < 64; i++) codes[i] = charCodeAt(alphabet, i);
  }
  const code = codes;
  const at = (i: number): number => (i < length ? (bytes[i] as number) : 0);
  const groups = (length + 2 - ((length + 2) % 3)) / 3;
  const out = new NativeUint8Array(groups * 4);
  let o = 0;
  for (let i = 0; i < length; i += 3) {
    const bits = (at(i) << 16) | (at(i + 1) << 8) | at(i + 2);
    out[o++] = code[bits >> 18] as number;
    out[o++] = code[(bits >> 12) & 63] as number;
    out[o++] = i + 1 < length ? (code[(bits >> 6) & 63] as number) : 61;
    out[o++] = i + 2 < length ? (code[bits & 63] as number) : 61;
  }
  return decodeUtf8(out);
}
