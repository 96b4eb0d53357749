import type { Rule } from "./rule.ts";
import { tokenPage } from "./sources.ts";
import { clockTime, withoutQuery } from "./words.ts";

export const unauthorizedCall: Rule = {
  id: "unauthorized-call",
  severity: "error",
  title: "HTTP call unauthorized",
  firesWhen: "a Privicore HTTP call is answered 401",
  why: "The token is missing, invalid or has expired mid-session.",
  mend: "Authenticate again (or re-authorise the token before expiresAt), then repeat the call and join with the new token.",
  reference: tokenPage,
  looks: {
    "api-call": ({ meaning, request, time, event }) => {
      if (meaning.system !== "privicore" || request.status !== 401) return null;
      return {
        connection: null,
        at: time,
        events: [event],
        message: () =>
          `${request.method} ${withoutQuery(request.url)} was answered 401 at ${clockTime(time)}. ${
            meaning.purpose === "authentication"
              ? "The credentials were refused: check them, and that the profile's public key is registered, without which even right ones are."
              : meaning.token === null
                ? "It carried no X-DPT-AUTHORIZATION header: send the token with every call."
                : "The token is invalid or has expired: authenticate again, then repeat the call and join with the new token."
          }`,
      };
    },
  },
};
