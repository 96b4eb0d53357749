import { type EpochMilliseconds, epochMilliseconds, type Milliseconds } from "../contract/brands.ts";
import type { DataDownloadMeaning, StreamReadyMeaning } from "../protocol/meaning.ts";
import type { Agenda } from "./agenda.ts";
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

/** A data request as the session keeps it. */
export class DataRequestRecord implements DataRequest {
  connection: Connection | null = null;
  request: HttpRequest | null = null;
  outcome: DataRequestOutcome = "requested";
  readonly messages: DataRequestMessage[] = [];
  settledAt: EpochMilliseconds | null = null;
  readonly steps: { at: EpochMilliseconds; outcome: DataRequestOutcome }[] = [];
  streamReady = false;
  readonly link: Link = { type: "data-request", dataRequest: this };
  readonly index: number;
  readonly id: string;
  firstSeenAt: EpochMilliseconds;

  constructor(index: number, id: string, firstSeenAt: EpochMilliseconds) {
    this.index = index;
    this.id = id;
    this.firstSeenAt = firstSeenAt;
  }

  get latency(): Milliseconds | null {
    if (this.request === null || this.settledAt === null || this.messages.length === 0) return null;
    return this.settledAt - this.request.at;
  }
}

/** Data requests, from their HTTP 202 (where seen) through their data download messages. */
export class DataRequests {
  readonly all: DataRequestRecord[] = [];
  readonly #byId = new Map<string, DataRequestRecord>();
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
    const dataRequest = this.#get(id, request.at);
    if (dataRequest.request !== null) return dataRequest;
    dataRequest.request = request;
    dataRequest.firstSeenAt = epochMilliseconds(Math.min(dataRequest.firstSeenAt, request.at));
    this.#agenda.make({
      due: epochMilliseconds(request.answeredAt + this.#timeout),
      atOnce: false,
      happen: (due) => {
        if (dataRequest.messages.length > 0) return;
        this.#reach(dataRequest, "unanswered", due);
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
    const dataRequest = this.#messageFor(connection, id, time);
    dataRequest.messages.push({
      at: time,
      type: meaning.type,
      outputType: meaning.outputType,
      body: meaning.body,
      event,
    });
    switch (meaning.delivery) {
      case "link":
        this.#reach(dataRequest, "link", time);
        break;
      case "stream":
        this.#announceStream(dataRequest, time, event);
        break;
      default:
        // Text may be a first word ("preparing") before the link or stream: it never takes those back.
        if (
          dataRequest.outcome === "requested" ||
          dataRequest.outcome === "unanswered" ||
          dataRequest.outcome === "message"
        )
          this.#reach(dataRequest, "message", time);
    }
    return dataRequest;
  }

  streamReady(
    connection: Connection,
    meaning: StreamReadyMeaning,
    id: string,
    time: EpochMilliseconds,
    event: EventIndex,
  ): DataRequestRecord {
    const dataRequest = this.#messageFor(connection, id, time);
    dataRequest.messages.push({
      at: time,
      type: meaning.type,
      outputType: null,
      body: meaning.streamUrl,
      event,
    });
    dataRequest.streamReady = true;
    this.#reach(dataRequest, "stream-ready", time);
    return dataRequest;
  }

  #announceStream(dataRequest: DataRequestRecord, time: EpochMilliseconds, event: EventIndex): void {
    if (dataRequest.streamReady || dataRequest.outcome === "stream-announced") return;
    this.#reach(dataRequest, "stream-announced", time);
    dataRequest.settledAt = null;
    this.#agenda.make({
      due: epochMilliseconds(time + this.#timeout),
      atOnce: false,
      happen: (due) => {
        if (dataRequest.streamReady) return;
        this.#raise({
          type: "stream-not-ready",
          dataRequest,
          announcedAt: time,
          announcement: event,
          time: due,
        });
      },
    });
  }

  #reach(dataRequest: DataRequestRecord, outcome: DataRequestOutcome, time: EpochMilliseconds): void {
    if (dataRequest.outcome === outcome) return;
    dataRequest.outcome = outcome;
    dataRequest.settledAt = time;
    dataRequest.steps.push({ at: time, outcome });
  }

  #messageFor(connection: Connection, id: string, time: EpochMilliseconds): DataRequestRecord {
    const dataRequest = this.#get(id, time);
    dataRequest.connection ??= connection;
    return dataRequest;
  }

  #get(id: string, time: EpochMilliseconds): DataRequestRecord {
    const known = this.#byId.get(id);
    if (known !== undefined) return known;
    const dataRequest = new DataRequestRecord(this.all.length, id, time);
    this.all.push(dataRequest);
    this.#byId.set(id, dataRequest);
    return dataRequest;
  }
}
