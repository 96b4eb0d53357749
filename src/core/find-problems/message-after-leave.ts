import { offChannel } from "./off-channel.ts";
import type { Rule } from "./rule.ts";
import { leavePage } from "./sources.ts";

export const messageAfterLeave: Rule = {
  id: "message-after-leave",
  severity: "warning",
  title: "Message after leaving",
  firesWhen: "a channel message arrives while left",
  why: "After leaving no new message should arrive; a page that has torn down its handlers misses it.",
  mend: "Leave only when no command is under way, or ignore messages after leaving.",
  reference: leavePage,
  looks: {
    "message-off-channel": offChannel(
      "left",
      "after it had left the channel. Leave only when no command is under way, or ignore messages after leaving.",
    ),
  },
};
