import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocketServer } from "ws";
import { ChannelHub } from "./channel-hub.ts";
import { type Clock, systemClock } from "./clock.ts";
import { CommandLedger } from "./command-ledger.ts";
import { answerControl } from "./control.ts";
import { Downloads } from "./downloads.ts";
import { Faults, type FaultTarget } from "./faults.ts";
import { HttpApi } from "./http-api.ts";
import { type HttpAnswer, type HttpRequest, readHttpRequest } from "./http-call.ts";
import { createIdentifiers, type Identifiers } from "./identifiers.ts";
import { defaultPace, type Pace } from "./pace.ts";
import type { Dialect } from "./socket-action.ts";
import { SocketConnection } from "./socket-connection.ts";
import { staticPage } from "./static-page.ts";
import { Tokens } from "./tokens.ts";
import type { World } from "./world.ts";

export interface SimulatorOptions {
  /** On 127.0.0.1. Default 0: a free one. */
  readonly port?: number;
  /** Folder of the built demo page, served at `/`; without it there is no page. */
  readonly page?: string;
  readonly pace?: Partial<Pace>;
  readonly clock?: Clock;
  readonly identifiers?: Identifiers;
}

export interface Simulator {
  /** `http://127.0.0.1:PORT/`: the demo page and the HTTP API. */
  readonly url: string;
  /** `ws://127.0.0.1:PORT/socket`: the socket proxy. `?dialect=published` or `?dialect=guide` fixes how it answers. */
  readonly socketUrl: string;
  /** Gives out a token without a call. `lifetime` in milliseconds, default an hour; negative for an expired one. */
  issueToken(profile: string, lifetime?: number): string;
  /** Lets the next thing of this kind go wrong. Throws where the target knows no such fault. */
  fail(target: FaultTarget, fault: string): void;
  /** Puts a message on a profile's channel. */
  publish(profile: string, text: string): void;
  /** Ends every connection and frees the port. */
  close(): Promise<void>;
}

const socketPath = "/socket";

/** Starts a Privicore stand-in on loopback: socket proxy, HTTP API and demo page. Rejects where the port is taken. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const clock = options.clock ?? systemClock;
  const pace = { ...defaultPace, ...options.pace };
  const identifiers = options.identifiers ?? createIdentifiers("privicore");
  const world: World = {
    clock,
    pace,
    identifiers,
    tokens: new Tokens(clock, identifiers),
    hub: new ChannelHub(clock, pace.buffered),
    faults: new Faults(),
    commands: new CommandLedger(),
    downloads: new Downloads(),
  };
  const api = new HttpApi(world);
  const server = createServer();
  // Any page of the browser may ask for any other path: ws answers those with 400, before anything of ours reads them.
  const sockets = new WebSocketServer({ server, path: socketPath, maxPayload: 128 * 1024 * 1024 });
  sockets.on("connection", (socket, request) => new SocketConnection(socket, world, chosenDialect(request)));
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    readHttpRequest(request)
      .then((read) => answer(read))
      .catch((error: unknown) => ({ status: 400, body: { error: String(error) } }))
      .then((found) => send(response, found));
  });

  async function answer(request: HttpRequest): Promise<HttpAnswer> {
    if (request.method === "OPTIONS") return { status: 204 };
    return (
      answerControl(request, { faults: world.faults, sockets: () => sockets.clients }) ??
      answerDownload(request, world.downloads) ??
      api.answer(request) ??
      (options.page === undefined ? null : await staticPage(options.page, request.path)) ?? {
        status: 404,
        body: { error: `Nothing at ${request.path}` },
      }
    );
  }

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    // ws passes the server's errors on, and would throw them without a listener.
    sockets.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const { port } = addressOf(server.address());
  return {
    url: `http://127.0.0.1:${port}/`,
    socketUrl: `ws://127.0.0.1:${port}${socketPath}`,
    issueToken: (profile, lifetime = 60 * 60 * 1000) => world.tokens.issue(profile, lifetime).token,
    fail(target, fault) {
      if (!world.faults.queue(target, fault))
        throw new TypeError(`Expected a fault of ${target}, got ${fault}`);
    },
    publish: (profile, text) => world.hub.publish(profile, text),
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets.clients) socket.terminate();
        sockets.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function chosenDialect(request: IncomingMessage): Dialect | null {
  const asked = new URL(request.url ?? socketPath, "ws://127.0.0.1").searchParams.get("dialect");
  return asked === "published" || asked === "guide" ? asked : null;
}

function answerDownload({ path, query }: HttpRequest, downloads: Downloads): HttpAnswer | null {
  if (!path.startsWith("/download/") && path !== "/downstream/") return null;
  const payload = downloads.take(query.get("auth") ?? "");
  if (payload === "spent") return { status: 410, body: { error: "download.already_fetched" } };
  if (payload === "unknown") return { status: 401, body: { error: "download.invalid_token" } };
  return { status: 200, headers: { "content-type": "application/octet-stream" }, body: payload };
}

function send(response: ServerResponse, { status, headers, body }: HttpAnswer): void {
  const payload = body === undefined || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  response.writeHead(status, {
    "access-control-allow-origin": "*",
    "access-control-allow-headers": "*, x-dpt-authorization, x-demo-fault, content-type",
    "access-control-allow-methods": "GET, POST, DELETE",
    "access-control-expose-headers": "x-dpt-cab-request-id, x-dpt-cab-id",
    "cache-control": "no-store",
    ...(body === undefined || Buffer.isBuffer(body) ? {} : { "content-type": "application/json" }),
    ...headers,
  });
  response.end(payload);
}

function addressOf(address: AddressInfo | string | null): AddressInfo {
  if (address === null || typeof address === "string")
    throw new TypeError(`Expected a TCP address, got ${address}`);
  return address;
}
