import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";

/** A page that joins a channel, and a server that has `?frames=N` messages for it, and more when it is told to. */
export interface LiveServer {
  page(frames: number): string;
  /** Sends one more message to the page that joined last. */
  sendOne(): void;
  close(): Promise<void>;
}

/** Runs in the page. */
const script = `
  const socket = new WebSocket(location.href.replace("http", "ws"));
  socket.onopen = () => socket.send(JSON.stringify({
    action: "joinChannel", authorizationToken: "T-4F2A90C6AA563C0BFD2420F1", correlationId: "0197-live-join"
  }));
`;

export async function startLiveServer(): Promise<LiveServer> {
  const server = createServer((request, response) => {
    const html = `<!doctype html><title>Live</title><script>${script}</script>`;
    response.setHeader("content-type", "text/html").end(request.url === "/favicon.ico" ? "" : html);
  });
  const sockets = new WebSocketServer({ server });
  let present: WebSocket | null = null;
  let sent = 0;
  const presence = () => JSON.stringify({ data: { type: "X-DPT-PRESENCE", online: ++sent } });
  sockets.on("connection", (socket, request) => {
    const { searchParams } = new URL(request.url ?? "/", "http://127.0.0.1");
    socket.once("message", () => {
      present = socket;
      const data = { channelId: "0197-live-channel", message: "Successfully joined profile channel." };
      socket.send(JSON.stringify({ correlationId: "0197-live-join", status: 200, data }));
      for (let left = Number(searchParams.get("frames")); left > 0; left--) socket.send(presence());
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    page: (frames) => `http://127.0.0.1:${port}/?frames=${frames}`,
    sendOne() {
      if (present === null) throw new Error("Expected a page that has joined, got none");
      present.send(presence());
    },
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      await new Promise((closed) => server.close(closed));
    },
  };
}
