import { isPlaintext } from "./loopback.ts";
import type { Rule } from "./rule.ts";
import { connectionPage } from "./sources.ts";
import { isPrivicore, named, withoutQuery } from "./words.ts";

export const plaintextToken: Rule = {
  id: "plaintext-token",
  severity: "error",
  title: "Token sent unencrypted",
  firesWhen: "a token is sent over ws: or http: to a host other than loopback",
  why: "Anyone on the way can read the token and act as the profile.",
  mend: "Use wss: and https:, and replace the token: it must count as known to others.",
  reference: connectionPage,
  looks: {
    "action-sent": ({ exchange, meaning, time, event }) => {
      const { connection } = exchange;
      if (meaning.token === null || !isPlaintext(connection.url) || !isPrivicore(connection)) return null;
      return {
        connection,
        at: time,
        events: [event],
        message: () =>
          `${meaning.name} sent an authorization token unencrypted over ${named(connection)}. Use wss:, and replace the token: others on the way can have read it.`,
      };
    },
    "api-call": ({ meaning, request, time, event }) => {
      if (meaning.token === null || !isPlaintext(request.url)) return null;
      return {
        connection: null,
        at: time,
        events: [event],
        message: () =>
          `${request.method} ${withoutQuery(request.url)} sent an authorization token unencrypted. Use https:, and replace the token: others on the way can have read it.`,
      };
    },
  },
};
