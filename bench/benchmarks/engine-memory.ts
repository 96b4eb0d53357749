import type { Benchmark, Figure } from "../framework/benchmark.ts";
import { frameCounts } from "../framework/frame-counts.ts";
import { growthFigures } from "../framework/growth-figures.ts";
import { inChild, series } from "../framework/in-child.ts";
import { median, spreadOf } from "../framework/spread.ts";
import { mixes } from "../traffic/mixes.ts";

/** What a session keeps for each frame, and that letting it go frees it. */
export const engineMemory: Benchmark = {
  name: "engine-memory",
  title: "The engine's memory",
  question:
    "How many bytes does a session keep for each frame beyond the frame's own text, and are they free again after Clear?",
  method:
    "Counted after garbage collection, in a process that has nothing else to keep: V8's used heap and the memory of typed arrays (`heapUsed` + `arrayBuffers`), minus what it was before the first event, minus one byte a character of the payloads' text (the payloads here are ASCII). So everything else is counted: the events as objects with their other fields and the text's header, the log, the exchanges, the commands with their IDs, the index by ID, the spare room of arrays that grow by doubling. The events are read from capture lines by the capture reader. The command line keeps conclusions only: no events, no payloads; there the payloads' text is not taken off. After Clear the session is let go; what stays is measured against what it had filled, over several fills in the same process. The peak is the most memory that the process ever had from the system while it was filled for the first time, less what it had before: the payloads, what reading them left to the collector, and the room that the collector works in are in it. The exponent is that of the filled heap over the number of frames.",
  needs: "nothing",
  charts: [
    {
      name: "bytes-a-frame",
      title: "Heap for each frame beyond its payload's text (lower is better)",
      kind: "lines",
      figures: mixes.map(({ title }) => `heap beyond the payload, ${title}`),
      sizes: "frames in the session",
      scale: "logarithmic",
    },
  ],
  async run({ quick, progress }) {
    const figures: Figure[] = [];
    for (const { mix, title } of mixes) {
      const points: { size: number; cost: number }[] = [];
      for (const frames of frameCounts(quick)) {
        progress(`${title}, ${frames} frames`);
        const rounds = quick ? 2 : frames < 1e6 ? 7 : 3;
        const kept = heapOf(await inChild("engine-memory", { mix, frames, rounds, retain: "events" }));
        points.push({ size: frames, cost: median(kept.filled) });
        figures.push({
          name: `heap beyond the payload, ${title}`,
          size: frames,
          unit: "bytes a frame",
          spread: spreadOf(kept.beyondPayload),
          goal: frames >= 1e5 ? { atMost: 600 } : null,
        });
        if (frames >= 1e5)
          figures.push({
            name: `peak of the process's memory, payloads included, ${title}`,
            size: frames,
            unit: "bytes a frame",
            spread: spreadOf(kept.peak),
            goal: null,
          });
        if (frames === Math.max(...frameCounts(quick))) {
          figures.push({
            name: `heap still held after Clear, of what was filled, ${title}`,
            size: frames,
            unit: "times",
            spread: spreadOf(kept.leftOver),
            // On a small session the engine's own compiled code is all that is left, and it weighs.
            goal: frames >= 1e5 ? { atMost: 0.01 } : null,
          });
          const concluded = heapOf(
            await inChild("engine-memory", { mix, frames, rounds, retain: "conclusions" }),
          );
          figures.push({
            name: `whole heap, conclusions only, ${title}`,
            size: frames,
            unit: "bytes a frame",
            spread: spreadOf(concluded.whole),
            goal: null,
          });
        }
      }
      figures.push(...growthFigures(`the heap, ${title}`, points));
    }
    return figures;
  },
};

type HeapSamples = Awaited<ReturnType<typeof inChild>>;

function heapOf(samples: HeapSamples) {
  const frames = series(samples, "frames");
  const filled = series(samples, "filled").map(
    (bytes, round) => bytes - (series(samples, "before")[round] ?? 0),
  );
  const perFrame = (bytes: number, round: number) => bytes / (frames[round] ?? Number.NaN);
  return {
    filled,
    whole: filled.map(perFrame),
    peak: series(samples, "peak").map(perFrame),
    beyondPayload: filled.map((bytes, round) =>
      perFrame(bytes - (series(samples, "payloads")[round] ?? 0), round),
    ),
    // Against the very first heap, so that what each round leaves behind adds up and shows.
    leftOver: series(samples, "cleared").map(
      (bytes, round) =>
        Math.max(0, bytes - (series(samples, "before")[0] ?? 0)) / (filled[round] ?? Number.NaN),
    ),
  };
}
