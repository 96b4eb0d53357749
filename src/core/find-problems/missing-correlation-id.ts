import type { Rule } from "./rule.ts";
import { joinPage } from "./sources.ts";
import { isPrivicore, quoted } from "./words.ts";

export const missingCorrelationId: Rule = {
  id: "missing-correlation-id",
  severity: "info",
  title: "No correlation ID",
  firesWhen: "an action is sent without a correlation ID: its answer can only be inferred",
  why: "Without an ID an answer belongs to the oldest request without one, which is a guess as soon as two are under way.",
  mend: "Give every action a fresh correlationId (a UUID), and pair answers by it.",
  reference: joinPage,
  looks: {
    "action-sent": ({ exchange, meaning, time, event }) => {
      if (meaning.correlationId !== null || !isPrivicore(exchange.connection)) return null;
      return {
        connection: exchange.connection,
        at: time,
        events: [event],
        message: () =>
          `${quoted(meaning.name)} was sent without a correlationId, so its answer can only be inferred from the order. Give every action a fresh ID and pair answers by it.`,
      };
    },
  },
};
