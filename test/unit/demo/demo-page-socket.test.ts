import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { WebSocket } from "ws";
import { activities } from "../../../demo/page/activity.ts";
import { PrivicoreSocket, timeouts } from "../../../demo/page/privicore-socket.ts";
import { type Simulator, startSimulator } from "../../../demo/simulator/simulator.ts";

// The demo page's connection in the guide's dialect, whose actions and answers carry no ID.

const usual = timeouts.join;
let simulator: Simulator;
let socket: PrivicoreSocket;

beforeEach(async () => {
  vi.stubGlobal("WebSocket", WebSocket);
  simulator = await startSimulator({ pace: { answer: 1, heartbeat: 0 } });
  socket = new PrivicoreSocket(simulator.socketUrl, "guide");
  await socket.opened();
});
afterEach(async () => {
  timeouts.join = usual;
  await simulator.close();
  await socket.closed;
  vi.unstubAllGlobals();
});

const join = async () => (await socket.join(simulator.issueToken("ada"))).status;

it("takes no refusal of what was no action for the answer to the next", async () => {
  socket.sendRaw("not JSON");
  await vi.waitFor(() => expect(activities.value[0]?.text).toBe("Answered 400, to nothing that waits"));
  expect(await join()).toBe(200);
});

it("takes no second answer for that to the next action", async () => {
  simulator.fail("join", "twice");
  expect(await join()).toBe(200);
  expect(await join()).toBe(409);
});

it.each(["no-answer", "malformed"])(
  "hears the answer to the next action after one with %s",
  async (fault) => {
    simulator.fail("join", fault);
    timeouts.join = 50;
    await expect(join()).rejects.toThrow("within 50 ms");
    timeouts.join = usual;
    expect(await join()).toBe(fault === "malformed" ? 409 : 200);
  },
);
