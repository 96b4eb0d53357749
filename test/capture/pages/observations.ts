/**
 * What a page can observe of its sockets. Runs in a page without the extension and in one with it; the outcomes must not
 * differ. Each check gives something that JSON can carry; what it throws is an outcome too. Times, ports and stack traces
 * are left out, because they differ between any two runs.
 */
import { describeError } from "./checks/check.ts";
import { checks } from "./checks/index.ts";

export type Outcomes = Readonly<Record<string, string>>;

declare global {
  interface Window {
    observeAll(socketOrigin: string): Promise<Outcomes>;
  }
}

async function outcomeOf(check: () => unknown): Promise<string> {
  try {
    return JSON.stringify(await check()) ?? "undefined";
  } catch (error) {
    return `threw ${describeError(error)}`;
  }
}

window.observeAll = async (socketOrigin) => {
  const outcomes: Record<string, string> = {};
  for (const [name, check] of Object.entries(checks)) {
    const outcome = await outcomeOf(() => check(socketOrigin));
    outcomes[name] = outcome.replaceAll(socketOrigin, "ws://here").replaceAll(location.origin, "http://here");
  }
  return outcomes;
};
