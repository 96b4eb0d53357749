import type { Benchmark, Figure } from "../framework/benchmark.ts";
import { frameCounts } from "../framework/frame-counts.ts";
import type { GrowthPoint } from "../framework/growth-exponent.ts";
import { growthFigures } from "../framework/growth-figures.ts";
import { inChild, series } from "../framework/in-child.ts";
import { spreadOf } from "../framework/spread.ts";

const questions = [
  { name: "channel", title: "the channel's state at a moment, in a session" },
  { name: "interval", title: "the channel's state at a moment, in a history of so many intervals" },
  { name: "position", title: "the frame at a moment" },
  { name: "outcome", title: "an exchange's outcome at a moment" },
] as const;

/** State at a past moment: a look-up, not a replay. */
export const stateLookup: Benchmark = {
  name: "state-lookup",
  title: "State at a moment",
  question: "How long does it take to say what the state was at any past moment?",
  method:
    "A session of mostly joins and leaves, so that its channel's history is about as long as the session, and a bare history of as many intervals as there are frames. 100,000 look-ups at moments spread over the whole time, in an order that jumps about; the time of all divided by their number. The exponents are those of a look-up's time over the size: a replay would be 1, a search by halves is near 0, and what the processor's caches no longer hold is in it.",
  needs: "nothing",
  charts: [
    {
      name: "time",
      title: "Microseconds for a look-up (lower is better; the goal is 10)",
      kind: "lines",
      figures: questions.map(({ title }) => title),
      sizes: "frames in the session, or intervals in the history",
    },
  ],
  async run({ quick, progress }) {
    const figures: Figure[] = [];
    const points = new Map<string, GrowthPoint[]>(questions.map(({ name }) => [name, []]));
    for (const size of frameCounts(quick)) {
      progress(`${size} frames`);
      const samples = await inChild("state-lookup", { size, rounds: quick ? 3 : 9 });
      for (const { name, title } of questions) {
        const spread = spreadOf(series(samples, name));
        points.get(name)?.push({ size, cost: spread.median });
        figures.push({ name: title, size, unit: "µs", spread, goal: { atMost: 10 } });
      }
    }
    for (const { name, title } of questions)
      figures.push(...growthFigures(`looking up ${title}`, points.get(name) ?? []));
    return figures;
  },
};
