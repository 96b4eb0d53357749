/** Where this process has spent its time, in milliseconds of the processor: other work on the machine does not count. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/**
 * How much more time `work` takes at four times the size: about 4 where it grows linearly, 16 where quadratically. The
 * least of several runs at each size, since garbage collection only adds; sizes in turn, after a first run that compiles.
 *
 * @param prepare makes the input of a size, which is not timed
 */
export async function growthAtFourTimes<Input>(
  size: number,
  prepare: (size: number) => Input,
  work: (input: Input) => unknown,
): Promise<number> {
  const small = prepare(size);
  const large = prepare(size * 4);
  await work(small);
  let leastSmall = Number.POSITIVE_INFINITY;
  let leastLarge = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 3; round++) {
    leastSmall = Math.min(leastSmall, await timed(small, work));
    leastLarge = Math.min(leastLarge, await timed(large, work));
  }
  return leastLarge / leastSmall;
}

async function timed<Input>(input: Input, work: (input: Input) => unknown): Promise<number> {
  const started = processorTime();
  await work(input);
  return processorTime() - started;
}

/** Between linear (4) and quadratic (16), with room for caches and the garbage collector. */
export const linearAtMost = 9;
