import { join } from "node:path";
import { inTemporaryFolder } from "../captures/temporary-folder.ts";
import { writeCapture, writeHar } from "../captures/write-capture.ts";
import type { Benchmark, Figure } from "../framework/benchmark.ts";
import { frameCounts } from "../framework/frame-counts.ts";
import { growthFigures } from "../framework/growth-figures.ts";
import { inChild, series } from "../framework/in-child.ts";
import { median, ratios, spreadOf } from "../framework/spread.ts";
import { conversation } from "../traffic/conversation.ts";

const files = [
  { kind: "capture", title: "capture" },
  { kind: "har", title: "HAR" },
] as const;

/** From a file to a session that answers every question. */
export const openCapture: Benchmark = {
  name: "open-capture",
  title: "Opening a capture or a HAR",
  question: "How long does it take to open a saved file as a session, beside reading and parsing it?",
  method:
    "A conversation of mostly command statuses, as a capture file and as a HAR on disk (in the system's cache after the first read). One side reads the file in pieces, cuts it into lines and calls `JSON.parse` on each (a HAR: reads it whole and parses it at once), and drops the result. The other opens it with the product's reader into a session that keeps all events, until every conclusion is there; once without and once with the redactor learning the file's secrets on the way, as the panel and the reports do. All run in one process, in turn.",
  needs: "nothing",
  charts: [
    {
      name: "ratio",
      title: "Time to open, in times of reading and parsing alone (lower is better; the goal is 3)",
      kind: "lines",
      figures: files.flatMap(({ title }) => [`open a ${title}`, `open a ${title}, learning its secrets`]),
      sizes: "frames in the file",
      scale: "logarithmic",
    },
  ],
  async run({ quick, progress }) {
    const figures: Figure[] = [];
    await inTemporaryFolder(async (folder) => {
      for (const { kind, title } of files) {
        const points: { size: number; cost: number }[] = [];
        for (const frames of frameCounts(quick)) {
          progress(`${title}, ${frames} frames`);
          const path = join(folder, `${frames}.${kind}`);
          const written = writeFile(kind, path, frames);
          const samples = await inChild("open-capture", {
            kind,
            path,
            frames: written,
            rounds: quick ? 3 : frames < 1e6 ? 9 : 3,
          });
          const parse = series(samples, "parse");
          points.push({ size: frames, cost: median(series(samples, "redacting")) });
          const figure = (name: string, side: string): Figure => ({
            name,
            size: frames,
            unit: "times",
            spread: spreadOf(ratios(series(samples, side), parse)),
            goal: frames >= 1e5 ? { atMost: 3 } : null,
          });
          figures.push(
            figure(`open a ${title}`, "session"),
            figure(`open a ${title}, learning its secrets`, "redacting"),
          );
        }
        figures.push(...growthFigures(`the time to open a ${title}`, points));
      }
    });
    return figures;
  },
};

function writeFile(kind: "capture" | "har", path: string, frames: number): number {
  if (kind === "capture") return writeCapture(path, conversation(frames));
  let written = 0;
  const counted = function* () {
    for (const event of conversation(frames)) {
      if (event.type === "frame") written++;
      yield event;
    }
  };
  writeHar(path, counted());
  return written;
}
