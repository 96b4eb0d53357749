import type { Rule } from "./rule.ts";
import { joinPage } from "./sources.ts";
import { identified, isPrivicore } from "./words.ts";

export const missingToken: Rule = {
  id: "missing-token",
  severity: "error",
  title: "No authorization token",
  firesWhen:
    "joinChannel is sent without authorizationToken, or leaveChannel with neither it nor a channelId",
  why: "The proxy knows the profile by the token alone; without it there is nothing to join or leave.",
  mend: "Authenticate first, and put the token in authorizationToken, beside action or inside data.",
  reference: joinPage,
  looks: {
    "action-sent": ({ exchange, meaning, time, event }) => {
      const lacks =
        (meaning.act === "join" && meaning.token === null) ||
        (meaning.act === "leave" && meaning.token === null && meaning.channelId === null);
      if (!lacks || !isPrivicore(exchange.connection)) return null;
      return {
        connection: exchange.connection,
        at: time,
        events: [event],
        message: () =>
          meaning.act === "join"
            ? `${meaning.name} ${identified(exchange)} carries no authorizationToken. Authenticate first and send the token with it; the proxy knows the profile by nothing else.`
            : `${meaning.name} ${identified(exchange)} carries neither authorizationToken nor channelId. Send one of them, so that the proxy knows what to leave.`,
      };
    },
  },
};
