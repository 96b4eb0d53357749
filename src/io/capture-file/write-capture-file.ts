import type { CaptureEvent } from "../../contract/capture-event.ts";
import { type CaptureHeader, captureFormatVersion } from "./header.ts";

/** The header of a capture that is written now. `createdAt` is ISO 8601. */
export function captureHeader(options: {
  readonly createdAt: string;
  readonly redacted: boolean;
}): CaptureHeader {
  return {
    format: "privicore-capture",
    version: captureFormatVersion,
    createdAt: options.createdAt,
    redacted: options.redacted,
  };
}

/** The header's line, with its line end. */
export function headerLine(header: CaptureHeader): string {
  return `${JSON.stringify(header)}\n`;
}

/**
 * An event's line, with its line end. What this version did not recognise goes out as it came in; what is nested too deep
 * to be written leaves a gap that says so.
 */
export function eventLine(event: CaptureEvent): string {
  try {
    return `${JSON.stringify(event.type === "unrecognised" ? event.original : event)}\n`;
  } catch (error) {
    // JSON.parse takes any depth, JSON.stringify does not.
    if (!(error instanceof RangeError)) throw error;
    return `${JSON.stringify(unwritable(event))}\n`;
  }
}

/** What stands for an event that cannot be written. */
export function unwritable(event: CaptureEvent): CaptureEvent {
  return { type: "gap", time: event.time, reason: "an event nested too deep to be written" };
}

/** A whole capture file, in pieces of about 64 KiB, so that no large file becomes one string. */
export function* captureFile(
  header: CaptureHeader,
  events: Iterable<CaptureEvent>,
): Generator<string, void, undefined> {
  let piece = headerLine(header);
  for (const event of events) {
    piece += eventLine(event);
    if (piece.length < 1 << 16) continue;
    yield piece;
    piece = "";
  }
  yield piece;
}
