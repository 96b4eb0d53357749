import { createSession } from "../../src/core/create-session.ts";
import type { SessionOptions } from "../../src/core/model.ts";
import { readEvents } from "../../src/io/read-events.ts";
import type { InputProblem } from "../../src/io/read-outcome.ts";

import { createSecretMask } from "../secrets/secret-mask.ts";
import { fileSource } from "./file-source.ts";
import { pageTurn, restInSlices } from "./in-slices.ts";
import type { JobControl } from "./jobs.ts";
import { fileTab, type SessionTab } from "./session-tab.ts";

/**
 * Bytes read at once: so many are parsed and judged well within a blink. With pieces of a quarter of that the browser's own
 * clean-up after a collection of garbage held the page up for 66 ms, while a gigabyte was read.
 */
const chunkBytes = 256 << 10;

/**
 * Reads a capture file or HAR into a session of its own, judged up to its last event. Returns what is wrong where it cannot be
 * used; rejects where it was cancelled, or where the file itself cannot be read.
 */
export async function readSession(
  file: File,
  options: SessionOptions,
  { progress, signal }: JobControl,
): Promise<SessionTab | InputProblem> {
  let session = createSession(options);
  let mask = createSecretMask();
  const outcome = await readEvents(
    fileSource(file),
    {
      event(event) {
        session.append(event);
        mask.learn(event);
      },
      restart() {
        session = createSession(options);
        mask = createSecretMask();
      },
    },
    {
      signal,
      chunkBytes,
      rest: restInSlices(),
      // What is read is held by the session anyway, so nothing is saved by reading it twice.
      sortMemoryBytes: Number.POSITIVE_INFINITY,
      // The later passes read what the first has shown to be there.
      onProgress: ({ bytes, totalBytes, pass }) =>
        progress((bytes / Math.max(1, totalBytes)) * (pass === 1 ? 0.98 : 1)),
    },
  );
  if (!outcome.usable) return outcome.problem;
  if (session.end !== null) session.advance(session.end);
  // To show it is much at once: a task of its own.
  await pageTurn();
  signal.throwIfAborted();
  return fileTab(file.name, session, mask, outcome.summary);
}
