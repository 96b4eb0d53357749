import type { EventIndex } from "../../src/core/model.ts";
import type { Comparison } from "./filter-query.ts";

/** Whether an event of the session's log is to be shown. */
export type EventPredicate = (index: EventIndex) => boolean;

/** A comparison with a limit; equal is what rounds to the same whole number. */
export function compareWith(comparison: Comparison, limit: number): (value: number) => boolean {
  switch (comparison) {
    case ">":
      return (value) => value > limit;
    case ">=":
      return (value) => value >= limit;
    case "<":
      return (value) => value < limit;
    case "<=":
      return (value) => value <= limit;
    case "=":
      return (value) => Math.round(value) === Math.round(limit);
  }
}
