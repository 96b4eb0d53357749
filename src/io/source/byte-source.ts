/**
 * Bytes to read from, wherever they are: a file, a Blob of the panel's import, memory. All sources can be read from any
 * place, so that a reader may start over or read lines in another order; what cannot (a pipe) is spooled first, see
 * node-source.ts.
 */
export interface ByteSource {
  /** The name that messages call it by: `capture.jsonl`. */
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** The bytes from `offset`, at most `length` and fewer only where the source ends. Rejects where reading fails. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

const defaultChunkBytes = 1 << 20;

/**
 * The source's bytes in order, a mebibyte at a time unless `chunkBytes` says otherwise. Rejects with the signal's reason once it is aborted.
 *
 * @param from the offset in bytes to begin at
 */
export async function* chunksOf(
  source: ByteSource,
  options: {
    readonly signal?: AbortSignal | undefined;
    readonly from?: number;
    readonly chunkBytes?: number | undefined;
    readonly rest?: (() => Promise<void> | null) | undefined;
  } = {},
): AsyncGenerator<Uint8Array, void, undefined> {
  let offset = options.from ?? 0;
  while (offset < source.size) {
    const resting = options.rest?.() ?? null;
    if (resting !== null) await resting;
    options.signal?.throwIfAborted();
    const chunk = await source.read(offset, options.chunkBytes ?? defaultChunkBytes);
    if (chunk.length === 0) return;
    offset += chunk.length;
    yield chunk;
  }
  options.signal?.throwIfAborted();
}

/** A source over bytes in memory. */
export function bytesSource(bytes: Uint8Array, name = "input"): ByteSource {
  return {
    name,
    size: bytes.length,
    read: async (offset, length) => bytes.subarray(offset, offset + length),
  };
}

/** A source over a text in memory. */
export function textSource(text: string, name = "input"): ByteSource {
  return bytesSource(new TextEncoder().encode(text), name);
}

/** A source over a browser's Blob or File. */
export function blobSource(
  blob: Blob,
  name: string = "name" in blob ? String(blob.name) : "input",
): ByteSource {
  return {
    name,
    size: blob.size,
    read: async (offset, length) => new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer()),
  };
}
