import * as z from "zod/mini";
import { tell } from "./activity.ts";
import { shortId } from "./privicore-socket.ts";

const issued = z.object({ authorizationToken: z.string(), expiresAt: z.string() });
/** The command ID's three documented shapes. */
const commandId = z.union([z.string(), z.tuple([z.string()]), z.object({ commandId: z.string() })]);
const polled = z.object({ command_status: z.number() });

export const deliveries = ["text", "link", "inline", "stream"] as const;
export type Delivery = (typeof deliveries)[number];

/** A client of the HTTP API. Every method throws with the status where the call was refused. */
export class PrivicoreApi {
  readonly #origin: string;
  token: string | null = null;

  constructor(origin: string) {
    this.#origin = origin;
  }

  async authenticate(username: string, password: string): Promise<string> {
    const response = await this.#post("/profile/authenticate", { username, password });
    return this.#keep(await response.json(), "Signed in");
  }

  async reauthorize(): Promise<string> {
    const response = await this.#post("/profile/reauthorize-authorization-token");
    return this.#keep(await response.json(), "Token renewed");
  }

  async revoke(): Promise<void> {
    await this.#post("/profile/revoke-authorization-token");
    tell("good", "Token revoked");
  }

  async expiry(): Promise<void> {
    const response = await this.#call("GET", "/profile/authorization-token/expiry");
    tell(
      "plain",
      `The token expires at ${z.object({ expiresAt: z.string() }).parse(await response.json()).expiresAt}`,
    );
  }

  /** Starts a command and gives its ID. The 202 says nothing of its outcome: that comes on the channel. */
  async command(path: string, fields: Readonly<Record<string, string>> = {}): Promise<string> {
    const response = await this.#post(path, fields);
    const read = commandId.parse(await response.json());
    const id = typeof read === "string" ? read : "commandId" in read ? read.commandId : read[0];
    tell("plain", `${path} accepted as command ${shortId(id)}`);
    return id;
  }

  /** Asks what became of a command: 1 pending, 2 success, 3 failed. */
  async poll(id: string): Promise<number> {
    const response = await this.#call("GET", `/utility/request-command-id-status/${id}`);
    const status = polled.parse(await response.json()).command_status;
    tell("plain", `Command ${shortId(id)} has status ${status}, by polling`);
    return status;
  }

  /** Requests data and gives the request's ID. */
  async requestData(delivery: Delivery): Promise<string> {
    const response = await this.#post("/data-token/request-data", { data_context: "invoices", delivery });
    const id = response.headers.get("x-dpt-cab-request-id");
    if (id === null) throw new Error("the answer to request-data names no request ID");
    tell("plain", `request-data accepted as ${shortId(id)}`);
    return id;
  }

  /** Fetches what a data message leads to; gives its size in bytes. */
  async download(url: string): Promise<number> {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`the download answered ${response.status}`);
    const { byteLength } = await response.arrayBuffer();
    tell("good", `Fetched ${byteLength} bytes`);
    return byteLength;
  }

  downstreamUrl(token: string): string {
    return `${this.#origin}/downstream/?auth=${encodeURIComponent(token)}`;
  }

  #keep(answer: unknown, what: string): string {
    const { authorizationToken, expiresAt } = issued.parse(answer);
    this.token = authorizationToken;
    tell("good", `${what}, until ${new Date(expiresAt).toLocaleTimeString()}`);
    return authorizationToken;
  }

  #post(path: string, fields: Readonly<Record<string, string>> = {}): Promise<Response> {
    return this.#call("POST", path, new URLSearchParams(fields));
  }

  async #call(method: string, path: string, body: URLSearchParams | null = null): Promise<Response> {
    const headers = new Headers();
    if (this.token !== null) headers.set("X-DPT-AUTHORIZATION", this.token);
    tell("sent", `${method} ${path}`);
    const response = await fetch(`${this.#origin}${path}`, { method, headers, body });
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
    return response;
  }
}
