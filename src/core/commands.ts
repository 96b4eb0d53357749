import type { EpochMilliseconds, Milliseconds } from "../contract/brands.ts";
import type { CommandStatusMeaning } from "../protocol/meaning.ts";
import type { Agenda } from "./agenda.ts";
import { commandOutcomeAt } from "./as-of.ts";
import type { Linked } from "./event-log.ts";
import type {
  Command,
  CommandOutcome,
  CommandUpdate,
  Connection,
  EventIndex,
  HttpRequest,
  Link,
} from "./model.ts";
import type { MomentSink } from "./moment.ts";
import { type BodyOf, type SubjectMessage, SubjectTable } from "./subject-table.ts";
import type { TimeOutOwner, TimeOuts } from "./time-outs.ts";
import { Views } from "./views.ts";

const success = 2;
const failed = 3;
const polledCodes = { pending: 1, success, failed } as const;
const viaMessage = 0;
const viaPoll = 1;

/** Outcomes as the table keeps them. */
const outcomes = ["accepted", "pending", "success", "failed", "unanswered"] as const;
const outcomeNumber = { accepted: 0, pending: 1, success: 2, failed: 3, unanswered: 4 } as const;

/** A command as its readers see it: a look into the table, made when one is asked for. */
class CommandView implements Command, Linked {
  readonly index: number;
  readonly #table: SubjectTable;

  constructor(index: number, table: SubjectTable) {
    this.index = index;
    this.#table = table;
  }

  get id(): string {
    return this.#table.id(this.index);
  }

  get connection(): Connection | null {
    return this.#table.connection(this.index);
  }

  get request(): HttpRequest | null {
    return this.#table.request(this.index);
  }

  get outcome(): CommandOutcome {
    return outcomes[this.#table.outcome(this.index)] ?? "accepted";
  }

  get updates(): readonly CommandUpdate[] {
    return this.#table.messages(this.index).map((message) => new UpdateView(message));
  }

  get firstSeenAt(): EpochMilliseconds {
    return this.#table.firstSeenAt(this.index);
  }

  get unansweredAt(): EpochMilliseconds | null {
    return this.#table.unansweredAt(this.index);
  }

  get settledAt(): EpochMilliseconds | null {
    const final = this.#table.messages(this.index).find(({ code }) => isFinalCode(code));
    return final?.at ?? this.unansweredAt;
  }

  get latency(): Milliseconds | null {
    const { request } = this;
    const settledAt = isFinal(this.#table.outcome(this.index)) ? this.settledAt : null;
    // The call's clock may not be the socket's: a time before the call began is no latency.
    return request === null || settledAt === null || settledAt < request.at ? null : settledAt - request.at;
  }

  get link(): Link {
    return { type: "command", command: this };
  }

  get logId(): string {
    return this.id;
  }
}

/** An update as its readers see it. */
class UpdateView implements CommandUpdate {
  readonly #message: SubjectMessage;

  constructor(message: SubjectMessage) {
    this.#message = message;
  }

  get at(): EpochMilliseconds {
    return this.#message.at;
  }
  get status(): number | null {
    return this.#message.code;
  }
  get body(): string | null {
    return this.#message.body;
  }
  get event(): EventIndex {
    return this.#message.event;
  }
  get via(): CommandUpdate["via"] {
    return this.#message.tag === viaPoll ? "poll" : "message";
  }
}

/** Commands, from their HTTP 202 (where seen) through their status messages. */
export class Commands implements TimeOutOwner {
  readonly #table: SubjectTable;
  readonly #views = new Views((index) => new CommandView(index, this.#table));
  /**
   * The connections that brought a command's success or failure, as every joined socket of a profile gets each message: the
   * first is the table's mark, and the few further ones are here.
   */
  readonly #alsoFinalOn = new Map<number, Set<Connection>>();
  readonly #failed = new Set<number>();
  readonly #agenda: Agenda;
  readonly #timeOuts: TimeOuts;
  readonly #judge: MomentSink;

  constructor(
    connections: readonly Connection[],
    bodyOf: BodyOf | null,
    agenda: Agenda,
    judge: MomentSink,
    timeout: Milliseconds,
  ) {
    this.#table = new SubjectTable(connections, bodyOf);
    this.#agenda = agenda;
    this.#timeOuts = agenda.timeOuts(timeout, this);
    this.#judge = judge;
  }

  /** All of them, in order of their first sign of life. Views are made once, as far as they are asked for. */
  get all(): readonly Command[] {
    return this.#views.upTo(this.#table.length);
  }

  view(index: number): Command & Linked {
    return this.#views.view(index);
  }

  find(id: string): number | null {
    return this.#table.find(id);
  }

  /** An HTTP 202 with this command ID arrived. Returns the command's index. */
  accepted(id: string, request: HttpRequest, channelWasJoined: boolean): number {
    const index = this.#table.indexOf(id);
    // The same ID from a second call is the server's affair; the first call is the one that started it.
    if (this.#table.request(index) !== null) return index;
    this.#table.setRequest(index, request);
    this.#judge.raise({
      type: "command-accepted",
      id,
      request,
      channelWasJoined,
      cameOut: isFinalOutcome(commandOutcomeAt(this.view(index), request.answeredAt)),
      time: request.answeredAt,
      event: request.event,
    });
    this.#agenda.begin(this.#timeOuts, request.answeredAt, index);
    return index;
  }

  /** A status message came. Returns the command's index. */
  statusReceived(
    connection: Connection,
    meaning: CommandStatusMeaning,
    id: string,
    time: EpochMilliseconds,
    event: EventIndex,
  ): number {
    const index = this.#table.indexOf(id);
    const code = meaning.statusCode;
    const afterFinal = this.#broughtFinal(index, connection) || this.#contradicts(index, code);
    const firstFailure = code === failed && !this.#failed.has(index);
    if (firstFailure) this.#failed.add(index);
    if (isFinalCode(code) && !afterFinal) this.#noteFinal(index, connection);
    this.#table.addMessage(index, connection, time, event, code, meaning.body, viaMessage);
    this.#advance(index, code);
    if (afterFinal)
      this.#judge.raise({
        type: "status-after-final",
        command: this.view(index),
        code,
        connection,
        time,
        event,
      });
    if (firstFailure)
      this.#judge.raise({
        type: "command-failed",
        command: this.view(index),
        reason: meaning.body,
        connection,
        time,
        event,
      });
    return index;
  }

  /** A status call over HTTP said how the command stands: it settles what the channel has not. Returns its index. */
  polled(id: string, status: keyof typeof polledCodes, time: EpochMilliseconds, event: EventIndex): number {
    const index = this.#table.indexOf(id);
    this.#table.addMessage(index, null, time, event, polledCodes[status], null, viaPoll);
    this.#advance(index, polledCodes[status]);
    return index;
  }

  /** A command's time-out has passed, with or without its outcome. */
  timedOut(index: number, due: EpochMilliseconds): void {
    if (isFinal(this.#table.outcome(index))) return;
    this.#table.setOutcome(index, outcomeNumber.unanswered);
    this.#table.setUnanswered(index, due);
    this.#judge.raise({ type: "command-unanswered", command: this.view(index), time: due });
  }

  #broughtFinal(index: number, connection: Connection): boolean {
    return (
      this.#table.mark(index) === connection.index || (this.#alsoFinalOn.get(index)?.has(connection) ?? false)
    );
  }

  /** Whether another connection has brought the other one of success and failure. */
  #contradicts(index: number, code: number | null): boolean {
    if (!isFinalCode(code) || this.#table.mark(index) === -1) return false;
    const first = this.#table
      .messages(index)
      .find((message) => message.tag === viaMessage && isFinalCode(message.code));
    return first !== undefined && first.code !== code;
  }

  #noteFinal(index: number, connection: Connection): void {
    if (this.#table.mark(index) === -1) {
      this.#table.setMark(index, connection.index);
      return;
    }
    const also = this.#alsoFinalOn.get(index) ?? new Set();
    also.add(connection);
    this.#alsoFinalOn.set(index, also);
  }

  #advance(index: number, code: number | null): void {
    const outcome = this.#table.outcome(index);
    if (isFinal(outcome)) return;
    if (isFinalCode(code))
      this.#table.setOutcome(index, code === success ? outcomeNumber.success : outcomeNumber.failed);
    else if (outcome === outcomeNumber.accepted) this.#table.setOutcome(index, outcomeNumber.pending);
  }
}

const isFinalOutcome = (outcome: CommandOutcome | null) => outcome === "success" || outcome === "failed";
const isFinalCode = (code: number | null): boolean => code === success || code === failed;
const isFinal = (outcome: number): boolean =>
  outcome === outcomeNumber.success || outcome === outcomeNumber.failed;
