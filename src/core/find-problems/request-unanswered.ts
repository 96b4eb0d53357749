import type { Rule } from "./rule.ts";
import { dataDownloadPage } from "./sources.ts";
import { clockTime, inWords, withoutQuery } from "./words.ts";

export const requestUnanswered: Rule = {
  id: "request-unanswered",
  severity: "error",
  title: "Data request without data",
  firesWhen:
    "an HTTP 202 with a request ID is followed by no data download message within the command time-out",
  why: "The data, or the link to it, never came; the page waits for ever.",
  mend: "Check that a joined connection of the same profile was open, then request the data again.",
  reference: dataDownloadPage,
  looks: {
    "data-request-unanswered": ({ dataRequest, time }, { commandTimeout, mayBeMissing }) => {
      const { request, connection, id } = dataRequest;
      if (request === null || mayBeMissing.outcome(connection, request, time)) return null;
      return {
        connection,
        at: time,
        events: [request.event],
        message: () =>
          `${request.method} ${withoutQuery(request.url)} was accepted (202) with request ID ${id} at ${clockTime(request.answeredAt)}, but no data download message followed within ${inWords(commandTimeout)}. Keep a joined connection open, and request the data again.`,
      };
    },
  },
};
