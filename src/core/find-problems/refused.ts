import { channelAt } from "../channel-history.ts";
import type { Look } from "./rule.ts";
import { ended, identified, isPrivicore, named, saying } from "./words.ts";

/** What to do about a refusal, as the end of the finding's sentence. */
export interface RefusalAdvice {
  /** Where the connection was on a channel at that time. */
  readonly joined: string;
  /** Where it was on none. */
  readonly notJoined: string;
}

/** Sees a join or leave whose answer is not 2xx. */
export function refused(act: "join" | "leave", advice: RefusalAdvice): Look<"exchange-answered"> {
  return ({ exchange, time, event }) => {
    if (exchange.act !== act || exchange.outcome !== "rejected" || exchange.status === null) return null;
    if (!isPrivicore(exchange.connection)) return null;
    const { status, message, connection, request } = exchange;
    const stillOn = channelAt(connection.channel, time)?.state === "joined";
    return {
      connection,
      at: time,
      events: request === null ? [event] : [request, event],
      message: () =>
        `${ended(`${act}Channel ${identified(exchange)} on ${named(connection)} was refused with status ${status}${saying(message)}`)} ${
          status === 401
            ? `The token is invalid or has expired: authenticate again and send ${act}Channel with the new token.`
            : stillOn
              ? advice.joined
              : advice.notJoined
        }`,
    };
  };
}
