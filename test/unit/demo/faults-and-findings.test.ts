import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { deliveries } from "../../../demo/simulator/run-data-request.ts";
import { type Simulator, startSimulator } from "../../../demo/simulator/simulator.ts";
import { fastClock } from "./fast-clock.ts";
import { RecordedClient, type RecordedSocket } from "./recorded-client.ts";

// The stand-in and the engine hold each other to the protocol: a correct session is judged correct, and each fault is found.

// Fast enough to wait for time-outs, and slow enough that a busy machine does not reach them by itself.
const clock = fastClock(10);
let simulator: Simulator;
let client: RecordedClient;
let token: string;

beforeEach(async () => {
  simulator = await startSimulator({ clock, pace: { heartbeat: 0 } });
  client = new RecordedClient(simulator, clock);
  token = simulator.issueToken("ada");
});
afterEach(() => simulator.close());

const findings = () => client.session.findings.map(({ rule }) => rule);
/** What was found, without answers that were slow because the machine was, where the stand-in was not told to be. */
const foundBeside = (rules: readonly string[]) =>
  findings()
    .filter((rule) => rule !== "slow-answer" || rules.includes(rule))
    .sort();
const seen = (count: number, socket: RecordedSocket) =>
  vi.waitFor(() => expect(socket.received.length).toBeGreaterThanOrEqual(count));

const act = (socket: RecordedSocket, action: string, correlationId: string) =>
  socket.send({ action, authorizationToken: token, correlationId });

/** A connection that has joined: one frame received. */
async function joined(): Promise<RecordedSocket> {
  const socket = await client.connect();
  act(socket, "joinChannel", "join");
  await seen(1, socket);
  return socket;
}

describe("a correct session", () => {
  it("raises nothing at all in the published dialect", async () => {
    const socket = await joined();
    for (let command = 0; command < 3; command += 1) await client.call("/policy/activate", token);
    await seen(1 + 6, socket);
    for (const delivery of deliveries) await client.call("/data-token/request-data", token, { delivery });
    await seen(1 + 6 + 6, socket);
    act(socket, "leaveChannel", "leave");
    await seen(1 + 6 + 6 + 1, socket);
    socket.close();
    await socket.closed;
    client.later(60_000);
    expect(foundBeside([])).toEqual([]);
    expect(client.session.commands.map(({ outcome }) => outcome)).toEqual(["success", "success", "success"]);
    expect(client.session.dataRequests.map(({ outcome }) => outcome)).toEqual([
      "message",
      "link",
      "message",
      "stream-ready",
    ]);
    expect(client.session.connections[0]?.channel.map(({ state }) => state)).toEqual([
      "not-joined",
      "joining",
      "joined",
      "leaving",
      "left",
      "closed",
    ]);
  });

  it("raises no error and no warning in the guide's dialect", async () => {
    const socket = await client.connect();
    socket.send({ action: "joinChannel", data: { authorizationToken: token } });
    await seen(1, socket);
    const channelId = client.session.exchanges[0]?.channelId;
    await client.call("/policy/activate", token);
    await seen(3, socket);
    socket.send({ action: "leaveChannel", data: { channelId } });
    await seen(4, socket);
    socket.close();
    await socket.closed;
    client.later(60_000);
    expect(new Set(foundBeside([]))).toEqual(new Set(["missing-correlation-id"]));
    expect(client.session.exchanges.map(({ outcome }) => outcome)).toEqual(["ok", "ok"]);
  });
});

describe("a fault of a join", () => {
  it.each([
    ["slow", ["slow-answer"]],
    ["no-answer", ["join-unanswered"]],
    ["twice", ["duplicate-answer"]],
    ["malformed", ["malformed-frame", "join-unanswered"]],
    ["drop", ["join-unanswered", "connection-lost"]],
    ["wrong-correlation-id", ["unknown-correlation-id", "join-unanswered"]],
    ["refuse", ["join-rejected"]],
  ])("%s is found", async (fault, rules) => {
    simulator.fail("join", fault);
    const socket = await client.connect();
    act(socket, "joinChannel", "join");
    if (fault === "drop") await socket.closed;
    else if (fault !== "no-answer") await seen(fault === "twice" ? 2 : 1, socket);
    client.later(11_000);
    expect(foundBeside(rules)).toEqual([...rules].sort());
  });
});

describe("a fault of a leave", () => {
  it.each([
    ["no-answer", ["leave-unanswered"]],
    ["refuse", ["leave-rejected"]],
    ["drop", ["leave-unanswered", "connection-lost"]],
  ])("%s is found", async (fault, rules) => {
    const socket = await joined();
    simulator.fail("leave", fault);
    act(socket, "leaveChannel", "leave");
    if (fault === "drop") await socket.closed;
    else if (fault !== "no-answer") await seen(2, socket);
    client.later(11_000);
    expect(foundBeside(rules)).toEqual([...rules].sort());
  });
});

describe("a fault of a command", () => {
  it.each([
    ["slow", [], 3],
    ["no-answer", ["command-unanswered"], 1],
    ["twice", ["status-after-final"], 4],
    ["malformed", ["malformed-frame", "command-unanswered"], 3],
    ["wrong-id", ["command-unanswered"], 3],
    ["fail", ["command-failed"], 3],
    ["status-after-final", ["status-after-final"], 4],
    ["unknown-status", ["schema-mismatch", "command-unanswered"], 3],
    ["unauthorized", ["unauthorized-call"], 1],
    ["server-error", [], 1],
  ])("%s is found", async (fault, rules, frames) => {
    const socket = await joined();
    await client.call("/storage/register", token, {}, fault);
    await seen(frames, socket);
    client.later(31_000);
    expect(foundBeside(rules)).toEqual([...rules].sort());
  });

  it("drop is found", async () => {
    const socket = await joined();
    simulator.fail("command", "drop");
    await client.call("/storage/register", token);
    await socket.closed;
    client.later(31_000);
    expect(foundBeside([])).toEqual(["command-unanswered", "connection-lost"]);
  });
});

describe("a fault of a data request", () => {
  it.each([
    ["no-answer", "link", ["request-unanswered"], 1],
    ["wrong-id", "text", ["request-unanswered"], 2],
    ["malformed", "text", ["malformed-frame", "request-unanswered"], 2],
    ["no-stream-ready", "stream", ["stream-not-ready"], 2],
    ["twice", "link", [], 4],
    ["unauthorized", "link", ["unauthorized-call"], 1],
  ])("%s is found", async (fault, delivery, rules, frames) => {
    const socket = await joined();
    await client.call("/data-token/request-data", token, { delivery }, fault);
    await seen(frames, socket);
    client.later(31_000);
    expect(foundBeside(rules)).toEqual([...rules].sort());
  });
});

describe("a mistake of the page", () => {
  it("is found where a command comes before the join", async () => {
    const socket = await client.connect();
    await client.call("/storage/register", token);
    act(socket, "joinChannel", "join");
    await seen(3, socket);
    client.later(31_000);
    expect(foundBeside([])).toEqual(["command-before-join"]);
    expect(client.session.commands[0]?.outcome).toBe("success");
  });

  it("is found where a token has expired", async () => {
    token = simulator.issueToken("ada", -1);
    await joined();
    expect(foundBeside([])).toEqual(["join-rejected"]);
    expect(client.session.findings.find(({ rule }) => rule === "join-rejected")?.message).toMatch(/expired/);
  });
});
