/** Time as the simulator needs it. Tests hand in one that they move by hand. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** Runs something once, after this many milliseconds. The result takes it back. */
  after(milliseconds: number, run: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds);
    // What is still to be said must not keep a closed simulator's process alive.
    timer.unref();
    return () => clearTimeout(timer);
  },
};
