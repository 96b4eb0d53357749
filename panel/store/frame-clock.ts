/** Runs a job once a frame while asked to. */
export interface FrameClock {
  /** Asks for one run at the next frame; asking again before it runs changes nothing. */
  request(): void;
  stop(): void;
}

/** How long a frame is waited for, in milliseconds, before a timer does its work: a hidden page gets no frames. */
const patience = 120;

/**
 * A clock on the window's animation frames, with a timer for when there are none. The job runs right after the frame has been
 * painted, so that it never stands between a keystroke and what the person sees of it.
 */
export function createFrameClock(job: () => void, page: Window): FrameClock {
  let frame = 0;
  let timer = 0;
  let requested = false;
  const run = () => {
    page.cancelAnimationFrame(frame);
    page.clearTimeout(timer);
    requested = false;
    job();
  };
  return {
    request() {
      if (requested) return;
      requested = true;
      frame = page.requestAnimationFrame(() => {
        page.clearTimeout(timer);
        timer = page.setTimeout(run, 0);
      });
      timer = page.setTimeout(run, patience);
    },
    stop() {
      requested = false;
      page.cancelAnimationFrame(frame);
      page.clearTimeout(timer);
    },
  };
}
