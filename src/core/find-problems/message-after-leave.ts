import { describeMessage } from "./describe-message.ts";
import type { Rule } from "./rule.ts";
import { leavePage } from "./sources.ts";
import { isPrivicore, named } from "./words.ts";

export const messageAfterLeave: Rule = {
  id: "message-after-leave",
  severity: "warning",
  title: "Message after leaving",
  firesWhen: "a channel message arrives while left",
  why: "After leaving no new message should arrive; a page that has torn down its handlers misses it.",
  mend: "Leave only when no command is under way, or ignore messages after leaving.",
  reference: leavePage,
  looks: {
    "message-off-channel": ({ connection, meaning, state, time, event }, { mayHaveLostFrames }) => {
      if (state !== "left" || !isPrivicore(connection)) return null;
      if (mayHaveLostFrames(connection, connection.createdAt, time)) return null;
      const what = describeMessage(meaning);
      return {
        connection,
        at: time,
        events: [event],
        message: () =>
          `${what} arrived on ${named(connection)} after it had left the channel. Leave only when no command is under way, or ignore messages after leaving.`,
      };
    },
  },
};
