/** Where this process has spent its time, in milliseconds of the processor: other work on the machine does not count. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** What growth settles below where it is linear; above it, only more runs tell growth from noise. */
const plainlyLinear = 6;
const leastRounds = 2;
const mostRounds = 16;

/**
 * How much more time `work` takes at four times the size: about 4 where it grows linearly, 16 where quadratically. The
 * least of several runs at each size, since garbage collection and compiling only add; sizes in turn, after a first run that
 * compiles most. Where a few runs do not show it plainly, more are made: what is quadratic stays so in each of them.
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
  for (let round = 1; round <= mostRounds; round++) {
    leastSmall = Math.min(leastSmall, await timed(small, work));
    leastLarge = Math.min(leastLarge, await timed(large, work));
    if (round >= leastRounds && leastLarge / leastSmall < plainlyLinear) break;
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
