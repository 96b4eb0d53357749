import { once } from "node:events";
import { connect, type Socket } from "node:net";
import * as z from "zod/mini";
import { waitUntil } from "./wait-until.ts";

const answerSchema = z.tuple([z.literal(1), z.number(), z.unknown(), z.unknown()]);
const errorSchema = z.object({ error: z.string(), message: z.string() });

interface Waiting {
  readonly command: string;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/**
 * A client of Marionette, Firefox's built-in remote protocol: `LENGTH:[0,id,command,parameters]` there,
 * `LENGTH:[1,id,error,result]` back, over TCP, after one greeting from the server.
 */
export class MarionetteClient {
  readonly #socket: Socket;
  readonly #waiting = new Map<number, Waiting>();
  #received = Buffer.alloc(0);
  #greeted = false;
  #lastId = 0;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on("data", (chunk) => {
      this.#received = Buffer.concat([this.#received, chunk]);
      this.#read();
    });
    socket.on("error", (error) => this.#end(error));
    socket.on("close", () => this.#end(new Error("Firefox closed the Marionette connection")));
  }

  /** Connects once the port answers; rejects after 30 s. */
  static connect(port: number): Promise<MarionetteClient> {
    return waitUntil(
      `Marionette on port ${port}`,
      async () => {
        const socket = connect({ host: "127.0.0.1", port });
        await once(socket, "connect");
        return new MarionetteClient(socket);
      },
      30_000,
    );
  }

  /** Sends one command and gives its result. Commands of one client run one after the other, in order. */
  send(command: string, parameters: object = {}): Promise<unknown> {
    this.#lastId += 1;
    const id = this.#lastId;
    const body = JSON.stringify([0, id, command, parameters]);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { command, resolve, reject });
      this.#socket.write(`${Buffer.byteLength(body)}:${body}`);
    });
  }

  disconnect(): void {
    this.#socket.destroy();
  }

  #read(): void {
    for (;;) {
      const colon = this.#received.indexOf(":");
      if (colon < 0) return;
      const end = colon + 1 + Number(this.#received.toString("latin1", 0, colon));
      if (this.#received.length < end) return;
      const body = this.#received.toString("utf8", colon + 1, end);
      this.#received = this.#received.subarray(end);
      if (this.#greeted) this.#settle(body);
      this.#greeted = true;
    }
  }

  #settle(body: string): void {
    const [, id, error, result] = answerSchema.parse(JSON.parse(body));
    const waiting = this.#waiting.get(id);
    if (waiting === undefined) return;
    this.#waiting.delete(id);
    if (error === null) {
      waiting.resolve(result);
      return;
    }
    const { error: kind, message } = errorSchema.parse(error);
    waiting.reject(new Error(`${waiting.command}: ${kind}: ${message}`));
  }

  #end(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
