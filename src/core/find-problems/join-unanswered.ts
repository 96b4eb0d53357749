import type { Rule } from "./rule.ts";
import { acknowledgementsGuide } from "./sources.ts";
import { clockTime, identified, inWords, isPrivicore, named } from "./words.ts";

export const joinUnanswered: Rule = {
  id: "join-unanswered",
  severity: "error",
  title: "The join was never answered",
  firesWhen: "a joinChannel got no answer within the response time-out, or the connection closed first",
  why: "A page that waits for this answer hangs. It is not on the channel, as far as it can know.",
  mend: "Give the request a time-out of its own, and join again, on a new connection if need be.",
  reference: acknowledgementsGuide,
  looks: {
    "exchange-unanswered": ({ exchange, why, time, event }, { mayHaveLostFrames, responseTimeout }) => {
      const { connection, request, sentAt } = exchange;
      if (exchange.act !== "join" || !isPrivicore(connection) || request === null || sentAt === null)
        return null;
      if (mayHaveLostFrames(connection, sentAt, time)) return null;
      return {
        connection,
        at: time,
        events: event === null ? [request] : [request, event],
        message: () =>
          `joinChannel ${identified(exchange)}, sent at ${clockTime(sentAt)} on ${named(connection)}, ${
            why === "timed-out"
              ? `got no answer within ${inWords(responseTimeout)}`
              : `was still unanswered when the connection closed ${inWords(time - sentAt)} later`
          }. Nothing is delivered until a join is accepted: give the request a time-out and join again.`,
      };
    },
  },
};
