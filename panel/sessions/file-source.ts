import type { ByteSource } from "../../src/io/source/byte-source.ts";

/** Bytes fetched at once. To ask the browser for a piece costs about as much as to read a quarter of a mebibyte. */
const pieceBytes = 4 << 20;

/** A piece of the file, under way or there. */
interface Piece {
  readonly offset: number;
  readonly bytes: Promise<Uint8Array>;
}

/**
 * A source over a file that is read from its beginning to its end, mostly: while one piece is worked on, the next is on its way.
 */
export function fileSource(file: File): ByteSource {
  let present: Piece | null = null;
  let coming: Piece | null = null;

  const fetch = (offset: number): Piece => {
    const bytes = file
      .slice(offset, offset + pieceBytes)
      .arrayBuffer()
      .then((buffer) => new Uint8Array(buffer));
    // Whether it fails is asked for when it is needed, if ever.
    bytes.catch(() => undefined);
    return { offset, bytes };
  };
  const holds = (piece: Piece | null, offset: number): piece is Piece =>
    piece !== null && offset >= piece.offset && offset < piece.offset + pieceBytes;

  return {
    name: file.name,
    size: file.size,
    async read(offset, length) {
      if (offset >= file.size) return new Uint8Array(0);
      if (!holds(present, offset)) {
        present = holds(coming, offset) ? coming : fetch(offset);
        const next = present.offset + pieceBytes;
        coming = next < file.size ? fetch(next) : null;
      }
      const begin = offset - present.offset;
      const bytes = await present.bytes;
      const end = begin + Math.min(length, file.size - offset);
      if (end <= bytes.length) return bytes.subarray(begin, end);
      if (bytes.length < Math.min(pieceBytes, file.size - present.offset))
        throw new Error("Expected the file to stay as it is while it is read, got a shorter one");
      // Across the piece's end: lines that are longer than it, or read again by their places.
      return new Uint8Array(await file.slice(offset, offset + length).arrayBuffer());
    },
  };
}
