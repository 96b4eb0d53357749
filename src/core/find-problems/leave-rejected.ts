import { refused } from "./refused.ts";
import type { Rule } from "./rule.ts";
import { leavePage } from "./sources.ts";

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
    "exchange-answered": refused("leave", {
      joined:
        "The page is still on the channel: check the request's fields against the reason, then leave again.",
      notJoined: "This connection was on no channel: leave only after a join was accepted.",
    }),
  },
};
