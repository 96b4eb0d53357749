import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";
import { bundleEntry } from "../../test/capture/page-server.ts";

/**
 * Serves a page that asks for jobs over HTTP and answers each with a result, so that nobody needs to be attached to its
 * browser: a driver listens to every frame of the page's sockets itself, which costs more than what is measured.
 *
 * Browsers are told apart by the query of the page's URL, `?browser=0`; the page sends it with all that it asks.
 */
export interface JobServer {
  readonly origin: string;
  /** The page's URL for one of the browsers. */
  page(browser: number): string;
  /** Gives a browser's page a job once it asks for one, and resolves with what it answers: a parsed JSON. */
  run(browser: number, job: unknown): Promise<unknown>;
  close(): Promise<void>;
}

/**
 * @param entry the page's script
 * @param onSocket what the server does with a socket of the page
 */
export async function startJobServer(
  entry: string,
  onSocket: (socket: WebSocket, url: URL) => void = () => {},
): Promise<JobServer> {
  const script = await bundleEntry(entry, "page");
  const asking = new Map<string, ServerResponse>();
  const givers = new Map<string, (response: ServerResponse) => void>();
  const takers = new Map<string, (result: unknown) => void>();
  const server = createServer(async (request, response) => {
    const { pathname, search } = new URL(request.url ?? "/", "http://127.0.0.1");
    if (pathname === "/job") {
      const give = givers.get(search);
      if (give === undefined) asking.set(search, response);
      else give(response);
    } else if (pathname === "/result") {
      const result: unknown = JSON.parse(await bodyOf(request));
      response.end();
      takers.get(search)?.(result);
    } else if (pathname === "/") {
      response.setHeader("content-type", "text/html");
      response.end(`<!doctype html><title>Bench</title><script>${script}</script>`);
    } else if (pathname === "/empty") {
      response.setHeader("content-type", "text/html");
      response.end("<!doctype html><title>Empty</title>");
    } else {
      response.writeHead(404).end();
    }
  });
  const sockets = new WebSocketServer({ server, perMessageDeflate: false });
  sockets.on("connection", (socket, request) =>
    onSocket(socket, new URL(request.url ?? "/", "http://127.0.0.1")),
  );
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;

  return {
    origin,
    page: (browser) => `${origin}/?browser=${browser}`,
    async run(browser, job) {
      const key = `?browser=${browser}`;
      const response =
        asking.get(key) ??
        (await new Promise<ServerResponse>((resolve) => {
          givers.set(key, resolve);
        }));
      asking.delete(key);
      givers.delete(key);
      const result = new Promise<unknown>((resolve) => takers.set(key, resolve));
      response.end(JSON.stringify(job));
      return result;
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const client of sockets.clients) client.terminate();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) body += String(chunk);
  return body;
}
