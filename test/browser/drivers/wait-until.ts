import { setTimeout as pause } from "node:timers/promises";

/** Asks again and again until the answer is neither null nor false; a throw counts as not yet. Rejects after `timeout` ms. */
export async function waitUntil<T>(
  what: string,
  ask: () => Promise<T | null | false> | T | null | false,
  timeout = 20_000,
): Promise<T> {
  const deadline = performance.now() + timeout;
  let lastError: unknown;
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
    await pause(25);
  }
}
