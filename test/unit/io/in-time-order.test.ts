import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { epochMilliseconds } from "../../../src/contract/brands.ts";
import type { CaptureEvent } from "../../../src/contract/capture-event.ts";
import { orderOf, ReorderWindow, TimeSorter } from "../../../src/io/in-time-order.ts";
import { textSource } from "../../../src/io/source/byte-source.ts";

const gap = (time: number): CaptureEvent => ({ type: "gap", time: epochMilliseconds(time), reason: "" });

describe("the order of times", () => {
  it("is that of a stable sort, whatever the runs", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 300 }), async (times) => {
        const expected = times.map((_, index) => index).sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0));
        expect([...(await orderOf(Float64Array.from(times)))]).toEqual(expected);
      }),
    );
  });

  it("is that of their ranks on ties, and that of a stable sort beyond", async () => {
    const ranked = fc.record({ time: fc.integer({ min: 0, max: 9 }), rank: fc.integer({ min: 0, max: 4 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(ranked, { maxLength: 300 }), async (values) => {
        const expected = values
          .map(({ time, rank }, index) => ({ index, key: time * 10 + rank }))
          .toSorted((one, other) => one.key - other.key);
        const times = Float64Array.from(values, ({ time }) => time);
        const ranks = Uint32Array.from(values, ({ rank }) => rank);
        expect([...(await orderOf(times, {}, ranks))]).toEqual(expected.map(({ index }) => index));
      }),
    );
  });

  it("lets other things happen in between, and stops when it is cancelled", async () => {
    const cancelling = new AbortController();
    let rests = 0;
    const rest = () => {
      if (++rests === 3) cancelling.abort(new Error("cancelled"));
      return Promise.resolve();
    };
    const falling = Float64Array.from({ length: 400_000 }, (_, index) => (index % 2) * 1e6 + index);
    await expect(orderOf(falling, { rest, signal: cancelling.signal })).rejects.toThrow("cancelled");
    expect(rests).toBe(3);
  });
});

it("gives what a sorter holds with rests in between", async () => {
  const sorter = new TimeSorter<CaptureEvent>(Number.POSITIVE_INFINITY);
  const count = 5000;
  for (let number = 0; number < count; number++)
    sorter.add(count - number, gap(count - number), { offset: 0, bytes: 1 });
  let rests = 0;
  const seen: number[] = [];
  await sorter.inOrder(
    textSource(""),
    () => gap(0),
    (event) => seen.push(event.time),
    {
      rest: () => {
        rests++;
        return null;
      },
    },
  );
  expect(seen).toEqual(Array.from({ length: count }, (_, index) => index + 1));
  expect(rests).toBeGreaterThan(15);
});

it("ends a window with rests in between, and never gives more than an eighth of it in one go", async () => {
  const given: number[] = [];
  const window = new ReorderWindow((event) => given.push(event.time), 800);
  let most = 0;
  for (let time = 0; time < 5000; time++) {
    const before = given.length;
    window.take(gap(time), 10);
    most = Math.max(most, given.length - before);
  }
  expect(most).toBeLessThanOrEqual(101);
  let rests = 0;
  await window.end({
    rest: () => {
      rests++;
      return Promise.resolve();
    },
  });
  expect(rests).toBeGreaterThan(1);
  expect(given).toEqual(Array.from({ length: 5000 }, (_, time) => time));
});
