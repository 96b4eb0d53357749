import { type EpochMilliseconds, epochMilliseconds } from "../contract/brands.ts";
import { fractionColumn, integerColumn } from "./column.ts";
import { IdTable } from "./id-table.ts";
import type { Connection, EventIndex, HttpRequest } from "./model.ts";
import { Rows } from "./rows.ts";
import { TextTable } from "./text-table.ts";

/** Reads the body of a message again from the event that brought it. */
export type BodyOf = (event: EventIndex) => string | null;

const none = -1;
/** A code is kept as it is where it is a whole number from 0 to 253, as nearly always. */
const oddCode = 254;
const noCode = 255;
const codeShift = 8;
const tagMask = 0xff;

/** The fields of a subject's row: its owner's numbers, its connection's index, its first and last message. */
const subjectField = { outcome: 0, mark: 1, connection: 2, first: 3, last: 4 } as const;
/** The fields of a message's row: its event, the subject's next message, and its tag with the code above it. */
const messageField = { event: 0, next: 1, facts: 2 } as const;

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
  readonly #subjects = new Rows(5);
  readonly #messages = new Rows(3);
  readonly #times = fractionColumn();
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
    this.#subjects.add();
    const { values, start } = this.#subjects;
    values[start + subjectField.mark] = none;
    values[start + subjectField.connection] = none;
    values[start + subjectField.first] = none;
    values[start + subjectField.last] = none;
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
    return this.#subjects.get(index, subjectField.outcome);
  }

  setOutcome(index: number, outcome: number): void {
    this.#subjects.set(index, subjectField.outcome, outcome);
  }

  /** A small number that the owner keeps by the subject; -1 at first. */
  mark(index: number): number {
    return this.#subjects.get(index, subjectField.mark);
  }

  setMark(index: number, mark: number): void {
    this.#subjects.set(index, subjectField.mark, mark);
  }

  /** The connection that brought its first message; null while none did. */
  connection(index: number): Connection | null {
    return this.#connections[this.#subjects.get(index, subjectField.connection)] ?? null;
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
    return this.#subjects.get(index, subjectField.first) !== none;
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
    const message = this.#messages.add();
    const facts = this.#numberOfCode(message, code);
    const { values, start } = this.#messages;
    values[start + messageField.event] = event;
    values[start + messageField.next] = none;
    values[start + messageField.facts] = tag | (facts << codeShift);
    this.#times.push(at);
    if (this.#bodyOf === null) this.#bodyNumbers.push(this.#bodies.numberOf(body));
    this.#append(subject, message, connection);
  }

  #append(subject: number, message: number, connection: Connection | null): void {
    this.#subjects.seek(subject);
    const { values, start } = this.#subjects;
    const last = values[start + subjectField.last] ?? none;
    if (last === none) values[start + subjectField.first] = message;
    else this.#messages.set(last, messageField.next, message);
    values[start + subjectField.last] = message;
    if (connection !== null && values[start + subjectField.connection] === none)
      values[start + subjectField.connection] = connection.index;
  }

  /** The subject's messages, oldest first. O(their number). */
  messages(subject: number): readonly SubjectMessage[] {
    const messages: SubjectMessage[] = [];
    let index = this.#subjects.get(subject, subjectField.first);
    for (; index !== none; index = this.#messages.get(index, messageField.next))
      messages.push(new SubjectMessage(index, this));
    return messages;
  }

  /** The earlier of the subject's first message and the HTTP call behind it. */
  firstSeenAt(subject: number): EpochMilliseconds {
    const first = this.#subjects.get(subject, subjectField.first);
    const message = first === none ? Number.POSITIVE_INFINITY : this.#times.at(first);
    return epochMilliseconds(Math.min(message, this.request(subject)?.at ?? Number.POSITIVE_INFINITY));
  }

  timeOf(message: number): EpochMilliseconds {
    return epochMilliseconds(this.#times.at(message));
  }

  eventOf(message: number): EventIndex {
    return this.#messages.get(message, messageField.event);
  }

  codeOf(message: number): number | null {
    const number = this.#messages.get(message, messageField.facts) >>> codeShift;
    if (number === noCode) return null;
    return number === oddCode ? (this.#oddCodes.get(message) ?? null) : number;
  }

  tagOf(message: number): number {
    return this.#messages.get(message, messageField.facts) & tagMask;
  }

  /** Where the events are kept it is read from the event again. */
  bodyOf(message: number): string | null {
    if (this.#bodyOf !== null) return this.#bodyOf(this.eventOf(message));
    return this.#bodies.text(this.#bodyNumbers.at(message));
  }

  #numberOfCode(message: number, code: number | null): number {
    if (code === null) return noCode;
    if (Number.isInteger(code) && code >= 0 && code < oddCode) return code;
    this.#oddCodes.set(message, code);
    return oddCode;
  }
}

/** A message as its readers see it: a look into the table. */
export class SubjectMessage {
  readonly #index: number;
  readonly #table: SubjectTable;

  constructor(index: number, table: SubjectTable) {
    this.#index = index;
    this.#table = table;
  }

  get at(): EpochMilliseconds {
    return this.#table.timeOf(this.#index);
  }
  get event(): EventIndex {
    return this.#table.eventOf(this.#index);
  }
  /** `command_status` or `output_type` as it stood on the wire, where it was a number. */
  get code(): number | null {
    return this.#table.codeOf(this.#index);
  }
  get body(): string | null {
    return this.#table.bodyOf(this.#index);
  }
  /** What the owner wants to remember besides: a small number. */
  get tag(): number {
    return this.#table.tagOf(this.#index);
  }
}
