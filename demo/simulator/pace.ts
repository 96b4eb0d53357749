/** How long the stand-in takes, in milliseconds. */
export interface Pace {
  /** Until an action is answered. */
  readonly answer: number;
  /** Between a 202 and the command's `pending`. */
  readonly pending: number;
  /** Between a 202 and the command's outcome, or the first data message. */
  readonly outcome: number;
  /** Between the messages of one data request. */
  readonly step: number;
  /** What the fault `slow` adds: enough to be called slow, not enough to time out. */
  readonly slow: number;
  /** Between heartbeats on a joined connection; 0 for none. */
  readonly heartbeat: number;
  /** How long messages wait for a join before they are forgotten. */
  readonly buffered: number;
}

export const defaultPace: Pace = {
  answer: 14,
  pending: 60,
  outcome: 260,
  step: 120,
  slow: 2_600,
  heartbeat: 15_000,
  buffered: 5_000,
};
