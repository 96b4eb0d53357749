import { type EpochMilliseconds, epochMilliseconds } from "../contract/brands.ts";
import { enlarged } from "./enlarge.ts";
import type { Connection, EventIndex, HttpRequest } from "./model.ts";

/** One message about a subject. */
export interface SubjectMessage {
  readonly at: EpochMilliseconds;
  readonly event: EventIndex;
  /** `command_status` or `output_type` as it stood on the wire, where it was a number. */
  readonly code: number | null;
  readonly body: string | null;
  /** What the owner wants to remember besides: a small number. */
  readonly tag: number;
}

const none = -1;

/**
 * What messages speak of, by ID: commands, or data requests. A busy channel brings as many of them as frames, and an object
 * each would cost the garbage collector more than reading the frames costs, so subjects and their messages lie in typed
 * arrays, chained by index; what only few have lies in maps.
 */
export class SubjectTable {
  readonly #indexes = new Map<string, number>();
  readonly #ids: string[] = [];
  readonly #connections: readonly Connection[];
  readonly #requests = new Map<number, HttpRequest>();
  readonly #unanswered = new Map<number, EpochMilliseconds>();
  #subjectCapacity = 256;
  #outcomes = new Uint8Array(this.#subjectCapacity);
  #marks = new Int32Array(this.#subjectCapacity);
  #owners = new Int32Array(this.#subjectCapacity);
  #firsts = new Int32Array(this.#subjectCapacity);
  #lasts = new Int32Array(this.#subjectCapacity);
  #messageCapacity = 256;
  #messages = 0;
  #times = new Float64Array(this.#messageCapacity);
  #codes = new Float64Array(this.#messageCapacity);
  #events = new Int32Array(this.#messageCapacity);
  #next = new Int32Array(this.#messageCapacity);
  #tags = new Uint8Array(this.#messageCapacity);
  readonly #bodies: (string | null)[] = [];

  /** `connections` is the session's own list: a subject's connection is kept as its index there. */
  constructor(connections: readonly Connection[]) {
    this.#connections = connections;
  }

  get length(): number {
    return this.#ids.length;
  }

  /** The subject's index; a new one where the ID is new, with outcome 0. */
  indexOf(id: string): number {
    const known = this.#indexes.get(id);
    if (known !== undefined) return known;
    const index = this.#ids.length;
    if (index === this.#subjectCapacity) this.#growSubjects();
    this.#indexes.set(id, index);
    this.#ids.push(id);
    this.#owners[index] = none;
    this.#marks[index] = none;
    this.#firsts[index] = none;
    this.#lasts[index] = none;
    return index;
  }

  /** The index of a known ID; null where it is not known. */
  find(id: string): number | null {
    return this.#indexes.get(id) ?? null;
  }

  id(index: number): string {
    return this.#ids[index] ?? "";
  }

  outcome(index: number): number {
    return this.#outcomes[index] ?? 0;
  }

  setOutcome(index: number, outcome: number): void {
    this.#outcomes[index] = outcome;
  }

  /** A small number that the owner keeps by the subject; -1 at first. */
  mark(index: number): number {
    return this.#marks[index] ?? none;
  }

  setMark(index: number, mark: number): void {
    this.#marks[index] = mark;
  }

  /** The connection that brought its first message; null while none did. */
  connection(index: number): Connection | null {
    return this.#connections[this.#owners[index] ?? none] ?? null;
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
    return (this.#firsts[index] ?? none) !== none;
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
    const index = this.#messages++;
    if (index === this.#messageCapacity) this.#growMessages();
    this.#times[index] = at;
    this.#codes[index] = code ?? Number.NaN;
    this.#events[index] = event;
    this.#tags[index] = tag;
    this.#next[index] = none;
    this.#bodies.push(body);
    const last = this.#lasts[subject] ?? none;
    if (last === none) this.#firsts[subject] = index;
    else this.#next[last] = index;
    this.#lasts[subject] = index;
    if (connection !== null && this.#owners[subject] === none) this.#owners[subject] = connection.index;
  }

  /** The subject's messages, oldest first. O(their number). */
  messages(subject: number): readonly SubjectMessage[] {
    const messages: SubjectMessage[] = [];
    for (let index = this.#firsts[subject] ?? none; index !== none; index = this.#next[index] ?? none)
      messages.push(this.#message(index));
    return messages;
  }

  /** The earlier of the subject's first message and the HTTP call behind it. */
  firstSeenAt(subject: number): EpochMilliseconds {
    const first = this.#firsts[subject] ?? none;
    const message = first === none ? Number.POSITIVE_INFINITY : (this.#times[first] ?? 0);
    return epochMilliseconds(Math.min(message, this.request(subject)?.at ?? Number.POSITIVE_INFINITY));
  }

  #message(index: number): SubjectMessage {
    const code = this.#codes[index] ?? Number.NaN;
    return {
      at: epochMilliseconds(this.#times[index] ?? 0),
      event: this.#events[index] ?? none,
      code: Number.isNaN(code) ? null : code,
      body: this.#bodies[index] ?? null,
      tag: this.#tags[index] ?? 0,
    };
  }

  #growSubjects(): void {
    this.#subjectCapacity *= 2;
    this.#outcomes = enlarged(this.#outcomes, new Uint8Array(this.#subjectCapacity));
    this.#marks = enlarged(this.#marks, new Int32Array(this.#subjectCapacity));
    this.#owners = enlarged(this.#owners, new Int32Array(this.#subjectCapacity));
    this.#firsts = enlarged(this.#firsts, new Int32Array(this.#subjectCapacity));
    this.#lasts = enlarged(this.#lasts, new Int32Array(this.#subjectCapacity));
  }

  #growMessages(): void {
    this.#messageCapacity *= 2;
    this.#times = enlarged(this.#times, new Float64Array(this.#messageCapacity));
    this.#codes = enlarged(this.#codes, new Float64Array(this.#messageCapacity));
    this.#events = enlarged(this.#events, new Int32Array(this.#messageCapacity));
    this.#next = enlarged(this.#next, new Int32Array(this.#messageCapacity));
    this.#tags = enlarged(this.#tags, new Uint8Array(this.#messageCapacity));
  }
}
