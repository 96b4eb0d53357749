/** Puts the few events that come from beside a HAR's entries between the many that come from them. */
import type { CaptureEvent } from "../../contract/capture-event.ts";

/** Events in time order, taken from the front. */
export class Queue {
  private at = 0;
  private readonly events: readonly CaptureEvent[];

  constructor(events: readonly CaptureEvent[]) {
    this.events = events.toSorted((one, other) => one.time - other.time);
  }

  get first(): CaptureEvent | undefined {
    return this.events[this.at];
  }

  drop(): void {
    this.at++;
  }
}

/** Gives what begins up to `time` and what else is before it, by time. */
export function giveUntil(
  before: Queue,
  after: Queue,
  time: number,
  give: (event: CaptureEvent) => void,
): void {
  for (;;) {
    const begins = before.first;
    const ends = after.first;
    if (
      begins !== undefined &&
      begins.time <= time &&
      begins.time <= (ends?.time ?? Number.POSITIVE_INFINITY)
    ) {
      give(begins);
      before.drop();
    } else if (ends !== undefined && (ends.time < time || time === Number.POSITIVE_INFINITY)) {
      give(ends);
      after.drop();
    } else return;
  }
}

/** Whether an event comes before others of the same time. */
export function isBeginning(event: CaptureEvent): boolean {
  return (
    event.type === "document" || event.type === "connection-created" || event.type === "connection-opened"
  );
}
