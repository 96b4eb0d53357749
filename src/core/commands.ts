import { type EpochMilliseconds, epochMilliseconds, type Milliseconds } from "../contract/brands.ts";
import type { CommandStatusMeaning } from "../protocol/meaning.ts";
import type { Agenda } from "./agenda.ts";
import type { ConnectionRecord } from "./connection-record.ts";
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

/** A command as the session keeps it. */
export class CommandRecord implements Command {
  connection: Connection | null = null;
  request: HttpRequest | null = null;
  outcome: CommandOutcome = "accepted";
  readonly updates: CommandUpdate[] = [];
  settledAt: EpochMilliseconds | null = null;
  unansweredAt: EpochMilliseconds | null = null;
  failureSeen = false;
  readonly link: Link = { type: "command", command: this };
  /** The connections that brought its success or failure: every joined socket of a profile gets each message. */
  readonly finalOn: ConnectionRecord[] = [];
  readonly index: number;
  readonly id: string;
  firstSeenAt: EpochMilliseconds;

  constructor(index: number, id: string, firstSeenAt: EpochMilliseconds) {
    this.index = index;
    this.id = id;
    this.firstSeenAt = firstSeenAt;
  }

  get isFinal(): boolean {
    return this.outcome === "success" || this.outcome === "failed";
  }

  get latency(): Milliseconds | null {
    if (this.request === null || this.settledAt === null || !this.isFinal) return null;
    return this.settledAt - this.request.at;
  }
}

/** Commands, from their HTTP 202 (where seen) through their status messages. */
export class Commands {
  readonly all: CommandRecord[] = [];
  readonly #byId = new Map<string, CommandRecord>();
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
    const command = this.#get(id, request.at);
    // The same ID from a second call is the server's affair; the first call is the one that started it.
    if (command.request !== null) return command;
    command.request = request;
    command.firstSeenAt = epochMilliseconds(Math.min(command.firstSeenAt, request.at));
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
        command.settledAt = due;
        command.unansweredAt = due;
        this.#raise({ type: "command-unanswered", command, time: due });
      },
    });
    return command;
  }

  statusReceived(
    connection: ConnectionRecord,
    meaning: CommandStatusMeaning,
    id: string,
    time: EpochMilliseconds,
    event: EventIndex,
  ): CommandRecord {
    const command = this.#get(id, time);
    command.connection ??= connection;
    const update: CommandUpdate = {
      at: time,
      status: meaning.statusCode,
      body: meaning.body,
      event,
      via: "message",
    };
    command.updates.push(update);
    const afterFinal = command.finalOn.includes(connection);
    const firstFailure = meaning.statusCode === failed && !command.failureSeen;
    if (firstFailure) command.failureSeen = true;
    if (isFinalCode(meaning.statusCode) && !afterFinal) command.finalOn.push(connection);
    this.#advance(command, update);
    this.#raise({
      type: "command-status",
      command,
      update,
      connection,
      afterFinal,
      firstFailure,
      time,
      event,
    });
    return command;
  }

  /** A status call over HTTP said how the command stands: it settles what the channel has not. */
  polled(
    id: string,
    status: keyof typeof polledCodes,
    time: EpochMilliseconds,
    event: EventIndex,
  ): CommandRecord {
    const command = this.#get(id, time);
    const update: CommandUpdate = { at: time, status: polledCodes[status], body: null, event, via: "poll" };
    command.updates.push(update);
    this.#advance(command, update);
    return command;
  }

  #advance(command: CommandRecord, update: CommandUpdate): void {
    if (command.isFinal) return;
    if (isFinalCode(update.status)) {
      command.outcome = update.status === success ? "success" : "failed";
      command.settledAt = update.at;
    } else if (command.outcome === "accepted") command.outcome = "pending";
  }

  #get(id: string, time: EpochMilliseconds): CommandRecord {
    const known = this.#byId.get(id);
    if (known !== undefined) return known;
    const command = new CommandRecord(this.all.length, id, time);
    this.all.push(command);
    this.#byId.set(id, command);
    return command;
  }
}

const isFinalCode = (code: number | null): boolean => code === success || code === failed;
