import type { ReadProgress } from "../io/read-outcome.ts";
import type { Surroundings } from "./surroundings.ts";

/** Smaller inputs are read before a person could read a line about it. In bytes. */
const worthShowing = 20 << 20;
/** Milliseconds between two updates. */
const interval = 100;

/** A line on stderr that says how far reading has come: for large inputs, on a terminal only. */
export function progressLine({ stderr, now }: Surroundings): {
  readonly onProgress: (progress: ReadProgress) => void;
  readonly end: () => void;
} {
  let last = 0;
  let shown = false;
  return {
    onProgress: ({ bytes, totalBytes, pass }) => {
      if (stderr.isTTY !== true || totalBytes < worthShowing || now() - last < interval) return;
      last = now();
      shown = true;
      const percent = Math.floor((100 * bytes) / totalBytes);
      stderr.write(`\r\u001b[KReading ${percent} %${pass > 1 ? " (out of order: sorting)" : ""}`);
    },
    end: () => {
      if (shown) stderr.write("\r\u001b[K");
      shown = false;
    },
  };
}
