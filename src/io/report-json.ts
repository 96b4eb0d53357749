import type { ReportParts } from "./report.ts";

/** How many items of a list go into one piece: a larger one would be a large object to the collector, which lets those lie for long. */
const pieceItems = 200;

/**
 * A report's JSON with its line end, in pieces: that of a large capture is longer than a string can be. Lists are walked over
 * once, and no more than a piece of them is held.
 */
export function* reportJson(report: ReportParts): Generator<string, void, undefined> {
  let separator = "{";
  for (const [name, value] of Object.entries(report)) {
    yield `${separator}${JSON.stringify(name)}:`;
    separator = ",";
    if (!isList(value)) {
      yield JSON.stringify(value);
      continue;
    }
    yield "[";
    let comma = "";
    let items: unknown[] = [];
    for (const item of value) {
      if (items.push(item) < pieceItems) continue;
      yield comma + JSON.stringify(items).slice(1, -1);
      comma = ",";
      items = [];
    }
    if (items.length > 0) yield comma + JSON.stringify(items).slice(1, -1);
    yield "]";
  }
  yield "}\n";
}

function isList(value: unknown): value is Iterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.iterator in value;
}
