import { channelAt } from "../channel-history.ts";
import type { Rule } from "./rule.ts";
import { leavePage } from "./sources.ts";
import { ended, identified, isPrivicore, named, saying } from "./words.ts";

export const leaveRejected: Rule = {
  id: "leave-rejected",
  severity: "error",
  title: "The leave was refused",
  firesWhen:
    "the answer to a leaveChannel has a status that is not 2xx; 401 says that the token is invalid or expired",
  why: "The subscription goes on: messages keep coming to a page that believes it has left.",
  mend: "Read the status and reason. For 401 authenticate again; for 400 check authorizationToken and correlationId; for 404 or 409 check that this connection has joined.",
  reference: leavePage,
  looks: {
    "exchange-answered": ({ exchange, time, event }) => {
      if (exchange.act !== "leave" || exchange.outcome !== "rejected" || exchange.status === null)
        return null;
      if (!isPrivicore(exchange.connection)) return null;
      const { status, message, connection, request } = exchange;
      const stillOn = channelAt(connection.channel, time)?.state === "joined";
      return {
        connection,
        at: time,
        events: request === null ? [event] : [request, event],
        message: () =>
          `${ended(`leaveChannel ${identified(exchange)} on ${named(connection)} was refused with status ${status}${saying(message)}`)} ${
            status === 401
              ? "The token is invalid or has expired: authenticate again and send leaveChannel with the new token."
              : stillOn
                ? "The page is still on the channel: check the request's fields against the reason, then leave again."
                : "This connection was on no channel: leave only after a join was accepted."
          }`,
      };
    },
  },
};
