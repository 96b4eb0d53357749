import {
  addListener,
  blobSlice,
  isView,
  lastIndexOf,
  NativeBlob,
  NativeFileReader,
  readAsDataUrl,
  readerResult,
  substring,
} from "./primordials.ts";

/** A Blob's bytes, which can only be read with patience. */
export interface BlobPayload {
  /** Null once it was read: what is large in it is let go. */
  blob: Blob | null;
  /** When reading began; 0 before, and long ago where it failed. */
  since: number;
  /** The bytes; null until they were read. */
  base64: string | null;
}

export const blobPayload = (blob: Blob): BlobPayload => ({ blob, since: 0, base64: null });
/** Tells it from bytes, without a property read that could fall through to a prototype. */
export const isBlobPayload = (binary: Uint8Array | BlobPayload | null): binary is BlobPayload =>
  binary !== null && !isView(binary);

let nothing: Blob | null = null;

/** Calls back in a later task. Reading nothing is the only way there that the page cannot get hold of. */
export function later(callback: () => void): void {
  nothing ??= new NativeBlob();
  const reader = new NativeFileReader();
  addListener(reader, "load", callback);
  readAsDataUrl(reader, nothing);
}

/**
 * Starts reading the first `limit` bytes. By FileReader and not by `blob.arrayBuffer()`: a promise's `then` looks up
 * `constructor`, which the page can change, and a data URL is base64 already.
 */
export function readBlob(payload: BlobPayload, limit: number, time: number): void {
  const { blob } = payload;
  if (!blob) return;
  payload.since = time;
  const reader = new NativeFileReader();
  addListener(reader, "loadend", () => {
    const url = readerResult(reader);
    payload.blob = null;
    // The Blob's type, which comes before, may hold any character; base64 holds no comma.
    if (typeof url === "string") payload.base64 = substring(url, lastIndexOf(url, ",") + 1);
    else payload.since = 1;
  });
  readAsDataUrl(reader, blobSlice(blob, 0, limit));
}
