import { channelAt } from "../channel-history.ts";
import type { Rule } from "./rule.ts";
import { joinPage } from "./sources.ts";
import { ended, identified, isPrivicore, named, saying } from "./words.ts";

export const joinRejected: Rule = {
  id: "join-rejected",
  severity: "error",
  title: "The join was refused",
  firesWhen:
    "the answer to a joinChannel has a status that is not 2xx; 401 says that the token is invalid or expired",
  why: "Until a join is accepted nothing is delivered; outcomes of commands are missed without a word.",
  mend: "Read the status and reason. For 401 authenticate again; for 400 check authorizationToken and correlationId; for 409 leave the present channel first.",
  reference: joinPage,
  looks: {
    "exchange-answered": ({ exchange, time, event }) => {
      if (exchange.act !== "join" || exchange.outcome !== "rejected" || exchange.status === null) return null;
      if (!isPrivicore(exchange.connection)) return null;
      const { status, message, connection, request } = exchange;
      const stillOn = channelAt(connection.channel, time)?.state === "joined";
      return {
        connection,
        at: time,
        events: request === null ? [event] : [request, event],
        message: () =>
          `${ended(`joinChannel ${identified(exchange)} on ${named(connection)} was refused with status ${status}${saying(message)}`)} ${
            status === 401
              ? "The token is invalid or has expired: authenticate again and send joinChannel with the new token."
              : stillOn
                ? "The earlier subscription of this connection stays: leave it first to join another profile."
                : "The page is not on the channel and gets no messages: check the request's fields against the reason, then join again."
          }`,
      };
    },
  },
};
