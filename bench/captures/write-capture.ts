import { closeSync, openSync, writeSync } from "node:fs";
import type { CaptureEvent } from "../../src/contract/capture-event.ts";
import { captureFile, captureHeader } from "../../src/io/capture-file/write-capture-file.ts";
import { HarWriter } from "../../src/io/har/write-har.ts";

/** Writes events as a capture file, until they end or the file has `maxBytes`. Returns how many frames went in. */
export function writeCapture(
  path: string,
  events: Iterable<CaptureEvent>,
  maxBytes = Number.POSITIVE_INFINITY,
): number {
  let frames = 0;
  let full = false;
  const counted = function* () {
    for (const event of events) {
      if (full) return;
      if (event.type === "frame") frames++;
      yield event;
    }
  };
  const file = openSync(path, "w");
  try {
    let bytes = 0;
    const header = captureHeader({ createdAt: "2026-11-20T10:00:00.000Z", redacted: false });
    for (const piece of captureFile(header, counted())) {
      bytes += writeSync(file, piece);
      full = bytes >= maxBytes;
    }
  } finally {
    closeSync(file);
  }
  return frames;
}

/** Writes events as a HAR. */
export function writeHar(path: string, events: Iterable<CaptureEvent>): void {
  const file = openSync(path, "w");
  try {
    let piece = "";
    const writer = new HarWriter(
      (text) => {
        piece += text;
        if (piece.length < 1 << 20) return;
        writeSync(file, piece);
        piece = "";
      },
      { version: "0.0.0" },
    );
    for (const event of events) writer.event(event);
    writer.end();
    writeSync(file, piece);
  } finally {
    closeSync(file);
  }
}
