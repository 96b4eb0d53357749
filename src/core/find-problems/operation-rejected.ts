import { titleOf } from "../../protocol/index.ts";
import type { Rule } from "./rule.ts";
import { ended, quoted, saying } from "./words.ts";

export const operationRejected: Rule = {
  id: "operation-rejected",
  severity: "error",
  title: "Channel operation refused",
  firesWhen: "a channel operation of another system was refused; its reason is quoted",
  why: "The member is not where the page believes.",
  mend: "Read the reason: a session that ended, a missing permission, or a channel that does not exist.",
  reference: "Amity, Sendbird and Rocket.Chat API documentation: channel join and leave",
  looks: {
    operation: ({ operation, time, event }) => {
      const { meaning, status } = operation;
      if (meaning.outcome !== "rejected") return null;
      return {
        connection: null,
        at: time,
        events: [event],
        message: () =>
          `${ended(
            `${titleOf(meaning.system)} refused the ${meaning.operation} of ${
              meaning.channelId === null ? "a channel" : `channel ${quoted(meaning.channelId)}`
            } (status ${status})${saying(meaning.reason)}`,
          )} Check the session, the permission and the channel's ID, then repeat the call.`,
      };
    },
  },
};
