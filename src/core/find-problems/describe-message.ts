import type { FrameMeaning } from "../../protocol/meaning.ts";

/** A channel message as the subject of a sentence: `A command status for 2ca9…`. */
export function describeMessage(meaning: FrameMeaning): string {
  switch (meaning.kind) {
    case "command-status":
      return `A command status for ${meaning.id ?? "a command without an ID"}`;
    case "data-download":
      return `A data download for ${meaning.id ?? "a request without an ID"}`;
    case "stream-ready":
      return `STREAM-READY for ${meaning.id ?? "a request without an ID"}`;
    case "unknown-message":
      return `A ${meaning.type ?? "nameless"} message`;
    default:
      return "A message";
  }
}
