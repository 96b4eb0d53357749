/**
 * Between two frames of the screen, in milliseconds, on a machine that others use too. Parsed where it is drawn, 20 MB took
 * over a second.
 */
export const longestPauseAllowed = 400;

// What follows runs inside the panel; each function stands alone there.

/** Begins to write down the longest time between two frames of the screen. */
export function watchPauses(): void {
  let last = performance.now();
  const pauses = { longest: 0 };
  Object.assign(window, { pauses });
  const look = () => {
    const now = performance.now();
    pauses.longest = Math.max(pauses.longest, now - last);
    last = now;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** The longest so far, in milliseconds. */
export function longestPause(): number {
  const { pauses } = window as unknown as { readonly pauses: { readonly longest: number } };
  return pauses.longest;
}
