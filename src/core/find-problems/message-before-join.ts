import { offChannel } from "./off-channel.ts";
import type { Rule } from "./rule.ts";
import { joinPage } from "./sources.ts";

export const messageBeforeJoin: Rule = {
  id: "message-before-join",
  severity: "warning",
  title: "Message before the join",
  firesWhen:
    "a channel message arrives while not joined (while joining it comes from the buffer: no finding)",
  why: "Messages are promised only after a join; those that come before it may be lost the next time.",
  mend: "Join as soon as the connection is open, and start commands only after the join was accepted.",
  reference: joinPage,
  looks: {
    "message-off-channel": offChannel(
      "not-joined",
      "before any join was accepted on it. Join as soon as the connection is open, and start commands only after the join was accepted.",
    ),
  },
};
