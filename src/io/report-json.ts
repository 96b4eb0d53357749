import type { Report } from "./report.ts";

/** How many items of an array go into one piece. */
const pieceItems = 1000;

/** A report's JSON with its line end, in pieces: that of a large capture is longer than a string can be. */
export function* reportJson(report: Report): Generator<string, void, undefined> {
  let separator = "{";
  for (const [name, value] of Object.entries(report)) {
    yield `${separator}${JSON.stringify(name)}:`;
    separator = ",";
    if (!Array.isArray(value)) {
      yield JSON.stringify(value);
      continue;
    }
    yield "[";
    for (let begin = 0; begin < value.length; begin += pieceItems)
      yield (begin === 0 ? "" : ",") + JSON.stringify(value.slice(begin, begin + pieceItems)).slice(1, -1);
    yield "]";
  }
  yield "}\n";
}
