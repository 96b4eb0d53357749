import { describe, expect, it } from "vitest";
import { stepsInSlices } from "../../../../panel/sessions/in-slices.ts";
import { HarWriter } from "../../../../src/io/har/write-har.ts";
import { scripts } from "../../../panel/page/scripts.ts";

const uncancelled = { progress: () => undefined, signal: new AbortController().signal };

/** Counts until it has been done, and for no longer than 20 s. */
function* countUntil(done: () => boolean): Generator<number, string, undefined> {
  const patience = performance.now() + 20_000;
  for (let step = 0; !done(); step++) {
    if (performance.now() > patience) return "out of patience";
    yield step;
  }
  return "done";
}

describe("steps in slices", () => {
  it("let the page have its turn", async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    expect(
      await stepsInSlices(
        countUntil(() => turns === 3),
        uncancelled,
      ),
    ).toBe("done");
    clearInterval(timer);
  });

  it("stop when they are cancelled", async () => {
    const cancelling = new AbortController();
    setTimeout(() => cancelling.abort(new Error("cancelled")), 20);
    const cancelled = stepsInSlices(
      countUntil(() => false),
      { ...uncancelled, signal: cancelling.signal },
    );
    await expect(cancelled).rejects.toThrow("cancelled");
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
