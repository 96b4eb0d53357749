import { type EpochMilliseconds, epochMilliseconds } from "../contract/brands.ts";
import { byteColumn, fractionColumn, integerColumn } from "./column.ts";
import { IdTable } from "./id-table.ts";
import type { Connection, EventIndex, HttpRequest } from "./model.ts";
import { TextTable } from "./text-table.ts";

/** One message about a subject, as a look into the table. */
export interface SubjectMessage {
  readonly at: EpochMilliseconds;
  readonly event: EventIndex;
  /** `command_status` or `output_type` as it stood on the wire, where it was a number. */
  readonly code: number | null;
  readonly body: string | null;
  /** What the owner wants to remember besides: a small number. */
  readonly tag: number;
}

/** Reads the body of a message again from the event that brought it. */
export type BodyOf = (event: EventIndex) => string | null;

const none = -1;
const oddCode = 254;
const noCode = 255;

/**
 * What messages speak of, by ID: commands, or data requests. A busy channel brings as many of them as frames, and an object
 * each would cost the garbage collector more than reading the frames costs, so subjects and their messages lie in typed
 * arrays, chained by index; what only few have lies in maps. A subject's index is its ID's number. Bodies are not kept
 * where the events are: they are read again when somebody asks.
 */
export class SubjectTable {
  readonly #ids = new IdTable();
  readonly #connections: readonly Connection[];
  readonly #bodyOf: BodyOf | null;
  readonly #requests = new Map<number, HttpRequest>();
  readonly #unanswered = new Map<number, EpochMilliseconds>();
  readonly #outcomes = byteColumn();
  readonly #marks = integerColumn();
  readonly #owners = integerColumn();
  readonly #firsts = integerColumn();
  readonly #lasts = integerColumn();
  readonly #times = fractionColumn();
  readonly #events = integerColumn();
  readonly #next = integerColumn();
  readonly #tags = byteColumn();
  /** The code where it is a whole number from 0 to 253, as nearly always; else one of the two numbers after. */
  readonly #codes = byteColumn();
  readonly #oddCodes = new Map<number, number>();
  /** The bodies, where they cannot be read again. */
  readonly #bodyNumbers = integerColumn();
  readonly #bodies = new TextTable();

  /**
   * @param connections the session's own list: a subject's connection is kept as its index there
   * @param bodyOf reads a body again; null where the events are not kept
   */
  constructor(connections: readonly Connection[], bodyOf: BodyOf | null) {
    this.#connections = connections;
    this.#bodyOf = bodyOf;
  }

  get length(): number {
    return this.#ids.length;
  }

  /** The subject's index; a new one where the ID is new, with outcome 0. */
  indexOf(id: string): number {
    const before = this.#ids.length;
    const index = this.#ids.numberOf(id);
    if (index < before) return index;
    this.#outcomes.push(0);
    this.#marks.push(none);
    this.#owners.push(none);
    this.#firsts.push(none);
    this.#lasts.push(none);
    return index;
  }

  /** The index of a known ID; null where it is not known. */
  find(id: string): number | null {
    return this.#ids.find(id);
  }

  id(index: number): string {
    return this.#ids.id(index);
  }

  outcome(index: number): number {
    return this.#outcomes.at(index);
  }

  setOutcome(index: number, outcome: number): void {
    this.#outcomes.set(index, outcome);
  }

  /** A small number that the owner keeps by the subject; -1 at first. */
  mark(index: number): number {
    return this.#marks.at(index);
  }

  setMark(index: number, mark: number): void {
    this.#marks.set(index, mark);
  }

  /** The connection that brought its first message; null while none did. */
  connection(index: number): Connection | null {
    return this.#connections[this.#owners.at(index)] ?? null;
  }

  request(index: number): HttpRequest | null {
    return this.#requests.get(index) ?? null;
  }

  setRequest(index: number, request: HttpRequest): void {
    this.#requests.set(index, request);
  }

  unansweredAt(index: number): EpochMilliseconds | null {
    return this.#unanswered.get(index) ?? null;
  }

  setUnanswered(index: number, at: EpochMilliseconds): void {
    this.#unanswered.set(index, at);
  }

  hasMessages(index: number): boolean {
    return this.#firsts.at(index) !== none;
  }

  addMessage(
    subject: number,
    connection: Connection | null,
    at: EpochMilliseconds,
    event: EventIndex,
    code: number | null,
    body: string | null,
    tag: number,
  ): void {
    const index = this.#times.length;
    this.#times.push(at);
    this.#events.push(event);
    this.#tags.push(tag);
    this.#next.push(none);
    this.#pushCode(index, code);
    if (this.#bodyOf === null) this.#bodyNumbers.push(this.#bodies.numberOf(body));
    const last = this.#lasts.at(subject);
    if (last === none) this.#firsts.set(subject, index);
    else this.#next.set(last, index);
    this.#lasts.set(subject, index);
    if (connection !== null && this.#owners.at(subject) === none) this.#owners.set(subject, connection.index);
  }

  /** The subject's messages, oldest first. O(their number). */
  messages(subject: number): readonly SubjectMessage[] {
    const messages: SubjectMessage[] = [];
    for (let index = this.#firsts.at(subject); index !== none; index = this.#next.at(index))
      messages.push(this.#message(index));
    return messages;
  }

  /** The earlier of the subject's first message and the HTTP call behind it. */
  firstSeenAt(subject: number): EpochMilliseconds {
    const first = this.#firsts.at(subject);
    const message = first === none ? Number.POSITIVE_INFINITY : this.#times.at(first);
    return epochMilliseconds(Math.min(message, this.request(subject)?.at ?? Number.POSITIVE_INFINITY));
  }

  #message(index: number): SubjectMessage {
    const event = this.#events.at(index);
    const body = () => this.#bodyOf?.(event) ?? this.#bodies.text(this.#bodyNumbers.at(index));
    return {
      at: epochMilliseconds(this.#times.at(index)),
      event,
      code: this.#code(index),
      tag: this.#tags.at(index),
      // Only when asked for: reading it may take decoding the frame again.
      get body() {
        return body();
      },
    };
  }

  #pushCode(index: number, code: number | null): void {
    const fits = code !== null && Number.isInteger(code) && code >= 0 && code < oddCode;
    this.#codes.push(fits ? code : code === null ? noCode : oddCode);
    if (code !== null && !fits) this.#oddCodes.set(index, code);
  }

  #code(index: number): number | null {
    const code = this.#codes.at(index);
    return code === noCode ? null : code === oddCode ? (this.#oddCodes.get(index) ?? null) : code;
  }
}
