import { describe, expect, it } from "vitest";
import { createFrameClock, type FrameClock } from "../../../../panel/store/frame-clock.ts";
import { FakePage } from "./fake-page.ts";

/** A clock with two jobs, and what they did in which task of the page. */
function watchedClock(page: FakePage, first: (clock: FrameClock) => void = () => undefined) {
  const done: string[] = [];
  let task = 0;
  const setTimeout = page.setTimeout;
  page.setTimeout = (run, delay) =>
    setTimeout(() => {
      task++;
      run();
    }, delay);
  const clock: FrameClock = createFrameClock(
    [
      () => {
        done.push(`take in, task ${task}`);
        first(clock);
      },
      () => void done.push(`draw, task ${task}`),
    ],
    page as unknown as Window,
  );
  return { clock, done };
}

describe("the frame clock", () => {
  it("does each job once, in a task of its own", () => {
    const page = new FakePage();
    const { clock, done } = watchedClock(page);
    clock.request();
    clock.request();
    page.pass(200);
    expect(done).toEqual(["take in, task 1", "draw, task 2"]);
  });

  it("begins anew after the last job where it was asked to meanwhile", () => {
    const page = new FakePage();
    let again = 2;
    const { clock, done } = watchedClock(page, (clock) => {
      if (again-- > 0) clock.request();
    });
    clock.request();
    page.pass(400);
    expect(done).toEqual([
      "take in, task 1",
      "draw, task 2",
      "take in, task 3",
      "draw, task 4",
      "take in, task 5",
      "draw, task 6",
    ]);
  });

  it("tells its jobs whether a frame was painted, or the window gets none", () => {
    const page = new FakePage();
    const told: string[] = [];
    const clock = createFrameClock(
      [(seen) => void told.push(`take in, ${seen}`), (seen) => void told.push(`draw, ${seen}`)],
      page as unknown as Window,
    );
    clock.request();
    page.pass(200);
    clock.request();
    page.pass(200, false);
    expect(told).toEqual(["take in, true", "draw, true", "take in, false", "draw, false"]);
  });

  it("runs on a timer where the page gets no frames", () => {
    const page = new FakePage();
    const { clock, done } = watchedClock(page);
    clock.request();
    page.pass(100, false);
    expect(done).toEqual([]);
    page.pass(100, false);
    expect(done).toHaveLength(2);
  });

  it("does nothing after it was stopped, in the middle of its jobs either", () => {
    const page = new FakePage();
    const { clock, done } = watchedClock(page, (clock) => clock.stop());
    clock.request();
    page.pass(400);
    expect(done).toEqual(["take in, task 1"]);
  });
});
