import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { WebSocket } from "ws";
import { type Simulator, startSimulator } from "../../../demo/simulator/simulator.ts";
import { fastClock } from "./fast-clock.ts";
import { RecordedClient, type RecordedSocket } from "./recorded-client.ts";

const clock = fastClock(50);
let simulator: Simulator;
let client: RecordedClient;
let socket: RecordedSocket;
let token: string;

beforeEach(async () => {
  simulator = await startSimulator({ clock, pace: { heartbeat: 0 } });
  client = new RecordedClient(simulator, clock);
  socket = await client.connect();
  token = simulator.issueToken("ada");
});
afterEach(() => simulator.close());

const lastAnswer = async (count: number): Promise<unknown> => {
  await vi.waitFor(() => expect(socket.received.length).toBeGreaterThanOrEqual(count));
  return JSON.parse(socket.received[count - 1] ?? "");
};
const ask = async (message: object | string) => {
  socket.send(message);
  return lastAnswer(socket.received.length + 1);
};

describe("the socket proxy", () => {
  it("answers the published dialect with correlation ID and message", async () => {
    expect(await ask({ action: "joinChannel", authorizationToken: token, correlationId: "one" })).toEqual({
      correlationId: "one",
      status: 200,
      data: {
        channelId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        message: "Successfully joined profile channel.",
      },
    });
    expect(
      await ask({ action: "leaveChannel", authorizationToken: token, correlationId: "two" }),
    ).toMatchObject({
      correlationId: "two",
      status: 200,
      data: { message: "Successfully left profile channel." },
    });
  });

  it("answers the guide's dialect without either", async () => {
    const joined = await ask({ action: "joinChannel", data: { authorizationToken: token } });
    expect(joined).toEqual({ status: 200, data: { channelId: expect.any(String) } });
    const { channelId } = Object(joined).data;
    expect(await ask({ action: "leaveChannel", data: { channelId } })).toEqual({
      status: 200,
      data: { channelId },
    });
  });

  it("takes a dialect from the connection's address over the shape of its requests", async () => {
    const guide = new WebSocket(`${simulator.socketUrl}?dialect=guide`);
    const answered = new Promise((resolve) => guide.addEventListener("message", ({ data }) => resolve(data)));
    guide.addEventListener("open", () =>
      guide.send(JSON.stringify({ action: "joinChannel", authorizationToken: "T-BAD", correlationId: "x" })),
    );
    expect(JSON.parse(String(await answered))).toEqual({
      correlationId: "x",
      status: 401,
      error: "Authorization token is invalid.",
    });
  });

  it.each([
    ["a bad token", () => ({ authorizationToken: "T-BAD", correlationId: "x" }), 401],
    [
      "an expired token",
      () => ({ authorizationToken: simulator.issueToken("ada", -1), correlationId: "x" }),
      401,
    ],
    ["no token", () => ({ correlationId: "x" }), 400],
    ["no correlation ID", () => ({ authorizationToken: token }), 422],
  ])("refuses a join with %s", async (_what, parameters, status) => {
    expect(await ask({ action: "joinChannel", ...parameters() })).toMatchObject({ status });
  });

  it("refuses a second subscription, a leave without one, and what it does not know", async () => {
    expect(
      await ask({ action: "leaveChannel", authorizationToken: token, correlationId: "1" }),
    ).toMatchObject({ status: 409 });
    await ask({ action: "joinChannel", authorizationToken: token, correlationId: "2" });
    expect(await ask({ action: "joinChannel", authorizationToken: token, correlationId: "3" })).toMatchObject(
      { status: 409 },
    );
    expect(await ask({ action: "listChannels", correlationId: "4" })).toMatchObject({
      correlationId: "4",
      status: 404,
    });
    expect(await ask("not JSON")).toMatchObject({ status: 400 });
  });

  it("keeps messages for a join that comes soon, and delivers them after its answer", async () => {
    simulator.publish("ada", '{"data":{"type":"early"}}');
    socket.send({ action: "joinChannel", authorizationToken: token, correlationId: "1" });
    expect(await lastAnswer(2)).toEqual({ data: { type: "early" } });
  });

  it("delivers nothing after a leave", async () => {
    await ask({ action: "joinChannel", authorizationToken: token, correlationId: "1" });
    await ask({ action: "leaveChannel", authorizationToken: token, correlationId: "2" });
    simulator.publish("ada", '{"data":{"type":"late"}}');
    // Whatever was on its way stands before the answer to a later question.
    expect(await ask({ action: "other", correlationId: "3" })).toMatchObject({ correlationId: "3" });
  });

  it("sends heartbeats of a type that is in no document, once joined", async () => {
    await simulator.close();
    simulator = await startSimulator({ clock, pace: { heartbeat: 100 } });
    client = new RecordedClient(simulator, clock);
    socket = await client.connect();
    socket.send({
      action: "joinChannel",
      authorizationToken: simulator.issueToken("ada"),
      correlationId: "1",
    });
    expect(await lastAnswer(3)).toMatchObject({ data: { type: "X-DPT-KEEPALIVE" } });
  });
});

describe("the HTTP API", () => {
  it("gives the command ID in three shapes, one after the other", async () => {
    const bodies = [];
    for (let call = 0; call < 3; call += 1)
      bodies.push(JSON.parse((await client.call("/policy/activate", token)).body));
    expect(bodies).toEqual([expect.any(String), [expect.any(String)], { commandId: expect.any(String) }]);
  });

  it("names a data request in its answer's headers", async () => {
    const { status, headers, body } = await client.call("/data-token/request-data", token);
    expect([status, body]).toEqual([202, ""]);
    expect(headers.get("x-dpt-cab-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.get("x-dpt-cab-id")).toMatch(/^[0-9a-f-]{36}$/);
  });

  it.each([
    ["no token", null],
    ["an unknown token", "T-BAD"],
  ])("answers 401 to a call with %s", async (_what, bad) => {
    expect(await client.call("/policy/activate", bad)).toMatchObject({ status: 401 });
  });

  it("gives tokens until a time, renews and revokes them", async () => {
    const signIn = JSON.parse(
      (await client.call("/profile/authenticate", null, { username: "ada", password: "x" })).body,
    );
    expect(Date.parse(signIn.expiresAt)).toBeGreaterThan(clock.now());
    const renewed = JSON.parse(
      (await client.call("/profile/reauthorize-authorization-token", signIn.authorizationToken)).body,
    );
    expect((await client.call("/policy/activate", signIn.authorizationToken)).status).toBe(401);
    expect(
      (await client.call("/profile/revoke-authorization-token", renewed.authorizationToken)).status,
    ).toBe(200);
    expect((await client.call("/policy/activate", renewed.authorizationToken)).status).toBe(401);
    expect(
      (await client.call("/profile/authenticate", null, { username: "ada", password: "wrong" })).status,
    ).toBe(401);
  });

  it.each(["/utility/request-command-id-status", "/request-status"])("answers polls at %s", async (path) => {
    const poll = async (id: unknown) =>
      JSON.parse((await client.call(`${path}/${id}`, token)).body).command_status;
    const [stuck, running] = [
      JSON.parse((await client.call("/policy/activate", token, {}, "no-answer")).body),
      JSON.parse((await client.call("/policy/activate", token)).body)[0],
    ];
    await vi.waitFor(async () => expect(await poll(running)).toBe(2));
    expect(await poll(stuck)).toBe(1);
    expect((await client.call(`${path}/unknown`, token)).status).toBe(404);
  });

  it("lets a download be fetched once", async () => {
    socket.send({ action: "joinChannel", authorizationToken: token, correlationId: "1" });
    await client.call("/data-token/request-data", token, { delivery: "link" });
    const message = await lastAnswer(3);
    const url: string = Object(message).data.body;
    expect((await fetch(url)).status).toBe(200);
    expect((await fetch(url)).status).toBe(410);
  });

  it("says what it expected of a fault that does not exist", async () => {
    expect(await client.call("/demo/faults", null, { target: "join", fault: "explode" })).toMatchObject({
      status: 400,
    });
    expect(() => simulator.fail("join", "explode")).toThrow("Expected a fault of join, got explode");
  });
});

it("makes the same IDs in the same order every time", async () => {
  const other = await startSimulator({ clock });
  expect(other.issueToken("ada")).toBe(token);
  await other.close();
});
