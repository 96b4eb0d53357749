import { createServer } from "node:http";
import { startStandIns } from "../../demo/stand-ins/start-stand-ins.ts";
import { bundleClients } from "./bundle-clients.ts";

export interface ServedClients {
  /** The page with the clients in `globalThis.clients`. */
  readonly page: string;
  /** Where the stand-ins of all three systems listen. */
  readonly standIns: string;
  close(): Promise<void>;
}

/** Serves the page with the real clients, and the stand-ins that they talk to, each on a loopback port of its own. */
export async function serveClients(): Promise<ServedClients> {
  const script = await bundleClients();
  const standIns = await startStandIns();
  const server = createServer((request, response) => {
    const isScript = request.url === "/clients.js";
    response.writeHead(200, { "content-type": isScript ? "text/javascript" : "text/html" });
    response.end(
      isScript ? script : '<!doctype html><title>Clients</title><script src="/clients.js"></script>',
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string")
    throw new Error(`Expected a port to listen on, got ${String(address)}`);
  return {
    page: `http://127.0.0.1:${address.port}/`,
    standIns: standIns.origin,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await standIns.close();
    },
  };
}
