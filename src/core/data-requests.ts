import { type EpochMilliseconds, epochMilliseconds, type Milliseconds } from "../contract/brands.ts";
import type { DataDownloadMeaning, StreamReadyMeaning } from "../protocol/meaning.ts";
import type { Agenda } from "./agenda.ts";
import type { Linked } from "./event-log.ts";
import type {
  Connection,
  DataRequest,
  DataRequestMessage,
  DataRequestOutcome,
  EventIndex,
  HttpRequest,
  Link,
} from "./model.ts";
import type { MomentSink } from "./moment.ts";
import { type BodyOf, type SubjectMessage, SubjectTable } from "./subject-table.ts";
import { Views } from "./views.ts";

/** What a message told; its place here is the tag that its column keeps. */
const tellings = ["message", "link", "stream-announced", "stream-ready"] as const;
type Telling = (typeof tellings)[number];

/** Outcomes as the table keeps them: those that a message tells stand at the telling's own place. */
const outcomes = [...tellings, "requested", "unanswered"] as const;
const numberOf = (outcome: DataRequestOutcome): number => outcomes.indexOf(outcome);
const requested = numberOf("requested");
const streamAnnounced = numberOf("stream-announced");
const unanswered = numberOf("unanswered");
const streamAwaited = 1;

/** A data request as its readers see it: a look into the table, made when one is asked for. */
class DataRequestView implements DataRequest, Linked {
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

  get outcome(): DataRequestOutcome {
    return outcomes[this.#table.outcome(this.index)] ?? "requested";
  }

  get messages(): readonly DataRequestMessage[] {
    return this.#table.messages(this.index).map((message) => new MessageView(message));
  }

  get steps(): DataRequest["steps"] {
    const steps: { at: EpochMilliseconds; outcome: DataRequestOutcome }[] = [];
    const reach = (at: EpochMilliseconds, outcome: DataRequestOutcome): void => {
      if (steps.at(-1)?.outcome !== outcome) steps.push({ at, outcome });
    };
    let outcome: DataRequestOutcome = "requested";
    // It goes unanswered only while no message has come, so that step is the first.
    const givenUp = this.#table.unansweredAt(this.index);
    if (givenUp !== null) reach(givenUp, "unanswered");
    for (const { at, tag } of this.#table.messages(this.index)) {
      outcome = after(outcome, tellings[tag] ?? "message");
      reach(at, outcome);
    }
    return steps;
  }

  get firstSeenAt(): EpochMilliseconds {
    return this.#table.firstSeenAt(this.index);
  }

  get settledAt(): EpochMilliseconds | null {
    return this.outcome === "stream-announced" ? null : (this.steps.at(-1)?.at ?? null);
  }

  get latency(): Milliseconds | null {
    const { request } = this;
    const settledAt = this.#table.hasMessages(this.index) ? this.settledAt : null;
    // The call's clock may not be the socket's: a time before the call began is no latency.
    return request === null || settledAt === null || settledAt < request.at ? null : settledAt - request.at;
  }

  get link(): Link {
    return { type: "data-request", dataRequest: this };
  }

  get logId(): string {
    return this.id;
  }
}

/** A message as its readers see it. */
class MessageView implements DataRequestMessage {
  readonly #message: SubjectMessage;

  constructor(message: SubjectMessage) {
    this.#message = message;
  }

  get at(): EpochMilliseconds {
    return this.#message.at;
  }
  get type(): string {
    return tellings[this.#message.tag] === "stream-ready" ? "STREAM-READY" : "X-DPT-CAB-REQUEST-ID";
  }
  get outputType(): number | null {
    return this.#message.code;
  }
  get body(): string | null {
    return this.#message.body;
  }
  get event(): EventIndex {
    return this.#message.event;
  }
}

/** Text may be a first word ("preparing") before the link or stream: it never takes those back. */
function after(outcome: DataRequestOutcome, told: Telling): DataRequestOutcome {
  if (outcome === "stream-ready") return outcome;
  if (told === "message" && (outcome === "link" || outcome === "stream-announced")) return outcome;
  return told;
}

/** Data requests, from their HTTP 202 (where seen) through their data download messages. */
export class DataRequests {
  readonly #table: SubjectTable;
  readonly #views = new Views((index) => new DataRequestView(index, this.#table));
  readonly #agenda: Agenda;
  readonly #judge: MomentSink;
  readonly #timeout: Milliseconds;

  constructor(
    connections: readonly Connection[],
    bodyOf: BodyOf | null,
    agenda: Agenda,
    judge: MomentSink,
    timeout: Milliseconds,
  ) {
    this.#table = new SubjectTable(connections, bodyOf);
    this.#agenda = agenda;
    this.#judge = judge;
    this.#timeout = timeout;
  }

  /** All of them, in order of appearance. Views are made once, as far as they are asked for. */
  get all(): readonly DataRequest[] {
    return this.#views.upTo(this.#table.length);
  }

  view(index: number): DataRequest & Linked {
    return this.#views.view(index);
  }

  /** An HTTP 202 with this request ID arrived, and with this command ID beside it. Returns the data request's index. */
  accepted(id: string, request: HttpRequest, commandId: string | null, channelWasJoined: boolean): number {
    const index = this.#indexOf(id);
    if (this.#table.request(index) !== null) return index;
    this.#table.setRequest(index, request);
    if (commandId !== null)
      this.#judge.raise({
        type: "command-accepted",
        id: commandId,
        request,
        channelWasJoined,
        cameOut: this.#table.messages(index).some(({ at }) => at <= request.answeredAt),
        time: request.answeredAt,
        event: request.event,
      });
    this.#agenda.make({
      due: epochMilliseconds(request.answeredAt + this.#timeout),
      atOnce: false,
      happen: (due) => {
        if (this.#table.hasMessages(index)) return;
        this.#table.setOutcome(index, unanswered);
        this.#table.setUnanswered(index, due);
        this.#judge.raise({ type: "data-request-unanswered", dataRequest: this.view(index), time: due });
      },
    });
    return index;
  }

  /** A data download message came. Returns the data request's index. */
  downloadReceived(
    connection: Connection,
    meaning: DataDownloadMeaning,
    id: string,
    time: EpochMilliseconds,
    event: EventIndex,
  ): number {
    const told =
      meaning.delivery === "link" ? "link" : meaning.delivery === "stream" ? "stream-announced" : "message";
    const index = this.#take(connection, id, told, time, event, meaning.outputType, meaning.body);
    if (told === "stream-announced") this.#awaitStream(index, time, event);
    return index;
  }

  /** STREAM-READY came. Returns the data request's index. */
  streamReady(
    connection: Connection,
    meaning: StreamReadyMeaning,
    id: string,
    time: EpochMilliseconds,
    event: EventIndex,
  ): number {
    return this.#take(connection, id, "stream-ready", time, event, null, meaning.streamUrl);
  }

  #awaitStream(index: number, announcedAt: EpochMilliseconds, announcement: EventIndex): void {
    if (this.#table.mark(index) === streamAwaited) return;
    this.#table.setMark(index, streamAwaited);
    this.#agenda.make({
      due: epochMilliseconds(announcedAt + this.#timeout),
      atOnce: false,
      happen: (due) => {
        // A link is the data itself: who has it waits for no stream.
        if (this.#table.outcome(index) !== streamAnnounced) return;
        const dataRequest = this.view(index);
        this.#judge.raise({ type: "stream-not-ready", dataRequest, announcedAt, announcement, time: due });
      },
    });
  }

  #take(
    connection: Connection,
    id: string,
    told: Telling,
    time: EpochMilliseconds,
    event: EventIndex,
    outputType: number | null,
    body: string | null,
  ): number {
    const index = this.#indexOf(id);
    const outcome = outcomes[this.#table.outcome(index)] ?? "requested";
    this.#table.setOutcome(index, numberOf(after(outcome, told)));
    this.#table.addMessage(index, connection, time, event, outputType, body, tellings.indexOf(told));
    return index;
  }

  #indexOf(id: string): number {
    const before = this.#table.length;
    const index = this.#table.indexOf(id);
    if (this.#table.length > before) this.#table.setOutcome(index, requested);
    return index;
  }
}
