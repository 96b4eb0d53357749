import { once } from "node:events";
import { WebSocket } from "ws";
import { createIdentifiers } from "../../demo/simulator/identifiers.ts";
import type { Simulator } from "../../demo/simulator/simulator.ts";
import { connectionId, documentId, epochMilliseconds } from "../../src/contract/brands.ts";
import type { CaptureEvent } from "../../src/contract/capture-event.ts";
import type { StoryClock } from "./story-clock.ts";

/** What stands in the capture instead of this machine's addresses. */
const apiOrigin = "https://api.privicore.example";
const socketUrl = "wss://proxy.privicore.example/socket";
/** Headers that say something; the others differ from run to run. */
const keptHeaders = ["content-type", "x-dpt-cab-request-id", "x-dpt-cab-id"];
/** How long the page's calls take, in milliseconds, in turn. */
const callDurations = [34, 21, 27, 18, 45];
const handshake = 22;

/** A connection of the story's page. */
export interface StorySocket {
  join(token: string): Promise<void>;
  leave(token: string): Promise<void>;
  close(): Promise<void>;
}

/** A page that talks to the stand-in, in the stand-in's own time, with everything written down as the extension would. */
export class RecordedPage {
  readonly events: CaptureEvent[] = [];
  readonly #simulator: Simulator;
  readonly #clock: StoryClock;
  readonly #correlationIds = createIdentifiers("the demo's page");
  readonly #open = new Map<string, WebSocket>();
  #documents = 0;
  #connections = 0;
  #calls = 0;

  constructor(simulator: Simulator, clock: StoryClock) {
    this.#simulator = simulator;
    this.#clock = clock;
  }

  /** Lets time pass, and the stand-in do what is due in it. */
  pass(milliseconds: number): Promise<void> {
    return this.#clock.pass(milliseconds, () => this.#settled());
  }

  /** Loads the page: the document before ends, and its connections with it. */
  async load(url: string): Promise<void> {
    if (this.#documents > 0) {
      const document = documentId(`d${this.#documents}`);
      this.events.push({ type: "document-ended", document, time: this.#now() });
      await this.pass(240);
    }
    this.#documents++;
    this.events.push({
      type: "document",
      document: documentId(`d${this.#documents}`),
      time: this.#now(),
      url,
      topFrame: true,
    });
  }

  async connect(): Promise<StorySocket> {
    const connection = connectionId(`c${++this.#connections}`);
    this.events.push({
      type: "connection-created",
      connection,
      document: documentId(`d${this.#documents}`),
      time: this.#now(),
      url: socketUrl,
      protocols: [],
    });
    const socket = new WebSocket(this.#simulator.socketUrl);
    socket.on("message", (message) => this.#frame(connection, "received", this.#public(String(message))));
    const closed = once(socket, "close").then(([code, reason]) => {
      this.#open.delete(connection);
      this.events.push({
        type: "connection-closed",
        connection,
        time: this.#now(),
        code: Number(code),
        reason: String(reason),
        wasClean: code !== 1006,
      });
    });
    await once(socket, "open");
    this.#open.set(connection, socket);
    await this.pass(handshake);
    this.events.push({
      type: "connection-opened",
      connection,
      time: this.#now(),
      protocol: "",
      extensions: "permessage-deflate",
    });
    const act = async (action: string, authorizationToken: string) => {
      const correlationId = this.#correlationIds.uuid();
      const payload = JSON.stringify({ action, authorizationToken, correlationId });
      this.#frame(connection, "sent", payload);
      socket.send(payload);
      await this.#settled();
    };
    return {
      join: (token) => act("joinChannel", token),
      leave: (token) => act("leaveChannel", token),
      close: async () => {
        socket.close(1000);
        await closed;
      },
    };
  }

  /** Calls the HTTP API; the answer's body as text. */
  async call(
    method: "GET" | "POST",
    path: string,
    token: string | null,
    fields: Readonly<Record<string, string>> = {},
  ): Promise<string> {
    const time = this.#now();
    const body = new URLSearchParams(fields).toString();
    const requestHeaders = {
      ...(method === "POST" ? { "content-type": "application/x-www-form-urlencoded" } : {}),
      ...(token === null ? {} : { "X-DPT-AUTHORIZATION": token }),
    };
    const response = await fetch(new URL(path, this.#simulator.url), {
      method,
      headers: requestHeaders,
      ...(method === "POST" ? { body } : {}),
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    const isText = response.headers.get("content-type") !== "application/octet-stream";
    const text = isText ? bytes.toString() : "";
    await this.#settled();
    const duration = callDurations[this.#calls++ % callDurations.length] ?? 0;
    await this.pass(duration);
    this.events.push({
      type: "http",
      document: documentId(`d${this.#documents}`),
      time,
      duration,
      method,
      url: `${apiOrigin}${path}`,
      status: response.status,
      requestHeaders,
      ...(method === "POST" ? { requestBody: body } : {}),
      responseHeaders: Object.fromEntries(
        [...response.headers].filter(([name]) => keptHeaders.includes(name)),
      ),
      ...(isText ? { responseBody: this.#public(text) } : { bodyNote: `binary, ${bytes.length} bytes` }),
    });
    return text;
  }

  /** The newest frame that was received, as JSON. */
  get newest(): unknown {
    const frame = this.events.findLast((event) => event.type === "frame" && event.direction === "received");
    return frame?.type === "frame" ? JSON.parse(frame.payload) : null;
  }

  /** Until whatever was said so far has been heard: a ping comes back after all that was sent before it. */
  async #settled(): Promise<void> {
    await Promise.all([...this.#open.values()].map(heardFrom));
  }

  #frame(connection: string, direction: "sent" | "received", payload: string): void {
    this.events.push({
      type: "frame",
      connection: connectionId(connection),
      time: this.#now(),
      direction,
      opcode: "text",
      payload,
      size: Buffer.byteLength(payload),
    });
  }

  #public(text: string): string {
    return text.replaceAll(new URL(this.#simulator.url).origin, apiOrigin);
  }

  #now() {
    return epochMilliseconds(this.#clock.now());
  }
}

/** Resolves once a ping has come back, or will not any more. */
function heardFrom(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      socket.off("pong", done).off("close", done);
      resolve();
    };
    socket.on("pong", done).on("close", done);
    if (socket.readyState === WebSocket.OPEN) socket.ping();
  });
}
