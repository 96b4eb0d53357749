import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { browsersUnderTest } from "./drivers/launch.ts";
import { waitUntil } from "./drivers/wait-until.ts";
import { expectPlayed, npmStart, type StartedDemo } from "./started-demo.ts";

/** `npm start` over the builds that are there. That it builds: start.alone.spec.ts, which plays the demo in the first of the browsers. */
describe.each(browsersUnderTest)("npm start with %s and no display", (browser) => {
  let demo: StartedDemo;
  beforeEach(() => {
    demo = npmStart("--built", "--browser", browser);
  });
  afterEach(() => demo.removeFolder());

  if (browser !== browsersUnderTest[0])
    it("plays the demo, leaves a picture and a report, and ends", () => expectPlayed(demo, browser));

  it("leaves no process and no profile behind at Ctrl-C", async () => {
    await waitUntil("the demo to begin", () => demo.output().includes("the demo plays"), 60_000);
    await waitUntil("the browser to run", () => demo.processesLeft().length > 1);
    demo.interrupt();
    await demo.exited;
    const nothing = () => demo.processesLeft().length === 0 && demo.profilesLeft().length === 0;
    await waitUntil("everything to end", nothing);
    expect(demo.output()).not.toContain("Picture:");
  });
});
