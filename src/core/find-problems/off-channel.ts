import { describeMessage } from "./describe-message.ts";
import type { Look } from "./rule.ts";
import { isPrivicore, named } from "./words.ts";

/**
 * Sees a channel message on a connection that is on no channel.
 *
 * @param state which state that is
 * @param ending when it came and what to do, as the end of the finding's sentence
 */
export function offChannel(state: "not-joined" | "left", ending: string): Look<"message-off-channel"> {
  return ({ connection, meaning, state: present, time, event }, { mayBeMissing }) => {
    if (present !== state || !isPrivicore(connection)) return null;
    if (mayBeMissing.join(connection, time)) return null;
    const what = describeMessage(meaning);
    return {
      connection,
      at: time,
      events: [event],
      message: () => `${what} arrived on ${named(connection)} ${ending}`,
    };
  };
}
