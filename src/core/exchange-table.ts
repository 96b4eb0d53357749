import { type EpochMilliseconds, epochMilliseconds } from "../contract/brands.ts";
import type { ActionMeaning, AnswerMeaning } from "../protocol/meaning.ts";
import { byteColumn, fractionColumn, integerColumn } from "./column.ts";
import type { ConnectionRecord } from "./connection-record.ts";
import { IdTable } from "./id-table.ts";
import type { EventIndex, Exchange, ExchangeOutcome } from "./model.ts";
import { TextTable } from "./text-table.ts";

const none = -1;
const noDuplicates: readonly EventIndex[] = [];

/** What the byte columns stand for. */
const acts = [null, "join", "leave", "other"] as const;
const actNumbers = { join: 1, leave: 2, other: 3 } as const;
const pairings = [null, "correlation-id", "inferred"] as const;
const outcomes = ["pending", "ok", "rejected", "timed-out", "abandoned", "orphan"] as const;
const [pending, ok, rejected, timedOut, abandoned, orphan] = [0, 1, 2, 3, 4, 5] as const;

/**
 * Exchanges, a row each: in typed arrays, since a channel that is joined and left often has half as many exchanges as
 * frames, and that many objects would cost more to collect around than the frames cost to read. Times and statuses that
 * are not there are NaN, indexes -1; what only few have – a time-out, a second answer – lies in maps.
 */
export class ExchangeTable {
  /** The correlation IDs of actions and of orphan answers. */
  readonly ids = new IdTable();
  readonly #connections: readonly ConnectionRecord[];
  readonly #channelIds: TextTable;
  readonly #texts = new TextTable();
  readonly #owners = integerColumn();
  readonly #acts = byteColumn();
  readonly #actions = integerColumn();
  readonly #idNumbers = integerColumn();
  readonly #sentAt = fractionColumn();
  readonly #requests = integerColumn();
  readonly #outcomes = byteColumn();
  readonly #pairings = byteColumn();
  readonly #answeredAt = fractionColumn();
  readonly #answers = integerColumn();
  readonly #statuses = fractionColumn();
  readonly #channels = integerColumn();
  readonly #messages = integerColumn();
  readonly #gaveUpAt = new Map<number, EpochMilliseconds>();
  readonly #duplicates = new Map<number, EventIndex[]>();
  length = 0;

  /**
   * @param connections the session's own list: an exchange's connection is kept as its index there
   * @param channelIds numbers the session's channel IDs
   */
  constructor(connections: readonly ConnectionRecord[], channelIds: TextTable) {
    this.#connections = connections;
    this.#channelIds = channelIds;
  }

  /** Adds an action that was sent, with the number of its correlation ID in `ids`. Returns the exchange's index. */
  addAction(
    connection: ConnectionRecord,
    meaning: ActionMeaning,
    idNumber: number | null,
    time: EpochMilliseconds,
    event: EventIndex,
  ): number {
    this.#acts.push(actNumbers[meaning.act]);
    this.#actions.push(this.#texts.numberOf(meaning.name));
    this.#sentAt.push(time);
    this.#requests.push(event);
    this.#outcomes.push(pending);
    return this.#add(connection, idNumber, meaning.channelId);
  }

  /** Adds an answer that nobody asked for. Returns the exchange's index. */
  addOrphan(
    connection: ConnectionRecord,
    meaning: AnswerMeaning,
    idNumber: number | null,
    time: EpochMilliseconds,
    event: EventIndex,
  ): number {
    this.#acts.push(0);
    this.#actions.push(0);
    this.#sentAt.push(Number.NaN);
    this.#requests.push(none);
    this.#outcomes.push(pending);
    const index = this.#add(connection, idNumber, null);
    this.takeAnswer(index, meaning, time, event);
    this.#outcomes.set(index, orphan);
    this.#pairings.set(index, 0);
    return index;
  }

  #add(connection: ConnectionRecord, idNumber: number | null, channelId: string | null): number {
    this.#owners.push(connection.index);
    this.#idNumbers.push(idNumber ?? none);
    this.#pairings.push(0);
    this.#answeredAt.push(Number.NaN);
    this.#answers.push(none);
    this.#statuses.push(Number.NaN);
    this.#channels.push(this.#channelIds.numberOf(channelId));
    this.#messages.push(0);
    return this.length++;
  }

  /** The first answer came, perhaps after its time-out. */
  takeAnswer(index: number, meaning: AnswerMeaning, time: EpochMilliseconds, event: EventIndex): void {
    this.#answeredAt.set(index, time);
    this.#answers.set(index, event);
    if (meaning.status !== null) this.#statuses.set(index, meaning.status);
    this.#outcomes.set(index, meaning.ok ? ok : rejected);
    this.#pairings.set(index, meaning.correlationId === null ? 2 : 1);
    if (meaning.channelId !== null) this.#channels.set(index, this.#channelIds.numberOf(meaning.channelId));
    if (meaning.message !== null) this.#messages.set(index, this.#texts.numberOf(meaning.message));
  }

  /** No answer came in time, or can come any more. */
  giveUp(index: number, why: "timed-out" | "abandoned", time: EpochMilliseconds): void {
    this.#outcomes.set(index, why === "timed-out" ? timedOut : abandoned);
    this.#gaveUpAt.set(index, time);
  }

  addDuplicate(index: number, event: EventIndex): void {
    const present = this.#duplicates.get(index);
    if (present === undefined) this.#duplicates.set(index, [event]);
    else present.push(event);
  }

  isPending(index: number): boolean {
    return this.#outcomes.at(index) === pending;
  }

  /** Whether an answer would still be taken: also after the time-out. */
  isWaiting(index: number): boolean {
    return this.#answers.at(index) === none;
  }

  isOn(index: number, connection: ConnectionRecord): boolean {
    return this.#owners.at(index) === connection.index;
  }

  /** The answer came after the exchange had been given up. */
  isLate(index: number): boolean {
    return this.#gaveUpAt.size > 0 && this.#gaveUpAt.has(index) && !this.isWaiting(index);
  }

  connection(index: number): ConnectionRecord {
    const connection = this.#connections[this.#owners.at(index)];
    if (connection === undefined)
      throw new RangeError(`Expected an exchange below ${this.length}, got ${index}`);
    return connection;
  }

  act(index: number): Exchange["act"] {
    return acts[this.#acts.at(index)] ?? null;
  }

  action(index: number): string | null {
    return this.#texts.text(this.#actions.at(index));
  }

  /** The number of its correlation ID in `ids`; null where it has none. */
  idNumber(index: number): number | null {
    const number = this.#idNumbers.at(index);
    return number === none ? null : number;
  }

  correlationId(index: number): string | null {
    const number = this.idNumber(index);
    return number === null ? null : this.ids.id(number);
  }

  pairing(index: number): Exchange["pairing"] {
    return pairings[this.#pairings.at(index)] ?? null;
  }

  outcome(index: number): ExchangeOutcome {
    return outcomes[this.#outcomes.at(index)] ?? "pending";
  }

  sentAt(index: number): EpochMilliseconds | null {
    return timeOrNull(this.#sentAt.at(index));
  }

  answeredAt(index: number): EpochMilliseconds | null {
    return timeOrNull(this.#answeredAt.at(index));
  }

  gaveUpAt(index: number): EpochMilliseconds | null {
    return this.#gaveUpAt.get(index) ?? null;
  }

  status(index: number): number | null {
    const status = this.#statuses.at(index);
    return Number.isNaN(status) ? null : status;
  }

  channelId(index: number): string | null {
    return this.#channelIds.text(this.#channels.at(index));
  }

  message(index: number): string | null {
    return this.#texts.text(this.#messages.at(index));
  }

  request(index: number): EventIndex | null {
    return indexOrNull(this.#requests.at(index));
  }

  answer(index: number): EventIndex | null {
    return indexOrNull(this.#answers.at(index));
  }

  duplicates(index: number): readonly EventIndex[] {
    return this.#duplicates.get(index) ?? noDuplicates;
  }
}

const timeOrNull = (time: number): EpochMilliseconds | null =>
  Number.isNaN(time) ? null : epochMilliseconds(time);
const indexOrNull = (index: number): EventIndex | null => (index === none ? null : index);
