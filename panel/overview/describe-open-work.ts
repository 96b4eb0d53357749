import type { ChannelState } from "../../src/core/model.ts";
import { formatCount } from "../text/format.ts";
import { overTimeText } from "../text/over-time-text.ts";
import type { OpenWork } from "./open-work.ts";

/** States that are worth a word in a summary, the most telling first. */
const told: readonly ChannelState[] = ["joined", "joining", "leaving", "left", "not-joined"];

/** How many channels are in which state: `2 joined, 1 joining`. */
export function describeStates({ states }: OpenWork): string {
  return told
    .flatMap((state) => {
      const count = states.get(state) ?? 0;
      return count === 0 ? [] : [`${formatCount(count)} ${overTimeText.states[state]}`];
    })
    .join(", ");
}

/** What stood open, in one line. */
export function describeOpenWork(work: OpenWork): string {
  const parts = [
    describeStates(work),
    work.pendingExchanges > 0 ? overTimeText.pending(work.pendingExchanges) : "",
    work.openCommands > 0 ? overTimeText.open(work.openCommands) : "",
  ].filter((part) => part !== "");
  return parts.length === 0 ? overTimeText.nothingOpen : parts.join(", ");
}
