import type { CaptureEvent } from "../../../src/contract/capture-event.ts";
import { readEvents } from "../../../src/io/read-events.ts";
import type { ReadOptions, ReadOutcome, ReadSummary } from "../../../src/io/read-outcome.ts";
import { type ByteSource, textSource } from "../../../src/io/source/byte-source.ts";

/** Everything that reading an input gives. */
export interface Collected {
  readonly events: readonly CaptureEvent[];
  readonly restarts: number;
  readonly outcome: ReadOutcome;
}

/** Reads an input to its end. */
export async function collect(input: string | ByteSource, options: ReadOptions = {}): Promise<Collected> {
  let events: CaptureEvent[] = [];
  let restarts = 0;
  const outcome = await readEvents(
    typeof input === "string" ? textSource(input) : input,
    {
      event: (event) => void events.push(event),
      restart: () => {
        restarts++;
        events = [];
      },
    },
    options,
  );
  return { events, restarts, outcome };
}

/** The summary of an outcome that must be usable. */
export function usable(outcome: ReadOutcome): ReadSummary {
  if (outcome.usable) return outcome.summary;
  throw new Error(`Expected a usable input, got ${outcome.problem.place}: ${outcome.problem.message}`);
}

/** The problem of an outcome that must not be usable, as one line. */
export function refusal(outcome: ReadOutcome): string {
  if (!outcome.usable) return `${outcome.problem.place}: ${outcome.problem.message}`;
  throw new Error("Expected an unusable input, got a summary");
}
