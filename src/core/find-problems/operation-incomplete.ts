import { titleOf } from "../../protocol/index.ts";
import type { Rule } from "./rule.ts";
import { quoted } from "./words.ts";

export const operationIncomplete: Rule = {
  id: "operation-incomplete",
  severity: "warning",
  title: "Channel operation incomplete",
  firesWhen:
    "a Sendbird leave lacks the required user_ids (Platform API, Api-Token) or gives an unknown reason, or a Rocket.Chat call lacks roomId or one of its two headers",
  why: "The call is refused, or does something other than what was meant.",
  mend: "Add what the vendor's documentation requires.",
  reference: "Sendbird and Rocket.Chat API documentation: channel join and leave",
  looks: {
    operation: ({ operation, time, event }) => {
      const { meaning } = operation;
      if (meaning.incomplete.length === 0) return null;
      return {
        connection: null,
        at: time,
        events: [event],
        message: () =>
          `The ${titleOf(meaning.system)} ${meaning.operation} of ${
            meaning.channelId === null ? "a channel" : `channel ${quoted(meaning.channelId)}`
          } is incomplete: ${meaning.incomplete.join("; ")}. Add what the documentation requires.`,
      };
    },
  },
};
