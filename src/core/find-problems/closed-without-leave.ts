import type { Rule } from "./rule.ts";
import { leavePage } from "./sources.ts";
import { isPrivicore, named } from "./words.ts";

export const closedWithoutLeave: Rule = {
  id: "closed-without-leave",
  severity: "info",
  title: "Closed without leaving",
  firesWhen: "the page closes the connection cleanly (1000, 1001, 1005) while joined",
  why: "The documents ask to leave before closing; the proxy also cleans up on close, so this costs little.",
  mend: "Send leaveChannel and wait for its answer before closing.",
  reference: leavePage,
  looks: {
    "connection-closed": ({ connection, before, code, withDocument, time, event }, { mayBeMissing }) => {
      const clean = withDocument || code === 1000 || code === 1001 || code === 1005;
      if (before !== "joined" || !clean || !isPrivicore(connection)) return null;
      if (mayBeMissing.leave(connection, time)) return null;
      return {
        connection,
        at: time,
        events: [event],
        message: () =>
          `${named(connection)} was closed (${withDocument ? "the page went away" : code}) while joined. Send leaveChannel and await its answer before closing; the proxy cleans up by itself, but later.`,
      };
    },
  },
};
