import { once } from "node:events";
import { createConnection } from "node:net";
import { afterEach, expect, it, vi } from "vitest";
import { WebSocket } from "ws";
import { type Simulator, startSimulator } from "../../../demo/simulator/simulator.ts";
import { type RunningStandIns, startStandIns } from "../../../demo/stand-ins/start-stand-ins.ts";

// Any page of the browser may open a socket to the loopback interface, at any path.

let running: Simulator | RunningStandIns | null = null;
afterEach(async () => {
  await running?.close();
  running = null;
});

/** The status that a socket's handshake is answered with. */
async function handshake(url: string): Promise<number | undefined> {
  const socket = new WebSocket(url);
  const status = await new Promise<number | undefined>((resolve) => {
    socket.on("open", () => resolve(101));
    socket.on("unexpected-response", (_request, response) => resolve(response.statusCode));
  });
  socket.on("error", () => undefined);
  socket.terminate();
  return status;
}

it.each(["//", "//evil.example:x/", "/", "/other", "/socket/", "/socketry"])(
  "the simulator refuses a socket at %s, and goes on",
  async (path) => {
    const simulator = await startSimulator();
    running = simulator;
    expect(await handshake(simulator.socketUrl.replace("/socket", path))).toBe(400);
    expect(await handshake(`${simulator.socketUrl}?dialect=%%&x=//`)).toBe(101);
  },
);

it("the simulator answers each call with too large a body, and the next on the same connection", async () => {
  const simulator = await startSimulator();
  running = simulator;
  const body = "x".repeat(2 * 1024 * 1024);
  const statusOf = async (path: string, init: RequestInit = {}) =>
    (await fetch(new URL(path, simulator.url), init)).status;
  for (let call = 0; call < 2; call++)
    expect(await statusOf("/data-token/exchange-data-for-token", { method: "POST", body })).toBe(400);
  expect(await statusOf("/demo/faults")).toBe(200);
});

it("the stand-ins refuse a socket at what is no URL, and go on", async () => {
  const standIns = await startStandIns();
  running = standIns;
  const origin = standIns.origin.replace("http:", "ws:");
  expect(await handshake(`${origin}//`)).toBe(400);
  expect(await handshake(`${origin}/websocket`)).toBe(101);
});

it("the stand-ins outlive a client that breaks the protocol", async () => {
  const standIns = await startStandIns();
  running = standIns;
  const raw = createConnection(Number(new URL(standIns.origin).port), "127.0.0.1");
  const ended = once(raw, "close");
  raw.write(
    "GET /websocket HTTP/1.1\r\nHost: stand-in\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n",
  );
  await once(raw, "data");
  // A frame with reserved bits set, which no extension has asked for.
  raw.write(Buffer.from([0xf1, 0x80, 0, 0, 0, 0]));
  raw.resume();
  await ended;
  expect(await handshake(`${standIns.origin.replace("http:", "ws:")}/websocket`)).toBe(101);
});

it("the stand-ins outlive a message that is nested too deep to be answered", async () => {
  const standIns = await startStandIns();
  running = standIns;
  const socket = new WebSocket(`${standIns.origin.replace("http:", "ws:")}/websocket`);
  await once(socket, "open");
  const closed = once(socket, "close");
  socket.send(`{"msg":"ping","id":${"[".repeat(100_000)}${"]".repeat(100_000)}}`);
  await closed;
  expect(await handshake(`${standIns.origin.replace("http:", "ws:")}/websocket`)).toBe(101);
});

it("a client that goes before its slow join is answered takes no messages from the next", async () => {
  const waiting: { milliseconds: number; run: () => void }[] = [];
  const simulator = await startSimulator({
    pace: { heartbeat: 0, answer: 1, slow: 2 },
    clock: {
      now: () => Date.now(),
      after(milliseconds, run) {
        const timer = { milliseconds, run };
        waiting.push(timer);
        return () => void waiting.splice(waiting.indexOf(timer), 1);
      },
    },
  });
  running = simulator;
  /** Lets the time come for which something waits, once something does. */
  const pass = async (milliseconds: number) => {
    await vi.waitFor(() => expect(waiting.map((timer) => timer.milliseconds)).toContain(milliseconds));
    const at = waiting.findIndex((timer) => timer.milliseconds === milliseconds);
    waiting.splice(at, 1)[0]?.run();
  };
  const join = JSON.stringify({
    action: "joinChannel",
    authorizationToken: simulator.issueToken("ada"),
    correlationId: "1",
  });
  simulator.fail("join", "slow");
  const gone = new WebSocket(simulator.socketUrl);
  await once(gone, "open");
  gone.send(join);
  await vi.waitFor(() => expect(waiting).toHaveLength(1));
  gone.close();
  await once(gone, "close");
  // The server's own end of it closes with the client's; a call and its answer are later.
  await fetch(simulator.url);
  await pass(2);
  for (const { run } of waiting.splice(0)) run();

  simulator.publish("ada", '{"data":{"type":"kept"}}');
  const next = new WebSocket(simulator.socketUrl);
  const received: string[] = [];
  next.on("message", (message) => received.push(String(message)));
  await once(next, "open");
  next.send(join);
  await pass(1);
  await vi.waitFor(() => expect(received).toHaveLength(2));
  expect(received[1]).toBe('{"data":{"type":"kept"}}');
});
