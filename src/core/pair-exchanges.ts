import type { EpochMilliseconds, Milliseconds } from "../contract/brands.ts";
import type { ActionMeaning, AnswerMeaning } from "../protocol/meaning.ts";
import type { Agenda } from "./agenda.ts";
import type { ConnectionRecord } from "./connection-record.ts";
import type { Linked } from "./event-log.ts";
import type { ExchangeTable } from "./exchange-table.ts";
import { ExchangeView } from "./exchange-view.ts";
import { IdUses } from "./id-uses.ts";
import type { EventIndex, Exchange } from "./model.ts";
import type { MomentSink } from "./moment.ts";
import type { TextTable } from "./text-table.ts";
import type { TimeOutOwner, TimeOuts } from "./time-outs.ts";
import { Views } from "./views.ts";

/**
 * Pairs actions with answers, per connection: by correlation ID, oldest pending first; an answer without
 * one goes to the oldest action sent without one; late answers still pair; second answers are kept as duplicates.
 */
export class Exchanges implements TimeOutOwner {
  readonly #table: ExchangeTable;
  readonly #views = new Views((index) => new ExchangeView(index, this.#table));
  /** The latest that was shown to the rules. */
  #shown: ExchangeView;
  readonly #channelIds: TextTable;
  readonly #idUses: IdUses;
  readonly #agenda: Agenda;
  readonly #timeOuts: TimeOuts;
  readonly #judge: MomentSink;

  constructor(
    table: ExchangeTable,
    channelIds: TextTable,
    agenda: Agenda,
    judge: MomentSink,
    timeout: Milliseconds,
  ) {
    this.#table = table;
    this.#channelIds = channelIds;
    this.#shown = new ExchangeView(0, table);
    this.#idUses = new IdUses(table);
    this.#agenda = agenda;
    this.#timeOuts = agenda.timeOuts(timeout, this);
    this.#judge = judge;
  }

  /** All of them, in order of appearance. Views are made once, as far as they are asked for. */
  get all(): readonly Exchange[] {
    return this.#views.upTo(this.#table.length);
  }

  view(index: number): Exchange & Linked {
    return this.#views.view(index);
  }

  /** The name of the action that began it; empty where none did. */
  actionOf(index: number): string {
    return this.#table.action(index) ?? "";
  }

  actOf(index: number): Exchange["act"] {
    return this.#table.act(index);
  }

  /** An action was sent. Returns the exchange's index. */
  actionSent(
    connection: ConnectionRecord,
    meaning: ActionMeaning,
    time: EpochMilliseconds,
    event: EventIndex,
  ): number {
    const id = meaning.correlationId === null ? null : this.#table.ids.numberOf(meaning.correlationId);
    const exchange = this.#table.addAction(connection, meaning, id, event);
    connection.unanswered.pushPending(exchange);
    const before = connection.history.state;
    let earlier: number | null = null;
    if (id === null) {
      connection.waitingWithoutId.add(exchange);
      if (meaning.act !== "other") connection.channelActsWithoutId.add(exchange);
    } else earlier = this.#idUses.add(id, exchange, connection);
    if (meaning.act === "join") {
      connection.joinsSent++;
      connection.history.joinSent(time, event);
    } else if (meaning.act === "leave") connection.history.leaveSent(time, event, exchange);
    this.#agenda.begin(this.#timeOuts, time, exchange);
    this.#judge.raise({
      type: "action-sent",
      exchange: this.#look(exchange),
      meaning,
      before,
      earlier: earlier === null ? null : this.#look(earlier),
      time,
      event,
    });
    return exchange;
  }

  /** An answer came. Returns the index of the exchange that it belongs to; null where it says nothing. */
  answerReceived(
    connection: ConnectionRecord,
    meaning: AnswerMeaning,
    time: EpochMilliseconds,
    event: EventIndex,
  ): number | null {
    const { correlationId } = meaning;
    const id = correlationId === null ? null : this.#table.ids.find(correlationId);
    const waiting = this.#waitingFor(connection, meaning, id);
    if (waiting !== null) {
      this.#settle(connection, waiting, meaning, time, event);
      if (id !== null) this.#idUses.answered(id, waiting);
      return waiting;
    }
    if (meaning.onlyIfPending === true) return null;
    const answered = id === null ? null : this.#idUses.latestOn(connection, id);
    if (answered !== null) {
      this.#table.addDuplicate(answered, event);
      this.#judge.raise({ type: "duplicate-answer", exchange: this.#look(answered), time, event });
      return answered;
    }
    const idNumber = correlationId === null ? null : this.#table.ids.numberOf(correlationId);
    const orphan = this.#table.addOrphan(connection, meaning, idNumber, event);
    const elsewhere = id === null ? null : this.#idUses.elsewhere(id);
    this.#judge.raise({
      type: "orphan-answer",
      exchange: this.#look(orphan),
      elsewhere: elsewhere === null ? null : this.#look(elsewhere),
      time,
      event,
    });
    return orphan;
  }

  /** The connection ended: nothing that still waits on it can be answered. */
  connectionClosed(connection: ConnectionRecord, time: EpochMilliseconds, event: EventIndex): void {
    for (const index of connection.unanswered.pending()) {
      this.#table.giveUp(index, "abandoned", time);
      const exchange = this.#look(index);
      this.#judge.raise({ type: "exchange-unanswered", exchange, why: "abandoned", time, event });
    }
  }

  /**
   * The exchange that an answer belongs to, by its ID's number, if it is known. Without an ID it is the oldest; but an answer
   * that names a channel is one to a join or a leave, where such waits, and not to a keepalive that was sent before.
   */
  #waitingFor(connection: ConnectionRecord, answer: AnswerMeaning, id: number | null): number | null {
    if (answer.correlationId !== null) return id === null ? null : this.#idUses.waitingFor(id, connection);
    const oldest = connection.waitingWithoutId.next();
    if (oldest === null || answer.channelId === null || this.#table.act(oldest) !== "other") return oldest;
    return connection.channelActsWithoutId.next() ?? oldest;
  }

  #settle(
    connection: ConnectionRecord,
    exchange: number,
    meaning: AnswerMeaning,
    time: EpochMilliseconds,
    event: EventIndex,
  ): void {
    const channel = this.#channelIds.numberOf(meaning.channelId);
    this.#table.takeAnswer(exchange, meaning, channel, event);
    const late = this.#table.isLate(exchange);
    const act = this.#table.act(exchange);
    const { history } = connection;
    if (act === "join") {
      if (meaning.ok) history.joinAccepted(time, channel, event, late, exchange);
      else if (!late) history.joinFailed(time, event);
    } else if (act === "leave") {
      if (meaning.ok) history.leaveAccepted(time, event, exchange);
      else if (!late) history.leaveFailed(time, event, exchange);
    }
    this.#judge.raise({ type: "exchange-answered", exchange: this.#look(exchange), time, event });
  }

  /** An exchange's time-out has passed, with or without an answer. */
  timedOut(exchange: number, due: EpochMilliseconds): void {
    if (!this.#table.isPending(exchange)) return;
    this.#table.giveUp(exchange, "timed-out", due);
    const connection = this.#table.connection(exchange);
    const id = this.#table.idNumber(exchange);
    const act = this.#table.act(exchange);
    if (id === null) {
      connection.waitingWithoutId.timedOut(exchange);
      if (act !== "other") connection.channelActsWithoutId.timedOut(exchange);
    } else this.#idUses.timedOut(id, exchange);
    if (act === "join") connection.history.joinFailed(due, null);
    else if (act === "leave") connection.history.leaveFailed(due, null, exchange);
    this.#judge.raise({
      type: "exchange-unanswered",
      exchange: this.#look(exchange),
      why: "timed-out",
      time: due,
      event: null,
    });
  }

  /**
   * A passing look at an exchange, for rules: one that `all` keeps for every exchange would stay in memory. The latest is
   * held, since V8 drops the optimised code that knows a class's shape once none of its objects is left.
   */
  #look(exchange: number): ExchangeView {
    if (this.#shown.index !== exchange) this.#shown = new ExchangeView(exchange, this.#table);
    return this.#shown;
  }
}
