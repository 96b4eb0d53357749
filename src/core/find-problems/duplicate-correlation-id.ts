import type { Rule } from "./rule.ts";
import { joinPage } from "./sources.ts";
import { clockTime, isPrivicore, named } from "./words.ts";

export const duplicateCorrelationId: Rule = {
  id: "duplicate-correlation-id",
  severity: "warning",
  title: "Correlation ID used twice",
  firesWhen:
    "a correlation ID is reused on the same connection while its first use is pending, or after it was answered",
  why: "Two requests with one ID cannot be told apart by their answers.",
  mend: "Make a fresh correlationId for every action, retries included.",
  reference: joinPage,
  looks: {
    "action-sent": ({ exchange, earlier, time, event }) => {
      if (earlier === null || earlier.outcome === "timed-out" || !isPrivicore(exchange.connection))
        return null;
      const wasPending = earlier.outcome === "pending";
      return {
        connection: exchange.connection,
        at: time,
        events: earlier.request === null ? [event] : [earlier.request, event],
        message: () =>
          `Correlation ID ${exchange.correlationId} was used before on ${named(exchange.connection)}: by ${earlier.action ?? "an action"}${
            earlier.sentAt === null ? "" : ` at ${clockTime(earlier.sentAt)}`
          }, ${wasPending ? "which is still unanswered" : "which was answered already"}. Make a fresh ID for every action, or answers go to the wrong one.`,
      };
    },
  },
};
