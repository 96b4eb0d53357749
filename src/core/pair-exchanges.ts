import type { EpochMilliseconds, Milliseconds } from "../contract/brands.ts";
import type { ActionMeaning, AnswerMeaning } from "../protocol/meaning.ts";
import type { Agenda } from "./agenda.ts";
import type { ConnectionRecord } from "./connection-record.ts";
import { ExchangeRecord } from "./exchange-record.ts";
import { IdUses } from "./id-uses.ts";
import type { EventIndex } from "./model.ts";
import type { Raise } from "./moment.ts";

/** What an answer turned out to be. */
export interface Paired {
  readonly exchange: ExchangeRecord;
  readonly as: "answer" | "duplicate" | "orphan";
}

/**
 * Pairs actions with answers, per connection: by correlation ID, oldest pending first; an answer without
 * one goes to the oldest action sent without one; late answers still pair; second answers are kept as duplicates.
 */
export class Exchanges {
  readonly all: ExchangeRecord[] = [];
  readonly #idUses = new IdUses();
  readonly #beginTimeOut: (from: EpochMilliseconds, exchange: ExchangeRecord) => void;
  readonly #raise: Raise;

  constructor(agenda: Agenda, raise: Raise, timeout: Milliseconds) {
    this.#beginTimeOut = agenda.timeOuts(timeout, (exchange, due) => this.#timeOut(exchange, due));
    this.#raise = raise;
  }

  actionSent(
    connection: ConnectionRecord,
    meaning: ActionMeaning,
    time: EpochMilliseconds,
    event: EventIndex,
  ): ExchangeRecord {
    const id = meaning.correlationId;
    const exchange = new ExchangeRecord(this.all.length, connection, { meaning, time, event }, id);
    this.all.push(exchange);
    connection.unanswered.pushPending(exchange);
    const before = connection.history.state;
    let earlier: ExchangeRecord | null = null;
    if (id === null) connection.waitingWithoutId.add(exchange);
    else earlier = this.#idUses.add(id, exchange);
    if (meaning.act === "join") {
      connection.joinsSent++;
      connection.history.joinSent(time, event);
    } else if (meaning.act === "leave") connection.history.leaveSent(time, event);
    this.#beginTimeOut(time, exchange);
    this.#raise({ type: "action-sent", exchange, meaning, before, earlier, time, event });
    return exchange;
  }

  answerReceived(
    connection: ConnectionRecord,
    meaning: AnswerMeaning,
    time: EpochMilliseconds,
    event: EventIndex,
  ): Paired | null {
    const id = meaning.correlationId;
    const waiting =
      id === null ? connection.waitingWithoutId.next() : this.#idUses.waitingFor(id, connection);
    if (waiting !== null) {
      this.#settle(waiting, meaning, time, event);
      return { exchange: waiting, as: "answer" };
    }
    if (meaning.onlyIfPending === true) return null;
    const answered = id === null ? null : this.#idUses.latestOn(connection, id);
    if (answered !== null) {
      answered.addDuplicate(event);
      this.#raise({ type: "duplicate-answer", exchange: answered, time, event });
      return { exchange: answered, as: "duplicate" };
    }
    const orphan = new ExchangeRecord(this.all.length, connection, null, id);
    orphan.takeAnswer(meaning, time, event);
    orphan.outcome = "orphan";
    this.all.push(orphan);
    const elsewhere = id === null ? null : this.#idUses.latest(id);
    this.#raise({ type: "orphan-answer", exchange: orphan, elsewhere, time, event });
    return { exchange: orphan, as: "orphan" };
  }

  /** The connection ended: nothing that still waits on it can be answered. */
  connectionClosed(connection: ConnectionRecord, time: EpochMilliseconds, event: EventIndex): void {
    for (const exchange of connection.unanswered.pending()) {
      exchange.outcome = "abandoned";
      exchange.gaveUpAt = time;
      this.#raise({ type: "exchange-unanswered", exchange, why: "abandoned", time, event });
    }
  }

  #settle(
    exchange: ExchangeRecord,
    meaning: AnswerMeaning,
    time: EpochMilliseconds,
    event: EventIndex,
  ): void {
    exchange.takeAnswer(meaning, time, event);
    exchange.pairing = meaning.correlationId === null ? "inferred" : "correlation-id";
    const history = exchange.connection.history;
    if (exchange.act === "join") {
      if (meaning.ok) history.joinAccepted(time, meaning.channelId, event, exchange.late);
      else if (!exchange.late) history.joinFailed(time, event);
    } else if (exchange.act === "leave") {
      if (meaning.ok) history.leaveAccepted(time, event, exchange.late);
      else if (!exchange.late) history.leaveFailed(time, event);
    }
    this.#raise({ type: "exchange-answered", exchange, time, event });
  }

  #timeOut(exchange: ExchangeRecord, due: EpochMilliseconds): void {
    if (exchange.outcome !== "pending") return;
    exchange.outcome = "timed-out";
    exchange.gaveUpAt = due;
    const { connection, correlationId } = exchange;
    if (correlationId === null) connection.waitingWithoutId.timedOut(exchange);
    else this.#idUses.timedOut(correlationId, exchange);
    if (exchange.act === "join") connection.history.joinFailed(due, null);
    else if (exchange.act === "leave") connection.history.leaveFailed(due, null);
    this.#raise({ type: "exchange-unanswered", exchange, why: "timed-out", time: due, event: null });
  }
}
