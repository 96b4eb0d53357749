import type { Look } from "./rule.ts";
import { clockTime, identified, inWords, isPrivicore, named } from "./words.ts";

/**
 * Sees a join or leave that was never answered: the response time-out passed, or the connection closed first.
 *
 * @param advice what to do, as the end of the finding's sentence
 */
export function unanswered(act: "join" | "leave", advice: string): Look<"exchange-unanswered"> {
  return ({ exchange, why, time, event }, { mayHaveLostFrames, responseTimeout }) => {
    const { connection, request, sentAt } = exchange;
    if (exchange.act !== act || !isPrivicore(connection) || request === null || sentAt === null) return null;
    if (mayHaveLostFrames(connection, sentAt, time, "received")) return null;
    return {
      connection,
      at: time,
      events: event === null ? [request] : [request, event],
      message: () =>
        `${act}Channel ${identified(exchange)}, sent at ${clockTime(sentAt)} on ${named(connection)}, ${
          why === "timed-out"
            ? `got no answer within ${inWords(responseTimeout)}`
            : `was still unanswered when the connection closed ${inWords(time - sentAt)} later`
        }. ${advice}`,
    };
  };
}
