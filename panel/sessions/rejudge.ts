import { createSession } from "../../src/core/create-session.ts";
import type { SessionOptions } from "../../src/core/model.ts";
import { inSlices } from "./in-slices.ts";
import type { JobControl } from "./jobs.ts";
import type { SessionTab } from "./session-tab.ts";

/** The same events judged by other time-outs. What comes in while this goes on is taken in too. */
export async function rejudged(
  tab: SessionTab,
  options: SessionOptions,
  control: JobControl,
): Promise<SessionTab> {
  const session = createSession(options);
  const { log } = tab.session;
  while (session.log.length < log.length) {
    const done = session.log.length;
    await inSlices(log.length - done, (number) => session.append(log.event(done + number)), control);
  }
  const { now } = tab.session;
  if (now !== null) session.advance(now);
  return { ...tab, session };
}
