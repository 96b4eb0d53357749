import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { WebSocketServer } from "ws";
import { amityStandIn } from "./amity.ts";
import { rocketchatStandIn } from "./rocketchat.ts";
import { sendbirdStandIn } from "./sendbird.ts";
import type { StandIn, StandInCall } from "./stand-in.ts";

export interface RunningStandIns {
  /** `http://127.0.0.1:PORT`; sockets are at the same host with `ws:`. */
  readonly origin: string;
  /** Every call that no stand-in knew, as `METHOD path`, in order. */
  readonly unknown: readonly string[];
  close(): Promise<void>;
}

const base = "http://stand-in";

/** Starts the stand-ins of Amity, Sendbird and Rocket.Chat, all on one port of the loopback interface, open to any origin. */
export async function startStandIns(port = 0): Promise<RunningStandIns> {
  const standIns: readonly StandIn[] = [amityStandIn(), sendbirdStandIn(), rocketchatStandIn()];
  const unknown: string[] = [];
  const server = createServer((request, response) => {
    answer(standIns, unknown, request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  const sockets = new WebSocketServer({
    server,
    // Any page of the browser may ask for anything, `//` included, which is no URL.
    verifyClient: ({ req }, decide) => decide(URL.canParse(req.url ?? "/", base), 400),
  });
  sockets.on("connection", (socket, request) => {
    // A client that breaks the protocol ends its own connection, not the stand-ins.
    socket.on("error", () => socket.terminate());
    const url = new URL(request.url ?? "/", base);
    for (const standIn of standIns) {
      const taken = standIn.connect(url, (text) => socket.send(text));
      if (taken === null) continue;
      socket.on("message", (data) => {
        try {
          taken.receive(String(data));
        } catch {
          // Nested too deep to be written into an answer.
          socket.terminate();
        }
      });
      return;
    }
    socket.close(1008, "no stand-in for this URL");
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string")
    throw new Error(`Expected a port to listen on, got ${String(address)}`);
  return {
    origin: `http://127.0.0.1:${address.port}`,
    unknown,
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function answer(
  standIns: readonly StandIn[],
  unknown: string[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const cors = {
    "access-control-allow-origin": request.headers.origin ?? "*",
    "access-control-allow-methods": "GET, POST, PUT, DELETE",
    "access-control-allow-headers": request.headers["access-control-request-headers"] ?? "*",
    "access-control-allow-credentials": "true",
  };
  const call = await readCall(request);
  if (call.method === "OPTIONS") {
    response.writeHead(204, cors).end();
    return;
  }
  for (const standIn of standIns) {
    const answered = standIn.answer(call);
    if (answered === null) continue;
    const body = answered.json === null ? "" : JSON.stringify(answered.json);
    response.writeHead(answered.status, { ...cors, "content-type": "application/json" }).end(body);
    return;
  }
  unknown.push(`${call.method} ${call.path}`);
  response.writeHead(404, { ...cors, "content-type": "application/json" }).end("{}");
}

async function readCall(request: IncomingMessage): Promise<StandInCall> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const url = new URL(request.url ?? "/", base);
  return {
    method: request.method ?? "GET",
    path: url.pathname,
    query: url.searchParams,
    headers: request.headers,
    body: Buffer.concat(chunks).toString("utf8"),
  };
}
