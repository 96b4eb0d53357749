/** The garbage collector, exposed to every measurement. */
export function collectGarbage(): void {
  if (globalThis.gc === undefined) throw new Error("Expected Node to run with --expose-gc, got no gc()");
  globalThis.gc();
}

/**
 * Milliseconds of processor time that this process has used, all its threads together: the garbage collector's too. Unlike
 * the clock it does not count the time in which other programs had the processor.
 */
export function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** One side of a comparison. What it returns is compared with nothing: it keeps the work from being optimised away. */
export interface Side {
  readonly name: string;
  readonly run: () => unknown;
}

/**
 * Measures several sides in turn, A B C A B C, so that a slow moment of the machine falls on all of them. The order turns
 * around every round: whoever comes first has no advantage. Each measured run follows one of the same side that is not
 * measured, and a garbage collection: V8 sizes its young generation by what ran last, and one that is sized by the other
 * side's garbage makes a run half as slow again.
 *
 * @returns milliseconds of {@link processorTime} by side, one for each round
 */
export async function timeInTurn(sides: readonly Side[], rounds: number): Promise<Record<string, number[]>> {
  const times: Record<string, number[]> = Object.fromEntries(sides.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const { name, run } of round % 2 === 0 ? sides : sides.toReversed()) {
      blackHole = await run();
      blackHole = null;
      collectGarbage();
      const started = processorTime();
      blackHole = await run();
      times[name]?.push(processorTime() - started);
      blackHole = null;
    }
  }
  return times;
}

/** Where results go, so that an optimiser cannot prove them unused. */
export let blackHole: unknown = null;
