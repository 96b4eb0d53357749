import type { HttpChannel } from "../../../../panel/live/http-recorder.ts";

/** Two ends of a BroadcastChannel in memory: what one posts, the other hears, cloned, a task later. */
export function memoryChannels(): readonly [HttpChannel, HttpChannel] {
  const targets = [new EventTarget(), new EventTarget()] as const;
  const end = (own: EventTarget, other: EventTarget): HttpChannel => ({
    postMessage(message: unknown) {
      const data: unknown = structuredClone(message);
      setImmediate(() => other.dispatchEvent(new MessageEvent("message", { data })));
    },
    addEventListener: own.addEventListener.bind(own) as HttpChannel["addEventListener"],
    removeEventListener: own.removeEventListener.bind(own) as HttpChannel["removeEventListener"],
  });
  return [end(targets[0], targets[1]), end(targets[1], targets[0])];
}
