import { mkdir, readFile, writeFile } from "node:fs/promises";
import * as z from "zod/mini";

const units = [
  "times",
  "power",
  "ms",
  "µs",
  "bytes",
  "bytes a frame",
  "frames a second",
  "MiB",
  "count",
] as const;

const spreadSchema = z.object({
  min: z.number(),
  p25: z.number(),
  median: z.number(),
  p75: z.number(),
  max: z.number(),
  samples: z.number(),
});

const figureSchema = z.object({
  name: z.string(),
  size: z.nullable(z.number()),
  unit: z.enum(units),
  spread: spreadSchema,
  goal: z.nullable(z.union([z.object({ atMost: z.number() }), z.object({ atLeast: z.number() })])),
  met: z.nullable(z.boolean()),
});

const resultSchema = z.object({
  benchmark: z.string(),
  /** ISO 8601 day. */
  day: z.string(),
  quick: z.boolean(),
  machine: z.object({
    processor: z.string(),
    memory: z.string(),
    system: z.string(),
    node: z.string(),
    loadBefore: z.number(),
  }),
  /** The benchmark's duration in seconds. */
  seconds: z.number(),
  figures: z.array(figureSchema),
});

/** What one run of one benchmark found. */
export type BenchmarkResult = z.infer<typeof resultSchema>;

/** The folder of the results that the docs show, and the one for runs that show only that the suite works. */
const resultFolder = (quick: boolean): string => (quick ? "out/bench/quick" : "bench/results");

/** Writes a result under its benchmark's name, and returns the file's path. */
export async function writeResult(result: BenchmarkResult): Promise<string> {
  const folder = resultFolder(result.quick);
  await mkdir(folder, { recursive: true });
  const path = `${folder}/${result.benchmark}.json`;
  await writeFile(path, `${JSON.stringify(result, null, 2)}\n`);
  return path;
}

/** Reads a benchmark's last full result; null where there is none. Throws where the file is not a result. */
export async function readResult(benchmark: string): Promise<BenchmarkResult | null> {
  const path = `${resultFolder(false)}/${benchmark}.json`;
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  });
  return text === null ? null : resultSchema.parse(JSON.parse(text));
}
