import type { Rest } from "../read-outcome.ts";
import { type ByteSource, chunksOf } from "../source/byte-source.ts";

/** Takes the lines of a source in, without their line ends. */
interface LineTaker {
  /**
   * @param text the line
   * @param number counted from 1
   * @param offset where it begins, in bytes
   * @param bytes its length in bytes
   */
  line(text: string, number: number, offset: number, bytes: number): void;
  /** A line that is no text or longer than allowed: `reason` says which, in words. */
  unreadable(reason: string, number: number, offset: number): void;
}

export interface LineSink extends LineTaker {
  /** Whether enough was seen. */
  readonly done: boolean;
}

const newline = 0x0a;
const carriageReturn = 0x0d;
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Cuts a source into lines without ever holding more than a chunk and one line of at most `maxLineBytes`. A byte order
 * mark at the beginning is dropped. The last line needs no line end.
 *
 * @param onChunk called after each chunk with the bytes read so far
 */
export async function readLines(
  source: ByteSource,
  sink: LineSink,
  options: {
    readonly maxLineBytes: number;
    readonly signal?: AbortSignal | undefined;
    readonly chunkBytes?: number | undefined;
    readonly rest?: Rest | undefined;
    readonly onChunk?: (bytes: number) => void;
  },
): Promise<void> {
  const { maxLineBytes } = options;
  let number = 1;
  /** Offset of the line that is being gathered, and its bytes from earlier chunks. */
  let lineOffset = 0;
  let carried: Uint8Array[] = [];
  let carriedBytes = 0;
  let position = 0;

  const tooLong = (length: number) =>
    `expected a line of at most ${maxLineBytes.toLocaleString("en")} bytes, got ${length.toLocaleString("en")}`;
  const limited: LineTaker = {
    line: (text, at, offset, bytes) => {
      if (bytes > maxLineBytes) sink.unreadable(tooLong(bytes), at, offset);
      else sink.line(text, at, offset, bytes);
    },
    unreadable: (reason, at, offset) => sink.unreadable(reason, at, offset),
  };

  const endLine = (tail: Uint8Array) => {
    const length = carriedBytes + tail.length;
    if (length > maxLineBytes) {
      sink.unreadable(tooLong(length), number, lineOffset);
    } else {
      give(sink, carried.length === 0 ? tail : joined([...carried, tail], length), number, lineOffset);
    }
    number++;
    lineOffset += length + 1;
    carried = [];
    carriedBytes = 0;
  };

  for await (const read of chunksOf(source, options)) {
    let chunk = read;
    if (position === 0 && chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf) {
      chunk = chunk.subarray(3);
      lineOffset = 3;
    }
    position += read.length;
    let begin = 0;
    const first = chunk.indexOf(newline);
    if (first !== -1 && carriedBytes > 0) {
      endLine(chunk.subarray(0, first));
      begin = first + 1;
    }
    const end = chunk.lastIndexOf(newline) + 1;
    if (end > begin) {
      const lines = giveLines(limited, chunk.subarray(begin, end), number, lineOffset);
      number += lines;
      lineOffset += end - begin;
      begin = end;
    }
    if (begin < chunk.length) {
      carriedBytes += chunk.length - begin;
      // Beyond the limit only the length is of interest.
      if (carriedBytes > maxLineBytes) carried = [];
      else carried.push(chunk.subarray(begin));
    }
    options.onChunk?.(position);
    if (sink.done) return;
  }
  if (carriedBytes > 0) endLine(new Uint8Array(0));
}

/**
 * Gives whole lines, each ended by a newline. Where the bytes are all ASCII (mostly) one decoding serves all of them,
 * which is several times faster than one per line, and places in the text are places in the bytes.
 */
function giveLines(sink: LineTaker, bytes: Uint8Array, firstNumber: number, offset: number): number {
  const text = decoded(bytes);
  let number = firstNumber;
  if (text !== null && text.length === bytes.length) {
    let begin = 0;
    while (begin < text.length) {
      const end = text.indexOf("\n", begin);
      const stop = end > begin && text.charCodeAt(end - 1) === carriageReturn ? end - 1 : end;
      sink.line(text.slice(begin, stop), number++, offset + begin, stop - begin);
      begin = end + 1;
    }
    return number - firstNumber;
  }
  let begin = 0;
  while (begin < bytes.length) {
    const end = bytes.indexOf(newline, begin);
    give(sink, bytes.subarray(begin, end), number++, offset + begin);
    begin = end + 1;
  }
  return number - firstNumber;
}

function give(sink: LineTaker, bytes: Uint8Array, number: number, offset: number): void {
  const line = bytes.at(-1) === carriageReturn ? bytes.subarray(0, -1) : bytes;
  const text = decoded(line);
  if (text === null) sink.unreadable("expected UTF-8 text, got other bytes", number, offset);
  else sink.line(text, number, offset, line.length);
}

/** The text, or null where the bytes are not UTF-8. */
export function decoded(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
