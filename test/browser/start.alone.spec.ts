import { expect, it } from "vitest";
import { browsersUnderTest } from "./drivers/launch.ts";
import { expectPlayed, npmStart } from "./started-demo.ts";

/** The README's first command, which builds anew: the specs beside it would miss dist/ meanwhile. All else: start.spec.ts. */
it("npm start builds, plays the demo, leaves a picture and a report, and ends", async () => {
  const browser = browsersUnderTest[0] ?? "chromium";
  const demo = npmStart("--browser", browser);
  await expectPlayed(demo, browser);
  expect(demo.output()).toContain("Built dist/chromium, dist/firefox and dist/node.");
  demo.removeFolder();
});
