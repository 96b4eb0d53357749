import type { Batch } from "../../../../src/contract/page-wire.ts";

/** A batch as the hook sends it: JSON. */
export const batchOf = (first: number, events: readonly unknown[], more: Partial<Batch> = {}): string =>
  JSON.stringify({
    first,
    dropped: [0, 0],
    total: [first + events.length - 1, 0],
    failed: 0,
    workers: [0, 0],
    pending: false,
    facts: [],
    events,
    ...more,
  });

export const created = (connection = 1, time = 1): unknown => [
  "created",
  time,
  connection,
  "wss://proxy.test/",
  ["a"],
];
export const opened = (connection = 1, time = 2): unknown => ["opened", time, connection, "a", ""];
export const text = (payload: string, connection = 1, time = 3): unknown => [
  "received",
  time,
  connection,
  "text",
  payload,
  null,
  0,
];
