import { createServer, type ServerResponse } from "node:http";

export interface TroubledServer {
  readonly origin: string;
  close(): Promise<void>;
}

/** How a call under `/NAME/…` goes wrong. Another NAME is answered well. */
const troubles: Readonly<Record<string, (response: ServerResponse, path: string) => void>> = {
  html: (response) =>
    response
      .writeHead(502, { "content-type": "text/html" })
      .end("<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"),
  "html-200": (response) =>
    response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><title>Sign in</title>"),
  redirect: (response, path) =>
    response.writeHead(307, { location: path.replace("/redirect/", "/moved/") }).end(),
  empty: (response) => response.writeHead(204).end(),
  text: (response) => response.writeHead(429, { "content-type": "text/plain" }).end("slow down"),
  broken: (response) => response.writeHead(500, { "content-type": "application/json" }).end('{"message":'),
  silent: () => {},
  huge: (response) =>
    response
      .writeHead(200, { "content-type": "application/json" })
      .end(JSON.stringify({ success: true, filler: "x".repeat(1_200_000) })),
};

/** Serves, to any origin, answers that are no answers: HTML, redirects, nothing at all. */
export async function startTroubledServer(): Promise<TroubledServer> {
  const server = createServer((request, response) => {
    response.setHeader("access-control-allow-origin", "*");
    response.setHeader("access-control-allow-headers", "*");
    response.setHeader("access-control-allow-methods", "*");
    request.resume();
    const path = request.url ?? "/";
    const trouble = troubles[path.split("/")[1] ?? ""];
    if (request.method === "OPTIONS") response.writeHead(204).end();
    else if (trouble !== undefined) trouble(response, path);
    else response.writeHead(200, { "content-type": "application/json" }).end('{"success":true}');
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string")
    throw new Error(`Expected a port to listen on, got ${String(address)}`);
  return {
    origin: `http://127.0.0.1:${address.port}`,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
