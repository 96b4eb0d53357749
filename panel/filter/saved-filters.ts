/** A saved filter: a chip that switches on and off, and joins the typed query while on. */
export interface SavedFilter {
  readonly name: string;
  readonly query: string;
  readonly enabled: boolean;
  /** Came with the product; it can be switched, not removed. */
  readonly ready: boolean;
}

export const readyFilters: readonly SavedFilter[] = [
  { name: "Hide heartbeats and pending statuses", query: "-is:heartbeat -is:pending-status" },
  { name: "Problems only", query: "has:finding" },
  { name: "Failed or refused", query: "status:rejected,timed-out,abandoned,failed,unanswered,>=400" },
  { name: "Frames only", query: "is:frame" },
  { name: "Slow (over 1 s)", query: "latency>1s" },
].map((filter) => ({ ...filter, enabled: false, ready: true }));
