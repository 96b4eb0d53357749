import type { Surroundings } from "./surroundings.ts";

/** The part of Node's process that ends it, and tells of its end. */
export interface EndingProcess {
  readonly pid: number;
  on(event: string, listener: () => void): unknown;
  off(event: string, listener: () => void): unknown;
  kill(pid: number, signal: string): unknown;
}

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Undoes what must not stay behind – half-written files – where a signal or an error ends the process before its time. Signals are
 * listened to only while there is something to undo, and end the process all the same.
 */
export function earlyEndOf(process: EndingProcess): Surroundings["onEarlyEnd"] {
  const undone = new Set<() => void>();
  const undoAll = () => {
    for (const undo of undone) {
      undone.delete(undo);
      undo();
    }
  };
  const listeners: (readonly [string, () => void])[] = [
    ...signals.map((signal) => [signal, () => end(signal)] as const),
    ["exit", undoAll],
  ];
  const listen = (how: "on" | "off") => {
    for (const [event, listener] of listeners) process[how](event, listener);
  };
  const end = (signal: string) => {
    try {
      undoAll();
    } finally {
      listen("off");
      process.kill(process.pid, signal);
    }
  };
  return (undo) => {
    if (undone.size === 0) listen("on");
    undone.add(undo);
    return () => {
      if (undone.delete(undo) && undone.size === 0) listen("off");
    };
  };
}
