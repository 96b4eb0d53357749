import { setTimeout as pause } from "node:timers/promises";

/** Between two questions, in ms: what comes soon is seen soon, and what takes long is not asked for all the time, which costs it time. */
const firstPause = 10;
const longestPause = 150;

/** Asks again and again until the answer is neither null nor false; a throw counts as not yet. Rejects after `timeout` ms. */
export async function waitUntil<T>(
  what: string,
  ask: () => Promise<T | null | false> | T | null | false,
  timeout = 20_000,
): Promise<T> {
  const deadline = performance.now() + timeout;
  let lastError: unknown;
  let rest = firstPause;
  for (;;) {
    try {
      const answer = await ask();
      if (answer !== null && answer !== false) return answer;
      lastError = undefined;
    } catch (error) {
      lastError = error;
    }
    if (performance.now() > deadline)
      throw new Error(`Expected ${what} within ${timeout} ms, got nothing`, { cause: lastError });
    await pause(rest);
    rest = Math.min(rest * 1.5, longestPause);
  }
}
