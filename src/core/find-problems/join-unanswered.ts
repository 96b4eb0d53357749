import type { Rule } from "./rule.ts";
import { acknowledgementsGuide } from "./sources.ts";
import { unanswered } from "./unanswered.ts";

export const joinUnanswered: Rule = {
  id: "join-unanswered",
  severity: "error",
  title: "The join was never answered",
  firesWhen: "a joinChannel got no answer within the response time-out, or the connection closed first",
  why: "A page that waits for this answer hangs. It is not on the channel, as far as it can know.",
  mend: "Give the request a time-out of its own, and join again, on a new connection if need be.",
  reference: acknowledgementsGuide,
  looks: {
    "exchange-unanswered": unanswered(
      "join",
      "Nothing is delivered until a join is accepted: give the request a time-out and join again.",
    ),
  },
};
