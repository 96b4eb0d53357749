import type { TrafficMix } from "./conversation.ts";

/** The mixes that the engine is measured with, and what they are called. */
export const mixes: readonly { readonly mix: TrafficMix; readonly title: string }[] = [
  { mix: "statuses", title: "mostly command statuses" },
  { mix: "exchanges", title: "mostly joins and leaves" },
];
