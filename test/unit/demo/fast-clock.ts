import type { Clock } from "../../../demo/simulator/clock.ts";

/** The system's clock, so many times as fast: a slow answer takes no time to test, and nothing else changes. */
export function fastClock(factor: number): Clock {
  const start = Date.now();
  const started = performance.now();
  return {
    now: () => start + (performance.now() - started) * factor,
    after(milliseconds, run) {
      const timer = setTimeout(run, milliseconds / factor);
      return () => clearTimeout(timer);
    },
  };
}
