import type { Rule } from "./rule.ts";
import { acknowledgementsGuide } from "./sources.ts";
import { clockTime, identified, inWords, isPrivicore, named } from "./words.ts";

export const leaveUnanswered: Rule = {
  id: "leave-unanswered",
  severity: "error",
  title: "The leave was never answered",
  firesWhen: "a leaveChannel got no answer within the response time-out, or the connection closed first",
  why: "A page that waits for this answer hangs.",
  mend: "Give the request a time-out of its own, and treat the channel as left once the connection is closed.",
  reference: acknowledgementsGuide,
  looks: {
    "exchange-unanswered": ({ exchange, why, time, event }, { mayHaveLostFrames, responseTimeout }) => {
      const { connection, request, sentAt } = exchange;
      if (exchange.act !== "leave" || !isPrivicore(connection) || request === null || sentAt === null)
        return null;
      if (mayHaveLostFrames(connection, sentAt, time)) return null;
      return {
        connection,
        at: time,
        events: event === null ? [request] : [request, event],
        message: () =>
          `leaveChannel ${identified(exchange)}, sent at ${clockTime(sentAt)} on ${named(connection)}, ${
            why === "timed-out"
              ? `got no answer within ${inWords(responseTimeout)}`
              : `was still unanswered when the connection closed ${inWords(time - sentAt)} later`
          }. Do not wait for it for ever: closing the connection ends the subscription too.`,
      };
    },
  },
};
