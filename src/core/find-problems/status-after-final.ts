import type { Rule } from "./rule.ts";
import { commandStatusPage } from "./sources.ts";
import { named } from "./words.ts";

export const statusAfterFinal: Rule = {
  id: "status-after-final",
  severity: "warning",
  title: "Status after the end",
  firesWhen: "a command status arrives after success or failure of the same command",
  why: "Success and failure are final; a page that follows later statuses flips back.",
  mend: "Stop listening for a command once it succeeded or failed.",
  reference: commandStatusPage,
  looks: {
    "status-after-final": ({ command, code, connection, time, event }) => {
      return {
        connection,
        at: time,
        events: [event],
        message: () =>
          `Command ${command.id} had already ${command.outcome === "failed" ? "failed" : "succeeded"} when another status (${code ?? "unknown"}) arrived on ${named(connection)}. Success and failure are final: ignore what comes after.`,
      };
    },
  },
};
