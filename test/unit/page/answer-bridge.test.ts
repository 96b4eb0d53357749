import { afterEach, describe, expect, it } from "vitest";
import type { FromHook, ToHook } from "../../../src/contract/page-wire.ts";
import { waitUntil } from "../../browser/drivers/wait-until.ts";
import { answerBridge, createEventRing, passTime } from "./hook-in-node.ts";

const ports: MessagePort[] = [];
afterEach(() => {
  for (const port of ports.splice(0)) port.close();
});

/** A hook whose port is taken, what it says there, and the key that came with it. */
function meet() {
  const ring = createEventRing();
  const heard: FromHook[] = [];
  let port: MessagePort | undefined;
  let key = "";
  const take = (event: Event): void => {
    if (!(event instanceof MessageEvent)) return;
    event.preventDefault();
    port = event.ports[0];
    key = event.data;
  };
  performance.addEventListener("privicore:port", take, { once: true });
  const changed = answerBridge(ring);
  if (port === undefined) throw new TypeError("Expected a port");
  ports.push(port);
  port.addEventListener("message", ({ data }) => heard.push(data));
  port.start();
  const opposite = port;
  return {
    key,
    heard,
    say: (message: ToHook) => opposite.postMessage(message),
    /** Something happens that a panel is told of. */
    happen() {
      ring.worker(false);
      changed();
    },
    /** Which panels were answered. */
    answered: () => heard.flatMap((message) => (message[0] === "batch" ? [message[1]] : [])),
  };
}

const pull = (panel: number): ToHook => ["pull", panel, 0, 786_432, 16];

describe("the hook", () => {
  it.each([
    ["is told by a panel that asked nine seconds ago", 9_000, [1, 2]],
    ["forgets a panel that has not asked for thirteen seconds", 13_000, [2]],
  ])("%s", async (_, silent, expected) => {
    const hook = meet();
    hook.say(pull(1));
    // The answer to a refused frame shows that the question before it was heard.
    hook.say(["send", 1, 1, "text", ""]);
    await waitUntil("the first question", () => hook.heard.length === 1);
    passTime(silent);
    hook.say(pull(2));
    hook.say(["send", 2, 1, "text", ""]);
    await waitUntil("the second question", () => hook.heard.length === 2);
    hook.happen();
    await waitUntil("the answers", () => hook.answered().includes(2));
    hook.say(["send", 3, 1, "text", ""]);
    await waitUntil("all answers", () =>
      hook.heard.some((message) => message[0] === "sent" && message[1] === 3),
    );
    expect(hook.answered().sort()).toEqual(expected);
  });

  it("hands over what is left by events of its key, once it was told so by it, and no other way", () => {
    const hook = meet();
    const rest: unknown[] = [];
    const hear = (event: Event): void => {
      if (event instanceof MessageEvent) rest.push(JSON.parse(event.data).events.length);
    };
    performance.addEventListener(hook.key, hear);
    hook.happen();
    for (const type of ["privicore:leaving", "privicore-inspector:leaving", "-", hook.key])
      performance.dispatchEvent(new Event(type));
    expect(rest).toEqual([]);
    performance.dispatchEvent(new Event(`-${hook.key}`));
    expect(rest).toEqual([1]);
    hook.happen();
    expect(rest).toEqual([1, 1]);
    performance.removeEventListener(hook.key, hear);
  });

  it("has another key each time", () => {
    const keys = [meet().key, meet().key, meet().key];
    expect(new Set(keys).size).toBe(3);
    for (const key of keys) expect(key).toMatch(/^(\d{1,3},){15}\d{1,3}$/);
  });
});
