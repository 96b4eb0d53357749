import { type Benchmark, meetsGoal } from "./benchmark.ts";
import { machineWords } from "./machine.ts";
import type { BenchmarkResult } from "./result-file.ts";

/** Runs one benchmark and puts down what it found, on which machine. Rejects where it could not measure. */
export async function runBenchmark(
  benchmark: Benchmark,
  options: { readonly quick: boolean; readonly progress: (text: string) => void },
): Promise<BenchmarkResult> {
  const machine = machineWords();
  const started = performance.now();
  const figures = await benchmark.run(options);
  return {
    benchmark: benchmark.name,
    day: new Date().toISOString().slice(0, 10),
    quick: options.quick,
    machine,
    seconds: Math.round((performance.now() - started) / 1000),
    figures: figures.map((figure) => ({ ...figure, met: meetsGoal(figure) })),
  };
}
