import { words } from "../text/message.ts";

/** A saved filter: a chip that switches on and off, and joins the typed query while on. */
export interface SavedFilter {
  readonly name: string;
  readonly query: string;
  readonly enabled: boolean;
  /** Came with the product; it can be switched, not removed. */
  readonly ready: boolean;
}

const names = words("ready", ["quiet", "problems", "failed", "frames", "slow"]);

export const readyFilters: readonly SavedFilter[] = [
  { name: names.quiet, query: "-is:heartbeat -is:pending-status" },
  { name: names.problems, query: "has:finding" },
  { name: names.failed, query: "status:rejected,timed-out,abandoned,failed,unanswered,>=400" },
  { name: names.frames, query: "is:frame" },
  { name: names.slow, query: "latency>1s" },
].map((filter) => ({ ...filter, enabled: false, ready: true }));
