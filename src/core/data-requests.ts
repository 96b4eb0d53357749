import { type EpochMilliseconds, epochMilliseconds, type Milliseconds } from "../contract/brands.ts";
import type { DataDownloadMeaning, StreamReadyMeaning } from "../protocol/meaning.ts";
import type { Agenda } from "./agenda.ts";
import type { Linked } from "./event-log.ts";
import { type Chain, MessageColumns } from "./message-columns.ts";
import type {
  Connection,
  DataRequest,
  DataRequestMessage,
  DataRequestOutcome,
  EventIndex,
  HttpRequest,
  Link,
} from "./model.ts";
import type { Raise } from "./moment.ts";

/** What a message told; its place here is the tag that its column keeps. */
const tellings = ["message", "link", "stream-announced", "stream-ready"] as const;
type Telling = (typeof tellings)[number];

/** A data request as the session keeps it; its messages lie in columns. */
export class DataRequestRecord implements DataRequest, Chain, Linked {
  first = -1;
  last = -1;
  connection: Connection | null = null;
  request: HttpRequest | null = null;
  outcome: DataRequestOutcome = "requested";
  unansweredAt: EpochMilliseconds | null = null;
  /** A stream was announced, so that its readiness is waited for once. */
  streamAwaited = false;
  readonly index: number;
  readonly id: string;
  readonly #columns: MessageColumns;

  constructor(index: number, id: string, columns: MessageColumns) {
    this.index = index;
    this.id = id;
    this.#columns = columns;
  }

  get link(): Link {
    return { type: "data-request", dataRequest: this };
  }

  get logId(): string {
    return this.id;
  }

  get messages(): readonly DataRequestMessage[] {
    return this.#columns.read(this).map(({ at, event, code, body, tag }) => ({
      at,
      type: tellings[tag] === "stream-ready" ? "STREAM-READY" : "X-DPT-CAB-REQUEST-ID",
      outputType: code,
      body,
      event,
    }));
  }

  get steps(): DataRequest["steps"] {
    const steps: { at: EpochMilliseconds; outcome: DataRequestOutcome }[] = [];
    const reach = (at: EpochMilliseconds, outcome: DataRequestOutcome): void => {
      if (steps.at(-1)?.outcome !== outcome) steps.push({ at, outcome });
    };
    let outcome: DataRequestOutcome = "requested";
    // It goes unanswered only while no message has come, so that step is the first.
    if (this.unansweredAt !== null) reach(this.unansweredAt, "unanswered");
    for (const { at, tag } of this.#columns.read(this)) {
      outcome = after(outcome, tellings[tag] ?? "message");
      reach(at, outcome);
    }
    return steps;
  }

  get firstSeenAt(): EpochMilliseconds {
    return this.#columns.firstSignOfLife(this, this.request);
  }

  get settledAt(): EpochMilliseconds | null {
    return this.outcome === "stream-announced" ? null : (this.steps.at(-1)?.at ?? null);
  }

  get latency(): Milliseconds | null {
    const settledAt = this.first === -1 ? null : this.settledAt;
    return this.request === null || settledAt === null ? null : settledAt - this.request.at;
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
  readonly all: DataRequestRecord[] = [];
  readonly #byId = new Map<string, DataRequestRecord>();
  readonly #columns = new MessageColumns();
  readonly #agenda: Agenda;
  readonly #raise: Raise;
  readonly #timeout: Milliseconds;

  constructor(agenda: Agenda, raise: Raise, timeout: Milliseconds) {
    this.#agenda = agenda;
    this.#raise = raise;
    this.#timeout = timeout;
  }

  /** An HTTP 202 with this request ID arrived. */
  accepted(id: string, request: HttpRequest): DataRequestRecord {
    const dataRequest = this.#get(id);
    if (dataRequest.request !== null) return dataRequest;
    dataRequest.request = request;
    this.#agenda.make({
      due: epochMilliseconds(request.answeredAt + this.#timeout),
      atOnce: false,
      happen: (due) => {
        if (dataRequest.first !== -1) return;
        dataRequest.outcome = "unanswered";
        dataRequest.unansweredAt = due;
        this.#raise({ type: "data-request-unanswered", dataRequest, time: due });
      },
    });
    return dataRequest;
  }

  downloadReceived(
    connection: Connection,
    meaning: DataDownloadMeaning,
    id: string,
    time: EpochMilliseconds,
    event: EventIndex,
  ): DataRequestRecord {
    const told =
      meaning.delivery === "link" ? "link" : meaning.delivery === "stream" ? "stream-announced" : "message";
    const dataRequest = this.#take(connection, id, told, time, event, meaning.outputType, meaning.body);
    if (told === "stream-announced") this.#awaitStream(dataRequest, time, event);
    return dataRequest;
  }

  streamReady(
    connection: Connection,
    meaning: StreamReadyMeaning,
    id: string,
    time: EpochMilliseconds,
    event: EventIndex,
  ): DataRequestRecord {
    return this.#take(connection, id, "stream-ready", time, event, null, meaning.streamUrl);
  }

  #awaitStream(
    dataRequest: DataRequestRecord,
    announcedAt: EpochMilliseconds,
    announcement: EventIndex,
  ): void {
    if (dataRequest.streamAwaited) return;
    dataRequest.streamAwaited = true;
    this.#agenda.make({
      due: epochMilliseconds(announcedAt + this.#timeout),
      atOnce: false,
      happen: (due) => {
        if (dataRequest.outcome === "stream-ready") return;
        this.#raise({ type: "stream-not-ready", dataRequest, announcedAt, announcement, time: due });
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
  ): DataRequestRecord {
    const dataRequest = this.#get(id);
    dataRequest.connection ??= connection;
    dataRequest.outcome = after(dataRequest.outcome, told);
    this.#columns.add(dataRequest, time, event, outputType, body, tellings.indexOf(told));
    return dataRequest;
  }

  #get(id: string): DataRequestRecord {
    const known = this.#byId.get(id);
    if (known !== undefined) return known;
    const dataRequest = new DataRequestRecord(this.all.length, id, this.#columns);
    this.all.push(dataRequest);
    this.#byId.set(id, dataRequest);
    return dataRequest;
  }
}
