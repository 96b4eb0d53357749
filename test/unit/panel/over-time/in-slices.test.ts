import { describe, expect, it } from "vitest";
import { stepsInSlices } from "../../../../panel/sessions/in-slices.ts";
import { HarWriter } from "../../../../src/io/har/write-har.ts";
import { scripts } from "../../../panel/page/scripts.ts";

const uncancelled = { progress: () => undefined, signal: new AbortController().signal };

/** Counts for so many milliseconds. */
function* busy(milliseconds: number): Generator<number, string, undefined> {
  const until = performance.now() + milliseconds;
  for (let step = 0; performance.now() < until; step++) yield step;
  return "done";
}

describe("steps in slices", () => {
  it("let the page have its turn", async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    expect(await stepsInSlices(busy(120), uncancelled)).toBe("done");
    clearInterval(timer);
    expect(turns).toBeGreaterThan(3);
  });

  it("stop when they are cancelled", async () => {
    const cancelling = new AbortController();
    setTimeout(() => cancelling.abort(new Error("cancelled")), 20);
    const started = performance.now();
    await expect(stepsInSlices(busy(20_000), { ...uncancelled, signal: cancelling.signal })).rejects.toThrow(
      "cancelled",
    );
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it("end a HAR as it is ended at once", async () => {
    const events = scripts["session"]?.(1_790_000_000_000) ?? [];
    const written = async (end: (writer: HarWriter) => unknown) => {
      const pieces: string[] = [];
      const writer = new HarWriter((piece) => pieces.push(piece), { version: "0.0.0" });
      for (const event of events) writer.event(event);
      await end(writer);
      return pieces.join("");
    };
    const inSteps = await written((writer) => stepsInSlices(writer.ending(), uncancelled));
    expect(inSteps).toBe(await written((writer) => writer.end()));
    expect(inSteps.match(/"type":"receive"/g)?.length).toBeGreaterThan(10);
  });
});
