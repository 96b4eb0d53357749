import type { Rule } from "./rule.ts";
import { reconnectionGuide } from "./sources.ts";
import { isPrivicore, named } from "./words.ts";

export const connectionLost: Rule = {
  id: "connection-lost",
  severity: "warning",
  title: "Connection lost",
  firesWhen: "the connection closes otherwise (1006 and the rest) while joining, joined or leaving",
  why: "The subscription is gone with the connection, and acknowledgements are not repeated after a reconnect.",
  mend: "Reconnect and join again; then ask for the status of every command that was under way.",
  reference: reconnectionGuide,
  looks: {
    "connection-closed": ({ connection, before, code, withDocument, time, event }) => {
      // How it ended is not known where no code was: then nothing can be said of it.
      const clean = withDocument || code === null || code === 1000 || code === 1001 || code === 1005;
      const onChannel = before === "joining" || before === "joined" || before === "leaving";
      if (clean || !onChannel || !isPrivicore(connection)) return null;
      return {
        connection,
        at: time,
        events: [event],
        message: () =>
          `${named(connection)} was lost (code ${code}) while ${before}. Reconnect and join again; what was sent meanwhile is not repeated, so ask for the status of open commands.`,
      };
    },
  },
};
