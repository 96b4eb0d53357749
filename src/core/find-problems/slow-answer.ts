import type { Rule } from "./rule.ts";
import { acknowledgementsGuide } from "./sources.ts";
import { identified, inWords, isPrivicore, named } from "./words.ts";

/** Milliseconds after which an answer counts as slow. */
const slow = 2000;

export const slowAnswer: Rule = {
  id: "slow-answer",
  severity: "info",
  title: "Slow answer",
  firesWhen: "an answer takes more than 2 s",
  why: "A person waits for it; time-outs come near.",
  mend: "Look at the network and at the installation's load; keep the page usable meanwhile.",
  reference: acknowledgementsGuide,
  looks: {
    "exchange-answered": ({ exchange, time, event }) => {
      const { latency } = exchange;
      if (latency === null || latency <= slow || !isPrivicore(exchange.connection)) return null;
      const { connection, action, request } = exchange;
      return {
        connection,
        at: time,
        events: request === null ? [event] : [request, event],
        message: () =>
          `${action ?? "The action"} ${identified(exchange)} on ${named(connection)} was answered after ${inWords(latency)}${
            exchange.late ? ", after its time-out" : ""
          }. Look at the network and the installation's load.`,
      };
    },
  },
};
