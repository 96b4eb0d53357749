import type { Rule } from "./rule.ts";
import { leavePage } from "./sources.ts";
import { identified, isPrivicore, named } from "./words.ts";

export const notJoined: Rule = {
  id: "not-joined",
  severity: "warning",
  title: "Left without having joined",
  firesWhen: "leaveChannel is sent while not joined, or after having left",
  why: "There is nothing to leave: the page's idea of its state is wrong, and so may its next step be.",
  mend: "Leave only after a join was accepted, and once for each join.",
  reference: leavePage,
  looks: {
    "action-sent": ({ exchange, meaning, before, time, event }, { mayBeMissing }) => {
      if (meaning.act !== "leave" || (before !== "not-joined" && before !== "left")) return null;
      const { connection } = exchange;
      if (!isPrivicore(connection)) return null;
      if (mayBeMissing.join(connection, time)) return null;
      return {
        connection,
        at: time,
        events: [event],
        message: () =>
          `leaveChannel ${identified(exchange)} was sent on ${named(connection)}, which ${
            before === "left" ? "had left the channel already" : "was not joined"
          }. Leave only a channel that this connection has joined; on a new connection, join first.`,
      };
    },
  },
};
