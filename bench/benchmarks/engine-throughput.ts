import type { Benchmark, Figure } from "../framework/benchmark.ts";
import { frameCounts } from "../framework/frame-counts.ts";
import { growthFigures } from "../framework/growth-figures.ts";
import { inChild, series } from "../framework/in-child.ts";
import { median, ratios, spreadOf } from "../framework/spread.ts";
import { mixes } from "../traffic/mixes.ts";

/** The session's speed beside the least that anything can do with the same frames: parse their JSON. */
export const engineThroughput: Benchmark = {
  name: "engine-throughput",
  title: "The engine's throughput",
  question:
    "How fast does a session take frames in, beside bare `JSON.parse` of the same payloads, and does it stay so as it grows?",
  method:
    "Each conversation is held in memory as events. One side calls `JSON.parse` on every payload and drops the result; the other appends every event to a new session, which decodes it, pairs it, follows the channel, judges it by all rules and keeps it. Both run in one process, in turn. The share is the parse's time divided by the session's time, pair by pair: 1 would be as fast as parsing alone. The exponent is that of the session's time over the number of frames: 1 is linear.",
  needs: "nothing",
  charts: [
    {
      name: "share",
      title: "Throughput as a share of bare JSON.parse (higher is better)",
      kind: "lines",
      figures: mixes.map(({ title }) => `share of JSON.parse's throughput, ${title}`),
      sizes: "frames in the session",
    },
  ],
  async run({ quick, progress }) {
    const figures: Figure[] = [];
    for (const { mix, title } of mixes) {
      const points: { size: number; cost: number }[] = [];
      for (const frames of frameCounts(quick)) {
        progress(`${title}, ${frames} frames`);
        const samples = await inChild("engine-speed", {
          mix,
          frames,
          rounds: quick ? 3 : frames < 1e6 ? 21 : 7,
        });
        const session = series(samples, "session");
        const size = series(samples, "frames")[0] ?? frames;
        points.push({ size, cost: median(session) });
        figures.push(
          {
            name: `share of JSON.parse's throughput, ${title}`,
            size: frames,
            unit: "times",
            spread: spreadOf(ratios(series(samples, "parse"), session)),
            goal: frames >= 1e5 ? { atLeast: 0.5 } : null,
          },
          {
            name: `frames a second, ${title}`,
            size: frames,
            unit: "frames a second",
            spread: spreadOf(session.map((time) => (size / time) * 1000)),
            goal: null,
          },
        );
      }
      figures.push(...growthFigures(`the session's time, ${title}`, points));
    }
    return figures;
  },
};
