import { refused } from "./refused.ts";
import type { Rule } from "./rule.ts";
import { joinPage } from "./sources.ts";

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
    "exchange-answered": refused("join", {
      joined: "The earlier subscription of this connection stays: leave it first to join another profile.",
      notJoined:
        "The page is not on the channel and gets no messages: check the request's fields against the reason, then join again.",
    }),
  },
};
