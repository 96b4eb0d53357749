import { epochMilliseconds } from "../contract/brands.ts";
import type { HttpEvent } from "../contract/capture-event.ts";
import type { ApiCallMeaning } from "../protocol/meaning.ts";
import { decodeHttp } from "./decode-event.ts";
import { IssuedTokens } from "./issued-tokens.ts";
import type { ChannelOperation, EventIndex, HttpRequest } from "./model.ts";
import type { SessionParts } from "./session-parts.ts";

/** HTTP calls: commands and data requests that they start, polls, tokens, and other systems' channel operations. */
export class HttpCalls {
  readonly operations: ChannelOperation[] = [];
  readonly issued = new IssuedTokens();
  readonly #parts: SessionParts;

  constructor(parts: SessionParts) {
    this.#parts = parts;
  }

  /** Takes a call in; what it means is judged at the time when its answer was complete. */
  take(event: HttpEvent): EventIndex {
    const { meaning, label, size } = decodeHttp(event);
    const index = this.#parts.log.add(event, "http", null, size, 0);
    this.#parts.log.describeAlone(index, "http", label, null);
    if (meaning === null) return index;
    const answeredAt = epochMilliseconds(event.time + (event.duration ?? 0));
    const request: HttpRequest = {
      method: event.method,
      url: event.url,
      status: event.status ?? 0,
      at: event.time,
      answeredAt,
      document: event.document ?? null,
      event: index,
    };
    const answered = (): void => {
      if (meaning.kind === "api-call") this.#apiCall(meaning, request, label);
      else {
        const operation: ChannelOperation = {
          index: this.operations.length,
          meaning,
          at: event.time,
          latency: event.duration ?? null,
          status: request.status,
          event: index,
        };
        this.operations.push(operation);
        this.#parts.log.describe(index, "http", label, "operation", operation.index);
        this.#parts.judge.raise({ type: "operation", operation, time: answeredAt, event: index });
      }
    };
    // What other systems were asked depends on nothing else; the live log tells of it once it is over.
    if (this.#parts.live && meaning.kind !== "api-call") answered();
    else {
      this.#parts.agenda.make({ due: answeredAt, atOnce: true, happen: answered });
      // Live, its answer may lie in the session's past, and is due at once.
      this.#parts.catchUp();
    }
    return index;
  }

  #apiCall(meaning: ApiCallMeaning, request: HttpRequest, label: string): void {
    const { answeredAt: time, event, status, document } = request;
    const accepted = status === 202;
    if (accepted && meaning.commandId !== null && meaning.purpose !== "status-poll") {
      const mayBeHeard = meaning.beforeChannel === true || this.#parts.connections.wasJoined(document, time);
      const command = this.#parts.commands.accepted(meaning.commandId, request, mayBeHeard);
      this.#parts.log.describe(event, "http", label, "command", command);
    }
    if (accepted && meaning.requestId !== null) {
      const joined = this.#parts.connections.wasJoined(document, time);
      const beside = meaning.idBesideRequest ?? null;
      const dataRequest = this.#parts.dataRequests.accepted(meaning.requestId, request, beside, joined);
      this.#parts.log.describe(event, "http", label, "data-request", dataRequest);
    }
    if (meaning.purpose === "status-poll" && meaning.commandId !== null) {
      const command =
        meaning.polledStatus === null
          ? this.#parts.commands.find(meaning.commandId)
          : this.#parts.commands.polled(meaning.commandId, meaning.polledStatus, time, event);
      if (command === null) this.#parts.log.describeAlone(event, "http", label, meaning.commandId);
      else this.#parts.log.describe(event, "http", label, "command", command);
    }
    this.issued.callAnswered(meaning, time, status);
    this.#parts.judge.raise({ type: "api-call", meaning, request, time, event });
  }
}
