import type { Benchmark } from "../framework/benchmark.ts";
export async function writePerformancePage(_suite: readonly Benchmark[]): Promise<string[]> {
  return [];
}
