// What follows runs inside the panel; each function stands alone there.

/**
 * The longest pause between two frames of the screen that is allowed while 20 MB are read, in milliseconds: three times what
 * parsing such a text and writing it out takes this page here and now. Looking for its secrets and laying it out as a tree where
 * it is drawn takes five times that.
 */
export function longestPauseAllowed(): number {
  const items = Array.from({ length: 200_000 }, (_, number) => `item ${number} ${"x".repeat(80)}`);
  const text = JSON.stringify({ items });
  const start = performance.now();
  JSON.stringify(JSON.parse(text));
  return 3 * (performance.now() - start);
}

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
