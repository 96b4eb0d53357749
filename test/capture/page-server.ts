import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { build } from "vite";
import { type WebSocket, WebSocketServer } from "ws";
import { clientServers } from "./client-servers.ts";

/** What a test page wants besides a plain document. */
export interface PageOptions {
  /** The page's script, from `test/capture/pages/`, without its ending. */
  readonly script?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface PageServer {
  readonly origin: string;
  /** The same server under another host name: another site. */
  readonly otherOrigin: string;
  readonly socketOrigin: string;
  /** Serves a page at `/NAME`; returns its URL. */
  page(name: string, options?: PageOptions): string;
  /** Everything below 10,000 bytes that was received, in order: text as it was, bytes as hexadecimal. */
  readonly received: string[];
  /** The path of every request, in order. */
  readonly requested: readonly string[];
  /** The open sockets of a path. */
  sockets(path: string): readonly WebSocket[];
  close(): Promise<void>;
}

const bundles = new Map<string, Promise<string>>();

/** A script of `test/capture/pages/` as one classic script. */
function bundlePage(name: string): Promise<string> {
  let bundle = bundles.get(name);
  if (bundle === undefined) {
    bundle = bundleEntry(`test/capture/pages/${name}.ts`, "page");
    bundles.set(name, bundle);
  }
  return bundle;
}

/** Bundles an entry as an immediately called function that sets a global. */
export async function bundleEntry(entry: string, global: string): Promise<string> {
  const output = await build({
    configFile: false,
    logLevel: "error",
    define: { "process.env.NODE_ENV": JSON.stringify("production"), global: "globalThis" },
    build: { write: false, minify: false, target: "es2023", lib: { entry, formats: ["iife"], name: global } },
  });
  const first = Array.isArray(output) ? output[0] : output;
  if (first === undefined || !("output" in first)) throw new TypeError(`Expected ${entry} to build`);
  return first.output[0].code;
}

/** How a socket answers, by the path that it was opened with. */
const answers: Readonly<Record<string, (socket: WebSocket, url: URL) => void>> = {
  ...clientServers,
  /** Sends back what comes. */
  "/echo": (socket) => socket.on("message", (data, binary) => socket.send(data, { binary })),
  "/silent": () => {},
  /** Closes at once, with the code and reason of the query. */
  "/close": (socket, url) =>
    socket.close(Number(url.searchParams.get("code") ?? 1000), url.searchParams.get("reason") ?? ""),
  /** Breaks off without a closing handshake. */
  "/break": (socket) => socket.terminate(),
  /** Sends `count` numbered messages of about `size` characters, then closes with 1000 where `close` is there. */
  "/stream": (socket, url) => {
    const count = Number(url.searchParams.get("count"));
    const padding = "x".repeat(Number(url.searchParams.get("size") ?? 0));
    for (let i = 0; i < count; i++) socket.send(`${i} ${padding}`);
    if (url.searchParams.has("close")) socket.close(1000);
  },
};

const unanswered = "/unanswered";

/** Serves test pages and sockets on loopback. */
export async function startPageServer(): Promise<PageServer> {
  const pages = new Map<string, PageOptions>();
  const received: string[] = [];
  const requested: string[] = [];
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    requested.push(path);
    if (path.endsWith(".js")) {
      response.setHeader("content-type", "text/javascript");
      response.end(await bundlePage(path.slice(1, -3)));
      return;
    }
    const options = pages.get(path.slice(1)) ?? {};
    response.setHeader("content-type", "text/html; charset=utf-8");
    for (const [name, value] of Object.entries(options.headers ?? {})) response.setHeader(name, value);
    const script = options.script === undefined ? "" : `<script src="/${options.script}.js"></script>`;
    response.end(
      `<!doctype html><html><head><title>${path.slice(1)}</title>${script}</head><body>${options.body ?? ""}</body></html>`,
    );
  });
  const socketServer = new WebSocketServer({
    noServer: true,
    handleProtocols: (asked) => [...asked].at(-1) ?? false,
  });
  const open = new Map<string, Set<WebSocket>>();
  const waiting = new Set<Duplex>();
  server.on("upgrade", (request, stream, head) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    requested.push(url.pathname);
    // The handshake stays open until the client gives up.
    if (url.pathname === unanswered) {
      waiting.add(stream);
      stream.resume().on("end", () => stream.destroy());
      stream.on("error", () => stream.destroy()).on("close", () => waiting.delete(stream));
      return;
    }
    const answer = answers[url.pathname];
    if (answer === undefined) {
      stream.end("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
      return;
    }
    socketServer.handleUpgrade(request, stream, head, (socket) => {
      const sockets = open.get(url.pathname) ?? new Set();
      open.set(url.pathname, sockets.add(socket));
      socket.on("close", () => sockets.delete(socket));
      socket.on("message", (data: Buffer, binary) => {
        if (data.length < 10_000) received.push(data.toString(binary ? "hex" : "utf8"));
      });
      answer(socket, url);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  return {
    origin,
    otherOrigin: `http://localhost:${port}`,
    socketOrigin: `ws://127.0.0.1:${port}`,
    page(name, options = {}) {
      pages.set(name, options);
      return `${origin}/${name}`;
    },
    received,
    requested,
    sockets: (path) => [...(open.get(path) ?? [])],
    async close() {
      for (const socket of socketServer.clients) socket.terminate();
      for (const stream of waiting) stream.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
