import { expect, it } from "vitest";
import type { Severity } from "../../../../src/core/model.ts";
import { privicoreMatchers, recordPrivicore } from "../../../../src/io/playwright/index.ts";
import { FakePage } from "./fake-page.ts";

it("a severity that there is not is an error of the test's, and lets nothing pass", async () => {
  const recording = await recordPrivicore(new FakePage());
  // As a test in JavaScript may say it.
  for (const failOn of JSON.parse('["warnings", "never", "toString"]') satisfies Severity[])
    await expect(privicoreMatchers.toHaveNoPrivicoreProblems(recording, { failOn }), failOn).rejects.toThrow(
      new TypeError(`expected failOn to be "error", "warning" or "info", got ${JSON.stringify(failOn)}`),
    );
});

it("each severity that there is passes where nothing was found", async () => {
  const recording = await recordPrivicore(new FakePage());
  const all: readonly Severity[] = ["error", "warning", "info"];
  for (const failOn of all)
    expect((await privicoreMatchers.toHaveNoPrivicoreProblems(recording, { failOn })).pass).toBe(true);
});
