// What follows runs inside the panel; each function stands alone there.

/**
 * The longest pause between two frames of the screen that is allowed while 20 MB are read, in milliseconds; on a quiet machine
 * they are about 30. Looking for the secrets of such a text, parsing it and writing it out where it is drawn takes 350 at the
 * least: five times what parsing and writing alone take this page here and now.
 */
export function longestPauseAllowed(): number {
  const items = Array.from({ length: 200_000 }, (_, number) => `item ${number} ${"x".repeat(80)}`);
  const text = JSON.stringify({ items });
  const start = performance.now();
  JSON.stringify(JSON.parse(text));
  return Math.max(300, 3 * (performance.now() - start));
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
