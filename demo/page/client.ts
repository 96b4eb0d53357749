import { signal } from "@preact/signals";
import { type Delivery, PrivicoreApi } from "./privicore-api.ts";
import { type Dialect, PrivicoreSocket, timeouts } from "./privicore-socket.ts";

/** What an application would do with Privicore, on one connection at a time. */
export class Client {
  readonly api = new PrivicoreApi(location.origin);
  readonly socket = signal<PrivicoreSocket | null>(null);
  readonly signedIn = signal(false);

  async signIn(username: string, password = "demo"): Promise<void> {
    await this.api.authenticate(username, password);
    this.signedIn.value = true;
  }

  async connect(dialect: Dialect): Promise<PrivicoreSocket> {
    const url = new URL("/socket", location.href);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    const socket = new PrivicoreSocket(url.href, dialect);
    this.socket.value = socket;
    await socket.opened();
    return socket;
  }

  /** The token in use; throws where nobody is signed in. */
  get token(): string {
    if (this.api.token === null) throw new Error("sign in first");
    return this.api.token;
  }

  /** The connection in use; throws where there is none. */
  get connection(): PrivicoreSocket {
    const socket = this.socket.value;
    if (socket === null || socket.state.value === "closed") throw new Error("connect first");
    return socket;
  }

  /** Runs a command and waits for its outcome on the channel: 2 success, 3 failed. */
  async runCommand(path: string): Promise<number> {
    const { connection } = this;
    const id = await this.api.command(path, { subject: "demo" });
    const outcome = await connection.commands.wait(
      id,
      (status) => status.command_status > 1,
      timeouts.command,
    );
    return outcome.command_status;
  }

  /** Requests data and takes it in, whichever way it comes. */
  async fetchData(delivery: Delivery): Promise<void> {
    const { connection } = this;
    const id = await this.api.requestData(delivery);
    const wanted = delivery === "link" || delivery === "stream" ? 1 : 0;
    const message = await connection.downloads.wait(
      id,
      ({ output_type }) => output_type === wanted,
      timeouts.data,
    );
    if (delivery === "link") await this.api.download(message.body);
    if (delivery !== "stream") return;
    await connection.streams.wait(id, () => true, timeouts.data);
    await this.api.download(this.api.downstreamUrl(message.body));
  }
}
