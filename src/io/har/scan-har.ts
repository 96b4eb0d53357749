/**
 * Finds the elements of a HAR in its bytes – pages, entries, socket messages – without building the whole: a string
 * cannot hold a HAR of more than 512 MB, and a document of JSON.parse costs several times its size. Only the brackets,
 * keys and string ends are looked at here; what each element says is JSON.parse's business.
 */

import { AlikeMessages } from "./alike-messages.ts";

/** Where a message of a socket stands. */
export const messagePlace = (entry: number, message: number): string =>
  `log.entries[${entry}]._webSocketMessages[${message}]`;

/** Takes the elements in, each as the JSON text of one object. */
export interface HarElementSink {
  page(json: Uint8Array): void;
  /** An entry, its `_webSocketMessages` left empty: they were given before it, with the same `number`. */
  entry(json: Uint8Array, number: number, offset: number, bytes: number): void;
  /** A message of an entry's `_webSocketMessages`, by the numbers of both. */
  message(json: Uint8Array, entry: number, message: number, offset: number, bytes: number): void;
  /** The same for one that was parsed on the way. */
  parsedMessage(value: unknown, entry: number, message: number, offset: number, bytes: number): void;
  /** The `_privicore` object of the log: what a HAR has no place for. */
  extra(json: Uint8Array): void;
  /** An element longer than allowed, or one that is no object. */
  skipped(place: string, reason: string): void;
}

/** Where a bracket stands in a HAR. */
const Where = {
  outside: 0,
  root: 1,
  log: 2,
  pages: 3,
  page: 4,
  entries: 5,
  entry: 6,
  messages: 7,
  message: 8,
  extra: 9,
  other: 10,
} as const;
type Where = (typeof Where)[keyof typeof Where];

const quote = 0x22;
const backslash = 0x5c;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const comma = 0x2c;
const colon = 0x3a;
const space = 0x20;

/** Deeper than any real HAR; a file of nothing but brackets must not fill the memory. */
const maxDepth = 10_000;
/** A message that is shorter cannot be nested deeper than that. */
const surelyShallow = maxDepth;
const decoder = new TextDecoder();

export class HarScanner {
  /** The number of entries begun, or skipped as none. */
  entries = 0;
  /** Whether `log.entries` was found. */
  found = false;
  /** What broke the scan, in words, and where in bytes; null while nothing did. */
  broken: { readonly message: string; readonly offset: number } | null = null;
  private readonly stack: Where[] = [];
  private readonly braces: boolean[] = [];
  private where: Where = Where.outside;
  private inString = false;
  private escaped = false;
  private keyExpected = false;
  private keyBytes: number[] | null = null;
  private key = "";
  private offset = 0;
  /** The HAR's last bracket was read: what breaks the scan later takes nothing of it. */
  ended = false;
  private messages = 0;
  /** The item of a list of entries or messages that is being read is no object. */
  private oddItem = false;
  private elementOffset = 0;
  private messageOffset = 0;
  private readonly element: Gathered;
  private readonly message: Gathered;
  private readonly alike: AlikeMessages;
  private readonly sink: HarElementSink;

  constructor(sink: HarElementSink, maxElementBytes: number) {
    this.sink = sink;
    this.element = new Gathered(maxElementBytes);
    this.message = new Gathered(maxElementBytes);
    this.alike = new AlikeMessages(Math.min(maxElementBytes, surelyShallow));
  }

  /** Takes the next bytes in. They must not be changed afterwards. */
  push(chunk: Uint8Array): void {
    if (this.broken !== null) return;
    this.element.enter(chunk);
    this.message.enter(chunk);
    this.alike.enter(chunk);
    const { length } = chunk;
    let at = 0;
    while (at < length) {
      if (this.inString) {
        at = this.inside(chunk, at);
        continue;
      }
      const byte = chunk[at] ?? 0;
      switch (byte) {
        case quote:
          this.inString = true;
          if (this.where === Where.messages || this.where === Where.entries) this.oddItem = true;
          if (this.keyExpected && this.where <= Where.entry) this.keyBytes = [];
          break;
        case openBrace:
        case openBracket:
          if (!this.open(byte === openBrace, at)) return;
          break;
        case closeBrace:
        case closeBracket:
          if (!this.close(byte === closeBrace, at)) return;
          if (this.where === Where.messages && !this.oddItem) at = this.takeAlike(at);
          break;
        case comma:
          if (this.oddItem) this.skipOdd();
          this.keyExpected = this.braces.at(-1) === true;
          break;
        case colon:
          this.keyExpected = false;
          break;
        default:
          if ((this.where === Where.messages || this.where === Where.entries) && byte > space)
            this.oddItem = true;
          break;
      }
      at++;
    }
    this.element.leave();
    this.message.leave();
    this.offset += length;
  }

  /** The source ended. */
  end(): void {
    if (this.broken === null && !this.ended)
      this.broken = { message: "the file ends in its middle", offset: this.offset };
  }

  /** Goes on inside a string; returns where it left off. */
  private inside(chunk: Uint8Array, begin: number): number {
    const { length } = chunk;
    const { keyBytes } = this;
    let { escaped } = this;
    let at = begin;
    while (at < length) {
      const byte = chunk[at++] ?? 0;
      if (escaped) {
        escaped = false;
      } else if (byte === backslash) {
        escaped = true;
      } else if (byte === quote) {
        this.inString = false;
        this.escaped = false;
        if (keyBytes !== null) {
          this.key = decoder.decode(Uint8Array.from(keyBytes));
          this.keyBytes = null;
        }
        return at;
      }
      if (keyBytes !== null && keyBytes.length < 32) keyBytes.push(byte);
    }
    this.escaped = escaped;
    return at;
  }

  private open(brace: boolean, at: number): boolean {
    if (this.ended) return this.breakOff("expected the end of the file after the HAR, got more", at);
    if (this.stack.length >= maxDepth)
      return this.breakOff(`expected brackets nested at most ${maxDepth} deep, got more`, at);
    const outer = this.where;
    const inner = whereInside(outer, brace, this.key);
    if (outer === Where.messages || outer === Where.entries) this.oddItem = !brace;
    this.stack.push(outer);
    this.braces.push(brace);
    this.where = inner;
    this.keyExpected = brace;
    this.key = "";
    if (inner === Where.page || inner === Where.entry || inner === Where.extra) {
      this.element.begin(at);
      this.elementOffset = this.offset + at;
      if (inner === Where.entry) {
        this.entries++;
        this.messages = 0;
      }
    } else if (inner === Where.messages) {
      this.element.pause(at + 1);
    } else if (inner === Where.message) {
      this.messages++;
      this.message.begin(at);
      this.messageOffset = this.offset + at;
    } else if (inner === Where.entries) {
      this.found = true;
    }
    return true;
  }

  private close(brace: boolean, at: number): boolean {
    const outer = this.stack.pop();
    if (outer === undefined || this.braces.pop() !== brace)
      return this.breakOff(`expected another bracket, got "${brace ? "}" : "]"}"`, at);
    const inner = this.where;
    if (this.oddItem) this.skipOdd();
    this.where = outer;
    this.keyExpected = false;
    if (inner === Where.message) {
      const json = this.message.end(at + 1);
      const entry = this.entries - 1;
      const message = this.messages - 1;
      const bytes = this.offset + at + 1 - this.messageOffset;
      if (json === null) this.sink.skipped(messagePlace(entry, message), "it is too long");
      else this.sink.message(json, entry, message, this.messageOffset, bytes);
    } else if (inner === Where.messages) {
      this.element.resume(at);
    } else if (inner === Where.page || inner === Where.entry || inner === Where.extra) {
      const json = this.element.end(at + 1);
      if (json === null) this.sink.skipped(this.place(inner), "it is too long");
      else if (inner === Where.page) this.sink.page(json);
      else if (inner === Where.extra) this.sink.extra(json);
      else
        this.sink.entry(
          json,
          this.entries - 1,
          this.elementOffset,
          this.offset + at + 1 - this.elementOffset,
        );
    } else if (inner === Where.root) {
      this.ended = true;
    }
    return true;
  }

  /** Counts an item that is no object, where its list goes on or ends. */
  private skipOdd(): void {
    if (this.where !== Where.messages && this.where !== Where.entries) return;
    this.oddItem = false;
    const place =
      this.where === Where.entries
        ? `log.entries[${this.entries++}]`
        : messagePlace(this.entries - 1, this.messages++);
    this.sink.skipped(place, "expected an object");
  }

  /**
   * After a message's last byte: takes those that follow and are written like it in one go each. Returns the last byte that
   * was taken, so that what comes next is a message as well.
   */
  private takeAlike(at: number): number {
    const next = this.alike.take(at, (value, begin, end) => {
      this.sink.parsedMessage(value, this.entries - 1, this.messages++, this.offset + begin, end - begin);
    });
    return next - 1;
  }

  private place(where: Where): string {
    if (where === Where.entry) return `log.entries[${this.entries - 1}]`;
    return where === Where.page ? "log.pages" : "log._privicore";
  }

  private breakOff(message: string, at: number): false {
    this.broken = { message, offset: this.offset + at };
    return false;
  }
}

function whereInside(outer: Where, brace: boolean, key: string): Where {
  switch (outer) {
    case Where.outside:
      return brace ? Where.root : Where.other;
    case Where.root:
      return brace && key === "log" ? Where.log : Where.other;
    case Where.log:
      if (!brace && key === "entries") return Where.entries;
      if (!brace && key === "pages") return Where.pages;
      return brace && key === "_privicore" ? Where.extra : Where.other;
    case Where.pages:
      return brace ? Where.page : Where.other;
    case Where.entries:
      return brace ? Where.entry : Where.other;
    case Where.entry:
      return !brace && key === "_webSocketMessages" ? Where.messages : Where.other;
    case Where.messages:
      return brace ? Where.message : Where.other;
    default:
      return Where.other;
  }
}

/** Gathers the bytes of one element, across chunks and with parts left out. */
class Gathered {
  private parts: Uint8Array[] = [];
  private bytes = 0;
  private chunk = new Uint8Array(0);
  /** Where the wanted bytes begin in the chunk; -1 while nothing is wanted. */
  private from = -1;
  private readonly maxBytes: number;

  constructor(maxBytes: number) {
    this.maxBytes = maxBytes;
  }

  enter(chunk: Uint8Array): void {
    this.chunk = chunk as Uint8Array<ArrayBuffer>;
    if (this.from !== -1) this.from = 0;
  }

  leave(): void {
    if (this.from !== -1) this.keep(this.chunk.length);
  }

  begin(at: number): void {
    this.parts = [];
    this.bytes = 0;
    this.from = at;
  }

  pause(at: number): void {
    this.keep(at);
    this.from = -1;
  }

  resume(at: number): void {
    this.from = at;
  }

  /** The gathered bytes; null where they were more than allowed. */
  end(at: number): Uint8Array | null {
    this.keep(at);
    this.from = -1;
    const { parts, bytes } = this;
    this.parts = [];
    if (bytes > this.maxBytes) return null;
    const only = parts[0];
    if (only !== undefined && parts.length === 1) return only;
    const whole = new Uint8Array(bytes);
    let offset = 0;
    for (const part of parts) {
      whole.set(part, offset);
      offset += part.length;
    }
    return whole;
  }

  private keep(to: number): void {
    this.bytes += to - this.from;
    if (this.bytes > this.maxBytes) this.parts = [];
    else this.parts.push(this.chunk.subarray(this.from, to));
  }
}
