import { type Signal, signal } from "@preact/signals";
import { tell } from "./activity.ts";
import { Arrivals } from "./arrivals.ts";
import { newCorrelationId } from "./correlation-id.ts";
import { type Answer, type CommandStatus, type DataDownload, readServerMessage } from "./server-message.ts";

export type Dialect = "published" | "guide";
export type SocketState = "connecting" | "open" | "joined" | "closed";

/** Timeouts that Privicore's own client uses, in ms. */
export const timeouts = { join: 10_000, command: 30_000, data: 30_000 };

/** A client of the socket proxy: one WebSocket, one channel at most, in one of the two documented dialects. */
export class PrivicoreSocket {
  readonly dialect: Dialect;
  readonly state: Signal<SocketState> = signal("connecting");
  channelId: string | null = null;
  readonly commands = new Arrivals<CommandStatus>();
  readonly downloads = new Arrivals<DataDownload>();
  readonly streams = new Arrivals<true>();
  readonly closed: Promise<void>;
  readonly #socket: WebSocket;
  readonly #answers = new Arrivals<Answer>();
  /** The actions without a correlation ID that still wait: an answer without one belongs to the oldest of them. */
  #unnamed: readonly string[] = [];

  constructor(url: string, dialect: Dialect) {
    this.dialect = dialect;
    this.#socket = new WebSocket(url);
    this.closed = new Promise((resolve) => {
      this.#socket.addEventListener("close", ({ code }) => {
        this.state.value = "closed";
        tell(code === 1000 ? "plain" : "bad", `Connection closed with code ${code}`);
        resolve();
      });
    });
    this.#socket.addEventListener("message", ({ data }) => this.#take(data));
  }

  /** Resolves once the connection is open; rejects where it cannot be had. */
  opened(): Promise<void> {
    if (this.#socket.readyState === WebSocket.OPEN) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.#socket.addEventListener("open", () => {
        this.state.value = "open";
        tell("good", "Connected");
        resolve();
      });
      this.#socket.addEventListener("error", () => reject(new Error("the socket proxy cannot be reached")));
    });
  }

  /** Joins the channel of the token's profile. The answer tells whether it was allowed. */
  async join(token: string | null, correlationId = newCorrelationId()): Promise<Answer> {
    const parameters = token === null ? {} : { authorizationToken: token };
    const answer = await this.#act("joinChannel", parameters, correlationId);
    if (answer.status < 300) {
      this.channelId = answer.data?.channelId ?? null;
      this.state.value = "joined";
    }
    return answer;
  }

  /** Leaves the channel: by token in the published dialect, by channel ID in the guide's. */
  async leave(token: string, correlationId = newCorrelationId()): Promise<Answer> {
    const parameters =
      this.dialect === "guide" ? { channelId: this.channelId ?? "" } : { authorizationToken: token };
    const answer = await this.#act("leaveChannel", parameters, correlationId);
    if (answer.status < 300) this.state.value = "open";
    return answer;
  }

  /** Sends something as it is. */
  sendRaw(data: string | Uint8Array<ArrayBuffer>): void {
    tell("sent", typeof data === "string" ? `Sent: ${data}` : `Sent ${data.length} bytes`);
    this.#socket.send(data);
  }

  close(code = 1000): void {
    this.#socket.close(code);
  }

  async #act(action: string, parameters: object, correlationId: string): Promise<Answer> {
    let key = correlationId;
    if (this.dialect === "guide") {
      key = `without an ID ${correlationId}`;
      this.#unnamed = [...this.#unnamed, key];
      this.#socket.send(JSON.stringify({ action, data: parameters }));
    } else {
      this.#socket.send(JSON.stringify({ action, ...parameters, correlationId }));
    }
    tell("sent", `${action} …`);
    const answer = await Promise.race([
      this.#answers.wait(key, () => true, timeouts.join),
      this.closed.then(() => {
        throw new Error(`the connection closed before ${action} was answered`);
      }),
    ]).finally(() => this.#settle(key));
    const said = answer.data?.message ?? answer.error ?? "";
    tell(answer.status < 300 ? "good" : "bad", `${action} answered ${answer.status} ${said}`.trim());
    return answer;
  }

  #settle(key: string): void {
    this.#unnamed = this.#unnamed.filter((waiting) => waiting !== key);
  }

  #take(data: unknown): void {
    if (typeof data !== "string") {
      tell("plain", "Received a binary frame");
      return;
    }
    const message = readServerMessage(data);
    switch (message.kind) {
      case "answer": {
        const key = message.answer.correlationId ?? this.#unnamed[0];
        if (key === undefined) {
          tell("bad", `Answered ${message.answer.status}, to nothing that waits`);
          break;
        }
        // At once: the next answer may be there before whoever waits for this one goes on.
        this.#settle(key);
        this.#answers.arrive(key, message.answer);
        break;
      }
      case "command-status": {
        const { id, command_status: status, body } = message.status;
        const words = ["", "is pending", "succeeded", `failed: ${body}`][status] ?? `has status ${status}`;
        tell(status === 3 ? "bad" : status === 2 ? "good" : "plain", `Command ${shortId(id)} ${words}`);
        this.commands.arrive(id, message.status);
        break;
      }
      case "data-download":
        tell("good", `Data for ${shortId(message.download.id)}, output type ${message.download.output_type}`);
        this.downloads.arrive(message.download.id, message.download);
        break;
      case "stream-ready": {
        const id = message.ready.id ?? message.ready.requestId ?? "";
        tell("good", `Stream for ${shortId(id)} is ready`);
        this.streams.arrive(id, true);
        break;
      }
      case "unknown":
        tell("plain", `Not understood, and passed over: ${data.slice(0, 80)}`);
    }
  }
}

/** Enough of an ID to tell it from the others on the screen. */
export const shortId = (id: string): string => id.slice(0, 8);
