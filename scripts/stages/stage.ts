/** What a stage of the checks came to. `failed` is above zero whenever the stage's command failed. */
export interface StageResult {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly seconds: number;
}

/** One step of `npm run check` or `npm test`: it prints as it goes and tells its counts at the end. */
export interface Stage {
  readonly name: string;
  run(): Promise<Omit<StageResult, "name" | "seconds">>;
}

/** Runs the stages one after the other, all of them, so that one run shows everything that is wrong. */
export async function runStages(stages: readonly Stage[]): Promise<readonly StageResult[]> {
  const results: StageResult[] = [];
  for (const stage of stages) {
    console.log(`\n── ${stage.name}`);
    const started = performance.now();
    const counts = await stage.run().catch((error: unknown) => {
      console.error(error instanceof Error ? error.message : error);
      return { passed: 0, failed: 1, skipped: 0 };
    });
    results.push({ name: stage.name, ...counts, seconds: (performance.now() - started) / 1000 });
  }
  return results;
}
