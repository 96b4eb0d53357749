import { collectGarbage } from "./in-turn.ts";

/**
 * The bytes that live on after garbage collection: V8's heap and the memory of typed arrays, which lies beside it. The
 * lowest of a few looks, since a finaliser may free something one collection later.
 */
export async function settledHeap(): Promise<number> {
  let lowest = Number.POSITIVE_INFINITY;
  for (let look = 0; look < 4; look++) {
    collectGarbage();
    await new Promise(setImmediate);
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    lowest = Math.min(lowest, heapUsed + arrayBuffers);
  }
  return lowest;
}
