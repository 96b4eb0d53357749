import type { OutputStream } from "./surroundings.ts";

/**
 * Writes pieces as they are made, and makes no more of them than the reader takes: a pipe that is read slowly would have the whole
 * text wait in memory. Where the stream fails – a reader that has seen enough, a disk that is full – the rest is offered all
 * the same: who watches the stream decides what that means.
 */
export async function writePieces(stream: OutputStream, pieces: Iterable<string>): Promise<void> {
  for (const piece of pieces) {
    stream.write(piece);
    // False of a stream that was destroyed too: that one will never tell.
    if (stream.writableNeedDrain === true) await taken(stream);
  }
}

const signs = ["drain", "error", "close"] as const;

/** Resolves once the stream has taken what it was given, or has failed. */
function taken(stream: OutputStream): Promise<void> {
  return new Promise((resolve) => {
    const settle = () => {
      for (const sign of signs) stream.off?.(sign, settle);
      resolve();
    };
    for (const sign of signs) stream.on?.(sign, settle);
  });
}
