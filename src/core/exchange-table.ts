import type { EpochMilliseconds } from "../contract/brands.ts";
import type { ActionMeaning, AnswerMeaning } from "../protocol/meaning.ts";
import type { ConnectionRecord } from "./connection-record.ts";
import { IdTable } from "./id-table.ts";
import type { EventIndex, Exchange, ExchangeOutcome } from "./model.ts";
import { Rows } from "./rows.ts";
import { TextTable } from "./text-table.ts";

const none = -1;
const noDuplicates: readonly EventIndex[] = [];

/** The fields of an exchange's row; texts, IDs, acts, pairings and outcomes by their numbers. */
const field = {
  connection: 0,
  act: 1,
  action: 2,
  id: 3,
  request: 4,
  outcome: 5,
  pairing: 6,
  answer: 7,
  channel: 8,
  message: 9,
  status: 10,
} as const;
const oddStatus = 0xffff;
const acts = [null, "join", "leave", "other"] as const;
const pairings = [null, "correlation-id", "inferred"] as const;
const outcomes = ["pending", "ok", "rejected", "timed-out", "abandoned", "orphan"] as const;
const [pending, ok, rejected, timedOut, abandoned, orphan] = [0, 1, 2, 3, 4, 5] as const;

/**
 * Exchanges, a row each: in an array of numbers, since a channel that is joined and left often has half as many exchanges as
 * frames, and that many objects would cost more to collect around than the frames cost to read. Indexes that are
 * not there are -1; what only few have – a time-out, a second answer – lies in maps.
 */
export class ExchangeTable {
  /** The correlation IDs of actions and of orphan answers. */
  readonly ids = new IdTable();
  readonly #connections: readonly ConnectionRecord[];
  readonly #channelIds: TextTable;
  readonly #timeOf: (event: EventIndex) => EpochMilliseconds;
  readonly #actions = new TextTable();
  readonly #messages = new TextTable();
  readonly #rows = new Rows(11);
  /** Statuses that are no whole numbers from 0 to 65534: none that HTTP knows. */
  readonly #oddStatuses = new Map<number, number>();
  readonly #gaveUpAt = new Map<number, EpochMilliseconds>();
  readonly #duplicates = new Map<number, EventIndex[]>();

  get length(): number {
    return this.#rows.length;
  }

  /**
   * @param connections the session's own list: an exchange's connection is kept as its index there
   * @param channelIds numbers the session's channel IDs
   * @param timeOf the time of an event: actions and answers have that of the frame that carried them
   */
  constructor(
    connections: readonly ConnectionRecord[],
    channelIds: TextTable,
    timeOf: (event: EventIndex) => EpochMilliseconds,
  ) {
    this.#timeOf = timeOf;
    this.#connections = connections;
    this.#channelIds = channelIds;
  }

  /** Adds an action that was sent, with the number of its correlation ID in `ids`. Returns the exchange's index. */
  addAction(
    connection: ConnectionRecord,
    meaning: ActionMeaning,
    idNumber: number | null,
    event: EventIndex,
  ): number {
    const action = this.#actions.numberOf(meaning.name);
    const channel = this.#channelIds.numberOf(meaning.channelId);
    const index = this.#add(connection, idNumber);
    const { values, start } = this.#rows;
    values[start + field.act] = meaning.act === "join" ? 1 : meaning.act === "leave" ? 2 : 3;
    values[start + field.action] = action;
    values[start + field.request] = event;
    values[start + field.channel] = channel;
    return index;
  }

  /** Adds an answer that nobody asked for. Returns the exchange's index. */
  addOrphan(
    connection: ConnectionRecord,
    meaning: AnswerMeaning,
    idNumber: number | null,
    event: EventIndex,
  ): number {
    const index = this.#add(connection, idNumber);
    this.takeAnswer(index, meaning, this.#channelIds.numberOf(meaning.channelId), event);
    this.#rows.set(index, field.outcome, orphan);
    this.#rows.set(index, field.pairing, 0);
    return index;
  }

  #add(connection: ConnectionRecord, idNumber: number | null): number {
    const index = this.#rows.add();
    const { values, start } = this.#rows;
    values[start + field.connection] = connection.index;
    values[start + field.id] = idNumber ?? none;
    values[start + field.request] = none;
    values[start + field.answer] = none;
    values[start + field.status] = none;
    return index;
  }

  /** The first answer came, perhaps after its time-out. `channel`: the number of the channel ID that it names, 0 for none. */
  takeAnswer(index: number, meaning: AnswerMeaning, channel: number, event: EventIndex): void {
    const message = this.#messages.numberOf(meaning.message);
    const status = this.#numberOfStatus(index, meaning.status);
    this.#rows.seek(index);
    const { values, start } = this.#rows;
    values[start + field.answer] = event;
    values[start + field.outcome] = meaning.ok ? ok : rejected;
    values[start + field.pairing] = meaning.correlationId === null ? 2 : 1;
    values[start + field.message] = message;
    values[start + field.status] = status;
    if (channel !== 0) values[start + field.channel] = channel;
  }

  #numberOfStatus(index: number, status: number | null): number {
    if (status === null) return none;
    if (Number.isInteger(status) && status >= 0 && status < oddStatus) return status;
    this.#oddStatuses.set(index, status);
    return oddStatus;
  }

  /** No answer came in time, or can come any more. */
  giveUp(index: number, why: "timed-out" | "abandoned", time: EpochMilliseconds): void {
    this.#rows.set(index, field.outcome, why === "timed-out" ? timedOut : abandoned);
    this.#gaveUpAt.set(index, time);
  }

  addDuplicate(index: number, event: EventIndex): void {
    const present = this.#duplicates.get(index);
    if (present === undefined) this.#duplicates.set(index, [event]);
    else present.push(event);
  }

  isPending(index: number): boolean {
    return this.#rows.get(index, field.outcome) === pending;
  }

  /** Whether an answer would still be taken: also after the time-out. */
  isWaiting(index: number): boolean {
    return this.#rows.get(index, field.answer) === none;
  }

  isOn(index: number, connection: ConnectionRecord): boolean {
    return this.#rows.get(index, field.connection) === connection.index;
  }

  /** The answer came after the exchange had been given up. */
  isLate(index: number): boolean {
    return this.#gaveUpAt.size > 0 && this.#gaveUpAt.has(index) && !this.isWaiting(index);
  }

  connection(index: number): ConnectionRecord {
    const connection = this.#connections[this.#rows.get(index, field.connection)];
    if (connection === undefined)
      throw new RangeError(`Expected an exchange below ${this.length}, got ${index}`);
    return connection;
  }

  act(index: number): Exchange["act"] {
    return acts[this.#rows.get(index, field.act)] ?? null;
  }

  action(index: number): string | null {
    return this.#actions.text(this.#rows.get(index, field.action));
  }

  /** The number of its correlation ID in `ids`; null where it has none. */
  idNumber(index: number): number | null {
    const number = this.#rows.get(index, field.id);
    return number === none ? null : number;
  }

  correlationId(index: number): string | null {
    const number = this.idNumber(index);
    return number === null ? null : this.ids.id(number);
  }

  pairing(index: number): Exchange["pairing"] {
    return pairings[this.#rows.get(index, field.pairing)] ?? null;
  }

  outcome(index: number): ExchangeOutcome {
    return outcomes[this.#rows.get(index, field.outcome)] ?? "pending";
  }

  sentAt(index: number): EpochMilliseconds | null {
    const request = this.request(index);
    return request === null ? null : this.#timeOf(request);
  }

  answeredAt(index: number): EpochMilliseconds | null {
    const answer = this.answer(index);
    return answer === null ? null : this.#timeOf(answer);
  }

  gaveUpAt(index: number): EpochMilliseconds | null {
    return this.#gaveUpAt.get(index) ?? null;
  }

  status(index: number): number | null {
    const status = this.#rows.get(index, field.status);
    if (status === oddStatus) return this.#oddStatuses.get(index) ?? null;
    return status === none ? null : status;
  }

  channelId(index: number): string | null {
    return this.#channelIds.text(this.#rows.get(index, field.channel));
  }

  message(index: number): string | null {
    return this.#messages.text(this.#rows.get(index, field.message));
  }

  request(index: number): EventIndex | null {
    return indexOrNull(this.#rows.get(index, field.request));
  }

  answer(index: number): EventIndex | null {
    return indexOrNull(this.#rows.get(index, field.answer));
  }

  duplicates(index: number): readonly EventIndex[] {
    return this.#duplicates.get(index) ?? noDuplicates;
  }
}

const indexOrNull = (index: number): EventIndex | null => (index === none ? null : index);
