import type { JobControl } from "./jobs.ts";

/** Milliseconds of work before the page gets its turn. */
const slice = 10;
/** Steps between two looks at the clock. */
const stride = 64;

/**
 * Does `count` steps in slices of time, so that the page stays answerable; says how far it is, as a part of the whole work from
 * `begin` to `end`. Rejects with the signal's reason once cancelled.
 */
export async function inSlices(
  count: number,
  step: (number: number) => void,
  { progress, signal }: JobControl,
  [begin, end]: readonly [number, number] = [0, 1],
): Promise<void> {
  let until = performance.now() + slice;
  for (let number = 0; number < count; number++) {
    step(number);
    if (number % stride !== 0 || performance.now() < until) continue;
    progress(begin + ((end - begin) * number) / count);
    await pageTurn();
    signal.throwIfAborted();
    until = performance.now() + slice;
  }
  signal.throwIfAborted();
  progress(end);
}

/**
 * Takes the steps of a generator in slices of time, and returns what it returns. Rejects with the signal's reason once
 * cancelled.
 */
export async function stepsInSlices<Result>(
  steps: Iterator<unknown, Result, undefined>,
  { signal }: JobControl,
): Promise<Result> {
  const rest = restInSlices();
  for (let number = 1; ; number++) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (number % stride !== 0) continue;
    await rest();
    signal.throwIfAborted();
  }
}

/** For readers: gives the page its turn whenever a slice of time is over. */
export function restInSlices(): () => Promise<void> | null {
  let until = performance.now() + slice;
  return () =>
    performance.now() < until
      ? null
      : pageTurn().then(() => {
          until = performance.now() + slice;
        });
}

/** Lets everything that waits in the page happen first. A message, not a timer: hidden pages' timers are slowed down. */
export function pageTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
