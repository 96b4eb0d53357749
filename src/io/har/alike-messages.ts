import { decoded } from "../capture-file/read-lines.ts";

/**
 * Reads the socket messages of a HAR that are written alike – which all of one writer are – without looking at each byte.
 *
 * What stands between two messages is known from the two before: the space before the closing brace, the brace, the comma, the
 * space, the next opening brace. The next time this text occurs is where the next message probably ends, and JSON.parse
 * proves it: text that begins where a message is due, and is one whole JSON object, is that message. Where it is none – a
 * payload may hold the same text, the last message is followed by something else – the byte by byte scan takes over.
 */
export class AlikeMessages {
  private chunk: Uint8Array = new Uint8Array(0);
  /** The chunk as text with a character for each byte, made when it is first wanted; its bytes are all ASCII or not. */
  private text: string | null = null;
  private isAscii = false;
  /** What stands between two messages, from the space before one's brace to the other's brace; empty while not known. */
  private between = "";
  /** The part of it that belongs to the message before. */
  private ownLength = 0;
  /** So many messages are left to the scan after the latest guesses were wrong. */
  private waits = 0;
  private wrong = 0;
  private readonly maxBytes: number;

  /** @param maxBytes longer messages are left to the scan */
  constructor(maxBytes: number) {
    this.maxBytes = maxBytes;
  }

  /** The next bytes of the file. */
  enter(chunk: Uint8Array): void {
    this.chunk = chunk;
    this.text = null;
  }

  /**
   * Takes the messages after one whose closing brace stands at `closing` in the chunk, as far as they are found.
   *
   * @param give gets each message's value, where it begins in the chunk and where it ends
   * @returns where the next bytes to be scanned begin: after `closing`, or at the opening brace of a message
   */
  take(closing: number, give: (value: unknown, begin: number, end: number) => void): number {
    if (this.waits > 0) {
      this.waits--;
      return closing + 1;
    }
    const next = this.learn(closing);
    if (next === -1) return closing + 1;
    const text = this.text ?? this.decode();
    const { between, ownLength } = this;
    let begin = next;
    for (;;) {
      const found = text.indexOf(between, begin);
      const end = found + ownLength;
      if (found === -1 || end - begin > this.maxBytes || !this.giveMessage(text, begin, end, give)) break;
      this.wrong = 0;
      begin = found + between.length - 1;
    }
    // Looking in vain costs a look at the rest of the chunk: a file whose messages are not alike must not pay it for each.
    this.wrong++;
    this.waits = Math.min(2 ** this.wrong, mostWaits) - 1;
    return begin;
  }

  private giveMessage(
    text: string,
    begin: number,
    end: number,
    give: (value: unknown, begin: number, end: number) => void,
  ): boolean {
    let value: unknown;
    try {
      value = JSON.parse(
        this.isAscii ? text.slice(begin, end) : decoder.decode(this.chunk.subarray(begin, end)),
      );
    } catch {
      return false;
    }
    give(value, begin, end);
    return true;
  }

  /** Learns what stands between this message and the next. Returns where the next begins; -1 where there is none to be seen. */
  private learn(closing: number): number {
    const { chunk } = this;
    let from = closing;
    while (from > 0 && isSpace(chunk[from - 1])) from--;
    let to = closing + 1;
    while (isSpace(chunk[to])) to++;
    if (chunk[to] !== comma) return -1;
    to++;
    while (isSpace(chunk[to])) to++;
    // A wide gap is not worth to be remembered; and a chunk that begins with the space may not hold all of it.
    if (chunk[to] !== openBrace || to - from > widestBetween || from === 0) return -1;
    this.ownLength = closing + 1 - from;
    this.between = String.fromCharCode(...chunk.subarray(from, to + 1));
    return to;
  }

  private decode(): string {
    const text = decoded(this.chunk);
    this.isAscii = text !== null && text.length === this.chunk.length;
    this.text = this.isAscii && text !== null ? text : byteDecoder.decode(this.chunk);
    return this.text;
  }
}

const comma = 0x2c;
const openBrace = 0x7b;
const widestBetween = 200;
const mostWaits = 64;

const isSpace = (byte: number | undefined) =>
  byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
/** One character for each byte; those of ASCII as they are. */
const byteDecoder = new TextDecoder("windows-1252");
