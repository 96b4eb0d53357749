import type { EpochMilliseconds } from "../../contract/brands.ts";
import type { CaptureEvent } from "../../contract/capture-event.ts";

/** What the recorders of a page share: where events go, the clock, and work that is still under way. */
export interface PageLog {
  append(event: CaptureEvent): void;
  now(): EpochMilliseconds;
  /** Work that a report must wait for. It must not reject. */
  await(work: Promise<void>): void;
  /** Whether recording has ended. */
  readonly stopped: boolean;
}
