import { once } from "node:events";
import { WebSocket } from "ws";
import type { Clock } from "../../../demo/simulator/clock.ts";
import type { Simulator } from "../../../demo/simulator/simulator.ts";
import { connectionId, documentId, epochMilliseconds } from "../../../src/contract/brands.ts";
import { createSession } from "../../../src/core/create-session.ts";
import type { Session } from "../../../src/core/session.ts";

/** A client of the stand-in whose every frame and call goes into a session, as the extension would put it there. */
export class RecordedClient {
  readonly session: Session = createSession();
  readonly #simulator: Simulator;
  readonly #clock: Clock;
  readonly #document = documentId("d1");
  #connections = 0;

  constructor(simulator: Simulator, clock: Clock) {
    this.#simulator = simulator;
    this.#clock = clock;
    this.session.append({
      type: "document",
      document: this.#document,
      time: this.#now(),
      url: simulator.url,
    });
  }

  /** Opens a connection; what it receives is recorded and can be waited for. */
  async connect(): Promise<RecordedSocket> {
    this.#connections += 1;
    const connection = connectionId(`c${this.#connections}`);
    const url = this.#simulator.socketUrl;
    const socket = new WebSocket(url);
    this.session.append({
      type: "connection-created",
      connection,
      document: this.#document,
      time: this.#now(),
      url,
    });
    const frame = (direction: "sent" | "received", payload: string) =>
      this.session.append({
        type: "frame",
        connection,
        time: this.#now(),
        direction,
        opcode: "text",
        payload,
      });
    const received: string[] = [];
    socket.on("message", (message) => {
      received.push(String(message));
      frame("received", String(message));
    });
    const closed = once(socket, "close").then(([code]) => {
      this.session.append({ type: "connection-closed", connection, time: this.#now(), code: Number(code) });
    });
    await once(socket, "open");
    this.session.append({ type: "connection-opened", connection, time: this.#now() });
    return {
      received,
      closed,
      send(message) {
        const text = typeof message === "string" ? message : JSON.stringify(message);
        frame("sent", text);
        socket.send(text);
      },
      close: () => socket.close(1000),
    };
  }

  /** Calls the HTTP API with a token. */
  async call(
    path: string,
    token: string | null,
    fields: Readonly<Record<string, string>> = {},
    fault?: string,
  ) {
    const url = new URL(path, this.#simulator.url).href;
    const requestHeaders = {
      "content-type": "application/json",
      ...(token === null ? {} : { "x-dpt-authorization": token }),
      ...(fault === undefined ? {} : { "x-demo-fault": fault }),
    };
    const time = this.#now();
    const requestBody = JSON.stringify(fields);
    const response = await fetch(url, { method: "POST", headers: requestHeaders, body: requestBody });
    const responseBody = await response.text();
    this.session.append({
      type: "http",
      document: this.#document,
      time,
      duration: this.#now() - time,
      method: "POST",
      url,
      status: response.status,
      requestHeaders,
      requestBody,
      responseHeaders: Object.fromEntries(response.headers),
      responseBody,
    });
    return { status: response.status, headers: response.headers, body: responseBody };
  }

  /** Lets so many milliseconds pass in the session, without waiting for them. */
  later(milliseconds: number): void {
    this.session.advance(epochMilliseconds(this.#clock.now() + milliseconds));
  }

  #now() {
    return epochMilliseconds(this.#clock.now());
  }
}

export interface RecordedSocket {
  readonly received: readonly string[];
  readonly closed: Promise<void>;
  send(message: object | string): void;
  close(): void;
}
