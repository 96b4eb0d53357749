import { describe, expect, it } from "vitest";
import { maximumScrollHeight, ScrollWindow } from "../../../../panel/grid/scroll-window.ts";

describe("the scroll window", () => {
  it("is the plain thing while the browser can hold the height", () => {
    const scroll = new ScrollWindow();
    scroll.resize(10_000, 500);
    expect(scroll.scrollHeight).toBe(10_000);
    expect(scroll.scrolled(1234)).toBe(false);
    expect(scroll.top).toBe(1234);
  });

  it("moves row by row with a wheel, and in proportion with the thumb, beyond that height", () => {
    const scroll = new ScrollWindow();
    const content = 21_000_000;
    scroll.resize(content, 500);
    expect(scroll.scrollHeight).toBe(maximumScrollHeight);
    scroll.scrolled(100);
    expect(scroll.top).toBe(100);
    scroll.scrolled(maximumScrollHeight / 2);
    expect(Math.abs(scroll.top - content / 2)).toBeLessThan(1000);
    const before = scroll.top;
    scroll.scrolled(scroll.scrollTop - 63);
    expect(scroll.top).toBe(before - 63);
  });

  it("reaches both ends exactly, from anywhere", () => {
    const scroll = new ScrollWindow();
    scroll.resize(21_000_000, 500);
    scroll.moveTo(Number.POSITIVE_INFINITY);
    expect(scroll.top).toBe(20_999_500);
    expect(scroll.scrollTop).toBe(maximumScrollHeight - 500);
    scroll.scrolled(0);
    expect(scroll.top).toBe(0);
  });

  it("keeps its place when content grows, and comes back when it shrinks", () => {
    const scroll = new ScrollWindow();
    scroll.resize(5000, 500);
    scroll.moveTo(2000);
    scroll.resize(50_000_000, 500);
    expect(scroll.top).toBe(2000);
    scroll.resize(600, 500);
    expect(scroll.top).toBe(100);
  });

  it("puts the bar at rest where the place is", () => {
    const scroll = new ScrollWindow();
    scroll.resize(21_000_000, 500);
    scroll.moveTo(10_000_000);
    for (let notch = 0; notch < 100; notch++) scroll.scrolled(scroll.scrollTop + 300);
    expect(scroll.top).toBe(10_030_000);
    scroll.settle();
    const there = scroll.scrollTop;
    scroll.moveTo(scroll.top);
    expect(scroll.scrollTop).toBe(there);
  });
});
