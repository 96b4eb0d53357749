import { type EpochMilliseconds, epochMilliseconds } from "../contract/brands.ts";
import type { ChannelOperation } from "./model.ts";

/** Who was on a channel of another system from `from` on (to the next interval, or until now where it is the last). */
export interface MembersInterval {
  readonly from: EpochMilliseconds;
  /** By the calls' own words; {@link theCaller} where a call names nobody. */
  readonly members: readonly string[];
}

/** Stands for the person whose session made the call, where neither the call nor its answer names them. */
export const theCaller = "";

/**
 * Who was on one channel over time, as far as accepted joins and leaves tell: `operations` are those of one channel, in time
 * order. Whoever was there before the first call is not known. A leave that names nobody is the caller's own, and takes
 * everyone where only one is left to be meant.
 */
export function membersOverTime(operations: Iterable<ChannelOperation>): readonly MembersInterval[] {
  const intervals: MembersInterval[] = [];
  const present = new Set<string>();
  for (const { meaning, at, latency } of operations) {
    if (meaning.outcome !== "ok") continue;
    const members = meaning.members.length > 0 ? meaning.members : [theCaller];
    for (const member of members) {
      if (meaning.operation === "join") present.add(member);
      else if (!present.delete(member) && present.size === 1) present.clear();
    }
    intervals.push({ from: epochMilliseconds(at + (latency ?? 0)), members: [...present] });
  }
  return intervals;
}
