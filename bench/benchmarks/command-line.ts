import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { inTemporaryFolder } from "../captures/temporary-folder.ts";
import { writeCapture } from "../captures/write-capture.ts";
import type { Benchmark, Figure } from "../framework/benchmark.ts";
import { figuresAt } from "../framework/figures-at.ts";
import { frameCounts } from "../framework/frame-counts.ts";
import type { GrowthPoint } from "../framework/growth-exponent.ts";
import { growthFigures } from "../framework/growth-figures.ts";
import { bundled } from "../framework/in-child.ts";
import { runScript, type ScriptUsage } from "../framework/run-script.ts";
import { median, ratios, spreadOf } from "../framework/spread.ts";
import { conversation } from "../traffic/conversation.ts";
import { largeFrames } from "../traffic/large-frames.ts";

const commandLineScript = "dist/node/privicore-inspector.js";
const contents = [
  {
    title: "small frames",
    events: () => conversation(Number.POSITIVE_INFINITY),
    // Each command stays in the report with its ID and its messages.
    bounded: false,
  },
  { title: "4 KiB binary frames", events: () => largeFrames(4096), bounded: true },
];

/** The command line over captures too large to be kept. */
export const commandLine: Benchmark = {
  name: "command-line",
  title: "The command line on a 1 GB capture",
  question:
    "How long does `analyze` take on a capture of a gigabyte, beside reading and parsing its lines, and how much memory does it want?",
  method:
    "Two kinds of capture, each of 250 MB and of 1 GB, written to a temporary folder: small frames (mostly command statuses, some 260 bytes a line), and the same conversation with a binary frame of 4 KiB after each. `analyze --json` as it is installed, against a script that reads the file in pieces, cuts it into lines and calls `JSON.parse` on each; whole processes, from start to end, in turn. Memory is the process's peak as the system counts it (maximum resident set). What the session concludes it keeps – each command with its messages is part of the report –, so with small frames memory grows with their number; with large frames it must not grow with the file's size. Writing the report, item by item, is part of the time. How both grow is measured on captures of 1,000 to 1,000,000 small frames; what Node itself takes flattens the exponent over all sizes, not that of the last step.",
  needs: "build",
  charts: [
    {
      name: "memory",
      title: "Peak memory of the command line, MiB (lower is better)",
      kind: "lines",
      figures: contents.map(({ title }) => `peak memory, ${title}`),
      sizes: "bytes of the capture",
      scale: "linear",
    },
  ],
  async run({ quick, progress }) {
    if (!existsSync(commandLineScript))
      throw new Error(
        `Expected the built command line at ${commandLineScript}, got none: run npm run build first`,
      );
    const parser = await bundled("bench/measurements/parse-file.entry.ts", "parse-file");
    const sizes = quick ? [2.5e6, 1e7] : [2.5e8, 1e9];
    const rounds = quick ? 2 : 3;
    const figures: Figure[] = [];
    await inTemporaryFolder(async (folder) => {
      const path = join(folder, "capture.jsonl");
      /** Both sides over the capture that stands there, in turn. */
      const inTurn = async () => {
        const ours: ScriptUsage[] = [];
        const theirs: ScriptUsage[] = [];
        for (let round = 0; round < rounds; round++) {
          theirs.push(await runScript(parser, [path]));
          ours.push(await runScript(commandLineScript, ["analyze", path, "--json"]));
        }
        await rm(path);
        return { ours, theirs };
      };
      for (const { title, events, bounded } of contents) {
        const peaks: number[] = [];
        for (const size of sizes) {
          progress(`${title}, ${size / 1e6} MB`);
          const frames = writeCapture(path, events(), size);
          const { ours, theirs } = await inTurn();
          peaks.push(median(ours.map(peak)));
          const figure = figuresAt(size, `, ${title}`);
          figures.push(
            figure("frames in the file", "count", [frames]),
            figure("time against reading and parsing", "times", ratios(ours.map(time), theirs.map(time))),
            figure("processor time", "ms", ours.map(time)),
            figure("peak memory", "MiB", ours.map(peak)),
            figure("peak memory of reading and parsing", "MiB", theirs.map(peak)),
          );
        }
        figures.push({
          name: `peak memory at ${label(sizes[1])} against ${label(sizes[0])}, ${title}`,
          size: null,
          unit: "times",
          spread: spreadOf([(peaks[1] ?? Number.NaN) / (peaks[0] ?? Number.NaN)]),
          goal: bounded && !quick ? { atMost: 1.5 } : null,
        });
      }
      const memory: GrowthPoint[] = [];
      const processor: GrowthPoint[] = [];
      for (const frames of frameCounts(quick)) {
        progress(`small frames, ${frames} of them`);
        writeCapture(path, conversation(frames));
        const { ours, theirs } = await inTurn();
        memory.push({ size: frames, cost: median(ours.map(peak)) });
        processor.push({ size: frames, cost: median(ours.map(time)) });
        const figure = figuresAt(frames, " by frames");
        figures.push(
          figure("processor time", "ms", ours.map(time)),
          figure("peak memory", "MiB", ours.map(peak)),
          figure("peak memory of reading and parsing", "MiB", theirs.map(peak)),
        );
      }
      figures.push(
        ...growthFigures("the command line's time", processor),
        ...growthFigures("the command line's peak memory", memory),
      );
    });
    return figures;
  },
};

const time = (usage: ScriptUsage) => usage.processorTime;
const peak = (usage: ScriptUsage) => usage.peakMemory;
const label = (bytes = 0): string => (bytes >= 1e9 ? `${bytes / 1e9} GB` : `${bytes / 1e6} MB`);
