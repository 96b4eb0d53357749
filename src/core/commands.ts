import { type EpochMilliseconds, epochMilliseconds, type Milliseconds } from "../contract/brands.ts";
import type { CommandStatusMeaning } from "../protocol/meaning.ts";
import type { Agenda } from "./agenda.ts";
import type { Linked } from "./event-log.ts";
import { type Chain, MessageColumns } from "./message-columns.ts";
import type {
  Command,
  CommandOutcome,
  CommandUpdate,
  Connection,
  EventIndex,
  HttpRequest,
  Link,
} from "./model.ts";
import type { Raise } from "./moment.ts";

const success = 2;
const failed = 3;
const polledCodes = { pending: 1, success, failed } as const;
const viaMessage = 0;
const viaPoll = 1;

/** A command as the session keeps it; its updates lie in columns. */
export class CommandRecord implements Command, Chain, Linked {
  first = -1;
  last = -1;
  connection: Connection | null = null;
  request: HttpRequest | null = null;
  outcome: CommandOutcome = "accepted";
  unansweredAt: EpochMilliseconds | null = null;
  failureSeen = false;
  /** The connections that brought its success or failure: every joined socket of a profile gets each message. */
  finalOn: Connection | readonly Connection[] | null = null;
  readonly index: number;
  readonly id: string;
  readonly #columns: MessageColumns;

  constructor(index: number, id: string, columns: MessageColumns) {
    this.index = index;
    this.id = id;
    this.#columns = columns;
  }

  get link(): Link {
    return { type: "command", command: this };
  }

  get logId(): string {
    return this.id;
  }

  get isFinal(): boolean {
    return this.outcome === "success" || this.outcome === "failed";
  }

  get updates(): readonly CommandUpdate[] {
    return this.#columns.read(this).map(({ at, event, code, body, tag }) => ({
      at,
      status: code,
      body,
      event,
      via: tag === viaPoll ? "poll" : "message",
    }));
  }

  get firstSeenAt(): EpochMilliseconds {
    return this.#columns.firstSignOfLife(this, this.request);
  }

  get settledAt(): EpochMilliseconds | null {
    const settled = this.#columns.read(this).find(({ code }) => isFinalCode(code));
    return settled?.at ?? this.unansweredAt;
  }

  get latency(): Milliseconds | null {
    const settledAt = this.isFinal ? this.settledAt : null;
    return this.request === null || settledAt === null ? null : settledAt - this.request.at;
  }

  /** Nearly always it is one connection, which needs no list. */
  noteFinalOn(connection: Connection): void {
    if (this.finalOn === null) this.finalOn = connection;
    else if (!this.hasFinalOn(connection))
      this.finalOn = "id" in this.finalOn ? [this.finalOn, connection] : [...this.finalOn, connection];
  }

  hasFinalOn(connection: Connection): boolean {
    if (this.finalOn === null) return false;
    return "id" in this.finalOn ? this.finalOn === connection : this.finalOn.includes(connection);
  }
}

/** Commands, from their HTTP 202 (where seen) through their status messages. */
export class Commands {
  readonly all: CommandRecord[] = [];
  readonly #byId = new Map<string, CommandRecord>();
  readonly #columns = new MessageColumns();
  readonly #agenda: Agenda;
  readonly #raise: Raise;
  readonly #timeout: Milliseconds;

  constructor(agenda: Agenda, raise: Raise, timeout: Milliseconds) {
    this.#agenda = agenda;
    this.#raise = raise;
    this.#timeout = timeout;
  }

  get(id: string): CommandRecord | null {
    return this.#byId.get(id) ?? null;
  }

  /** An HTTP 202 with this command ID arrived. */
  accepted(id: string, request: HttpRequest, channelWasJoined: boolean): CommandRecord {
    const command = this.#get(id);
    // The same ID from a second call is the server's affair; the first call is the one that started it.
    if (command.request !== null) return command;
    command.request = request;
    this.#raise({
      type: "command-accepted",
      command,
      request,
      channelWasJoined,
      time: request.answeredAt,
      event: request.event,
    });
    this.#agenda.make({
      due: epochMilliseconds(request.answeredAt + this.#timeout),
      atOnce: false,
      happen: (due) => {
        if (command.isFinal) return;
        command.outcome = "unanswered";
        command.unansweredAt = due;
        this.#raise({ type: "command-unanswered", command, time: due });
      },
    });
    return command;
  }

  statusReceived(
    connection: Connection,
    meaning: CommandStatusMeaning,
    id: string,
    time: EpochMilliseconds,
    event: EventIndex,
  ): CommandRecord {
    const command = this.#get(id);
    command.connection ??= connection;
    const code = meaning.statusCode;
    this.#columns.add(command, time, event, code, meaning.body, viaMessage);
    const afterFinal = command.hasFinalOn(connection);
    if (isFinalCode(code)) command.noteFinalOn(connection);
    this.#advance(command, code);
    if (afterFinal) this.#raise({ type: "status-after-final", command, code, connection, time, event });
    if (code === failed && !command.failureSeen) {
      command.failureSeen = true;
      this.#raise({ type: "command-failed", command, reason: meaning.body, connection, time, event });
    }
    return command;
  }

  /** A status call over HTTP said how the command stands: it settles what the channel has not. */
  polled(
    id: string,
    status: keyof typeof polledCodes,
    time: EpochMilliseconds,
    event: EventIndex,
  ): CommandRecord {
    const command = this.#get(id);
    this.#columns.add(command, time, event, polledCodes[status], null, viaPoll);
    this.#advance(command, polledCodes[status]);
    return command;
  }

  #advance(command: CommandRecord, code: number | null): void {
    if (command.isFinal) return;
    if (isFinalCode(code)) command.outcome = code === success ? "success" : "failed";
    else if (command.outcome === "accepted") command.outcome = "pending";
  }

  #get(id: string): CommandRecord {
    const known = this.#byId.get(id);
    if (known !== undefined) return known;
    const command = new CommandRecord(this.all.length, id, this.#columns);
    this.all.push(command);
    this.#byId.set(id, command);
    return command;
  }
}

const isFinalCode = (code: number | null): boolean => code === success || code === failed;
