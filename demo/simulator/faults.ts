import * as z from "zod/mini";

/** What can be told to go wrong, once, at the next chance. */
export const faultsByTarget = {
  /** The answer to a `joinChannel` or `leaveChannel`. */
  join: ["slow", "no-answer", "twice", "malformed", "drop", "wrong-correlation-id", "refuse"],
  leave: ["slow", "no-answer", "twice", "malformed", "drop", "wrong-correlation-id", "refuse"],
  /** What follows a command's 202, or the call itself (`unauthorized`, `server-error`). */
  command: [
    "slow",
    "no-answer",
    "twice",
    "malformed",
    "drop",
    "wrong-id",
    "fail",
    "status-after-final",
    "unknown-status",
    "unauthorized",
    "server-error",
  ],
  /** What follows a data request's 202, or the call itself. */
  data: [
    "slow",
    "no-answer",
    "twice",
    "malformed",
    "drop",
    "wrong-id",
    "no-stream-ready",
    "unauthorized",
    "server-error",
  ],
  /** The token that an authentication gives lives for two seconds only. */
  authenticate: ["short-lived"],
} as const;

export type FaultTarget = keyof typeof faultsByTarget;
export type Fault<Target extends FaultTarget = FaultTarget> = (typeof faultsByTarget)[Target][number];

const faultTargets = ["join", "leave", "command", "data", "authenticate"] as const;
const target = z.enum(faultTargets);

/** Faults that wait for their chance, first come, first served. */
export class Faults {
  readonly #waiting: { readonly target: FaultTarget; readonly fault: string }[] = [];

  /** Queues one. False where this target knows no such fault. */
  queue(on: FaultTarget, fault: string): boolean {
    if (!isFault(on, fault)) return false;
    this.#waiting.push({ target: on, fault });
    return true;
  }

  /** Takes the next one for a target; null where nothing is to go wrong. */
  take<Target extends FaultTarget>(on: Target): Fault<Target> | null {
    const index = this.#waiting.findIndex((waiting) => waiting.target === on);
    if (index < 0) return null;
    const [taken] = this.#waiting.splice(index, 1);
    return taken !== undefined && isFault(on, taken.fault) ? taken.fault : null;
  }

  clear(): void {
    this.#waiting.length = 0;
  }
}

/** Whether a target knows a fault of this name. */
export function isFault<Target extends FaultTarget>(on: Target, fault: string): fault is Fault<Target> {
  const known: readonly string[] = faultsByTarget[on];
  return known.includes(fault);
}

/** A target by its name; null where there is none. */
export function faultTarget(name: unknown): FaultTarget | null {
  const parsed = target.safeParse(name);
  return parsed.success ? parsed.data : null;
}
