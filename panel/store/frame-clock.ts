/** What a clock does; `seen`: after a frame of the screen, and not because there are none. */
type Job = (seen: boolean) => void;

/** Does its jobs once a frame while asked to. */
export interface FrameClock {
  /** Asks for one run at the next frame; asking again before it begins changes nothing. */
  request(): void;
  stop(): void;
}

/** How long a frame is waited for, in milliseconds, before a timer does its work: a hidden page gets no frames. */
const patience = 120;

/**
 * A clock on the window's animation frames, with a timer for when there are none. The jobs run right after the frame has been
 * painted, so that they never stand between a keystroke and what the person sees of it: in their order, each as a task of its
 * own, so that what a person does meanwhile is answered in between.
 */
export function createFrameClock(jobs: readonly Job[], page: Window): FrameClock {
  let frame = 0;
  let timer = 0;
  let requested = false;
  /** Jobs of this run that are still to be done; a run that was asked for meanwhile is waited for with the last of them. */
  let left: readonly Job[] = [];
  const next = (seen: boolean) => {
    const [job, ...others] = left;
    left = others;
    if (others.length > 0) timer = page.setTimeout(() => next(seen), 0);
    else if (requested) wait();
    job?.(seen);
  };
  const begin = (seen: boolean) => {
    page.cancelAnimationFrame(frame);
    page.clearTimeout(timer);
    requested = false;
    left = jobs;
    next(seen);
  };
  const wait = () => {
    frame = page.requestAnimationFrame(() => {
      page.clearTimeout(timer);
      timer = page.setTimeout(() => begin(true), 0);
    });
    timer = page.setTimeout(() => begin(false), patience);
  };
  return {
    request() {
      if (requested) return;
      requested = true;
      if (left.length === 0) wait();
    },
    stop() {
      requested = false;
      left = [];
      page.cancelAnimationFrame(frame);
      page.clearTimeout(timer);
    },
  };
}
