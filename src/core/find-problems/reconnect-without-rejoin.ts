import { epochMilliseconds } from "../../contract/brands.ts";
import type { Rule } from "./rule.ts";
import { reconnectionGuide } from "./sources.ts";
import { clockTime, inWords, named } from "./words.ts";

/** How long a new connection may take before it joins, in milliseconds. */
const grace = 5000;

export const reconnectWithoutRejoin: Rule = {
  id: "reconnect-without-rejoin",
  severity: "warning",
  title: "Reconnected without joining again",
  firesWhen:
    "after a connection that had joined ended, a new one to the same URL in the same document opened and 5 s later had sent no join",
  why: "A subscription belongs to its connection: the new one gets nothing until it joins.",
  mend: "Send joinChannel in the handler of every connection's open event, not only the first.",
  reference: reconnectionGuide,
  looks: {
    "connection-opened": ({ connection, time, event }, { endedOnChannel, lookAgain, mayHaveLostFrames }) => {
      const lost = endedOnChannel(connection, time);
      if (lost === null) return null;
      const due = epochMilliseconds(time + grace);
      lookAgain(due, () => {
        if (connection.joinsSent > 0 || connection.closedAt !== null) return null;
        if (mayHaveLostFrames(connection, time, due, "sent")) return null;
        return {
          connection,
          at: due,
          events: [event],
          message: () =>
            `${named(connection)} opened at ${clockTime(time)}, after ${lost.id} to the same URL had been joined and ended, and ${inWords(grace)} later it had sent no joinChannel. Join on every new connection, or nothing is delivered.`,
        };
      });
      return null;
    },
  },
};
