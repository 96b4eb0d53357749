import type { Transport } from "../../../src/platform/transport.ts";

interface Wire {
  readonly messages: Set<(message: unknown) => void>;
  readonly ends: Set<() => void>;
}

/** Two joined ends in memory: messages are cloned and arrive in a later microtask, as over a real channel. */
export function createTransportPair(): readonly [Transport, Transport] {
  const wires: readonly [Wire, Wire] = [
    { messages: new Set(), ends: new Set() },
    { messages: new Set(), ends: new Set() },
  ];
  let open = true;
  const end = (own: Wire, other: Wire): Transport => ({
    postMessage(message) {
      const copy: unknown = structuredClone(message);
      queueMicrotask(() => {
        if (open) for (const listener of [...other.messages]) listener(copy);
      });
    },
    addListener(listener) {
      own.messages.add(listener);
      return () => own.messages.delete(listener);
    },
    onClosed(listener) {
      own.ends.add(listener);
      return () => own.ends.delete(listener);
    },
    close() {
      if (!open) return;
      open = false;
      queueMicrotask(() => {
        for (const listener of [...other.ends]) listener();
      });
    },
  });
  return [end(wires[0], wires[1]), end(wires[1], wires[0])];
}
