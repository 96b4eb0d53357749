import type { Rule } from "./rule.ts";
import { joinPage } from "./sources.ts";
import { isPrivicore, named, saying } from "./words.ts";

export const unknownCorrelationId: Rule = {
  id: "unknown-correlation-id",
  severity: "warning",
  title: "Answer to nobody",
  firesWhen:
    "an answer arrives whose correlation ID nothing on this connection carried; the other connection is named if one did",
  why: "An answer that lands on another socket than its request leaves the request hanging.",
  mend: "Wait for answers on the connection that sent the action, keep one connection per profile, and copy the ID unchanged.",
  reference: joinPage,
  looks: {
    "orphan-answer": ({ exchange, elsewhere, time, event }, { mayHaveLostFrames }) => {
      const { connection, correlationId, status, message } = exchange;
      if (correlationId === null || !isPrivicore(connection)) return null;
      const asked = elsewhere?.request ?? null;
      const missed = elsewhere?.outcome === "pending" || elsewhere?.outcome === "timed-out";
      // Where frames that were sent are missing, the action may have been among them; not so where it is known to wait elsewhere.
      if (!missed && mayHaveLostFrames(connection, connection.createdAt, time, "sent")) return null;
      return {
        connection,
        at: time,
        events: asked === null ? [event] : [asked, event],
        message: () =>
          elsewhere === null
            ? `An answer (status ${status ?? "unknown"}${saying(message)}) with correlation ID ${correlationId} arrived on ${named(connection)}, but nothing sent there carried that ID. Copy IDs unchanged, and keep them until they are answered.`
            : `The answer with correlation ID ${correlationId} arrived on ${named(connection)}, but the ${elsewhere.action ?? "action"} that carried it was sent on ${named(elsewhere.connection)}${missed ? ", where it is missed" : ""}. Use one connection per profile, and wait for answers where the action was sent.`,
      };
    },
  },
};
