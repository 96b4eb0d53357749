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
    "A conversation of the mix is fed to the engine in batches of 1,000 events, as the relay hands them over. The batches are made just before, outside of the clocks, from bytes that lie outside the collector's heap: the benchmark itself holds no events, as nothing in the product does beside the session. One side calls `JSON.parse` on every payload of the batch and drops the result. The other appends every event to a session, which decodes it, pairs it, follows the channel, judges it by all rules and keeps it, events included. Both run in one process, in turn, with a garbage collection before each run, while another session is open all the time. The share is the parse's time divided by the session's, run by run: 1 would be as fast as parsing alone. It is given by the clock, which is what throughput means (other programs on the machine stretch it), and by processor time, the collector's threads included. The third figure times whole runs, so that nothing that a side leaves to the collector can hide outside of the clocks: both sides with the making of their events, less a run that only makes them. \"Mostly command statuses\" is a session that joins, then gets command statuses and data downloads, with a leave and a join every thousand frames: the usual one. \"Mostly joins and leaves\" is the worst case: nearly every frame begins or ends an exchange and changes the channel's state. \"The least that must be done\" is a third side of the same runs: it parses each payload, keeps the event, and has one entry in a Map for each ID, which it looks up when the ID comes again; it decodes, pairs, times and judges nothing. What it reaches says how far the goal is out of anything's reach that is written that way: where it misses the goal too, holding what was said costs more than the goal allows, before a session has done anything with it. The exponent is that of the session's processor time over the number of frames: 1 is linear.",
  needs: "nothing",
  charts: [
    {
      name: "share",
      title: "Throughput as a share of bare JSON.parse (higher is better)",
      kind: "lines",
      figures: mixes.flatMap(({ title }) => [
        `share of JSON.parse's throughput, ${title}`,
        `the least that must be done, ${title}`,
      ]),
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
          rounds: quick ? 3 : frames < 1e6 ? 15 : 5,
        });
        const size = series(samples, "frames")[0] ?? frames;
        const session = series(samples, "session");
        const sessionProcessor = series(samples, "sessionProcessor");
        const made = series(samples, "makeWhole");
        const beyondMaking = (name: string) =>
          series(samples, name).map((time, round) => time - (made[round] ?? Number.NaN));
        points.push({ size, cost: median(sessionProcessor) });
        figures.push(
          {
            name: `share of JSON.parse's throughput, ${title}`,
            size: frames,
            unit: "times",
            spread: spreadOf(ratios(series(samples, "parse"), session)),
            goal: frames >= 1e5 ? { atLeast: 0.5 } : null,
          },
          {
            name: `the same by processor time, ${title}`,
            size: frames,
            unit: "times",
            spread: spreadOf(ratios(series(samples, "parseProcessor"), sessionProcessor)),
            goal: null,
          },
          {
            name: `the same by whole runs, ${title}`,
            size: frames,
            unit: "times",
            spread: spreadOf(ratios(beyondMaking("parseWhole"), beyondMaking("sessionWhole"))),
            goal: null,
          },
          {
            name: `the least that must be done, ${title}`,
            size: frames,
            unit: "times",
            spread: spreadOf(ratios(series(samples, "parse"), series(samples, "least"))),
            goal: null,
          },
          {
            name: `the least that must be done, by whole runs, ${title}`,
            size: frames,
            unit: "times",
            spread: spreadOf(ratios(beyondMaking("parseWhole"), beyondMaking("leastWhole"))),
            goal: null,
          },
          {
            name: `session's time against the least that must be done, ${title}`,
            size: frames,
            unit: "times",
            spread: spreadOf(ratios(session, series(samples, "least"))),
            goal: null,
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
