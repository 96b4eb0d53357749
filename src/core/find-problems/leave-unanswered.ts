import type { Rule } from "./rule.ts";
import { acknowledgementsGuide } from "./sources.ts";
import { unanswered } from "./unanswered.ts";

export const leaveUnanswered: Rule = {
  id: "leave-unanswered",
  severity: "error",
  title: "The leave was never answered",
  firesWhen: "a leaveChannel got no answer within the response time-out, or the connection closed first",
  why: "A page that waits for this answer hangs.",
  mend: "Give the request a time-out of its own, and treat the channel as left once the connection is closed.",
  reference: acknowledgementsGuide,
  looks: {
    "exchange-unanswered": unanswered(
      "leave",
      "Do not wait for it for ever: closing the connection ends the subscription too.",
    ),
  },
};
