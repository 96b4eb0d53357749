/**
 * Between two frames of the screen, in milliseconds: about 20 on a quiet machine. Hiding the secrets of 20 MB, parsing them and
 * writing them out where they are drawn takes 350 at the least.
 */
export const longestPauseAllowed = 200;

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
