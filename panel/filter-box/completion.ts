import { signal } from "@preact/signals";
import type { completeQuery } from "./complete-query.ts";

const complete = signal<typeof completeQuery | null>(null);

/** What completes the filter; null until its code has been fetched, which happens once the panel stands. */
export const completion = {
  /** Read where it is drawn: it is drawn again once it has come. */
  get complete(): typeof completeQuery | null {
    return complete.value;
  },
  fetch(): void {
    if (complete.peek() !== null) return;
    import("./complete-query.ts").then(
      (module) => {
        complete.value = module.completeQuery;
      },
      // Without it the filter still filters, and it is asked for again when somebody types.
      (error: unknown) => console.warn("The filter's completion could not be loaded:", error),
    );
  },
};
