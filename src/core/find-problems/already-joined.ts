import type { Rule } from "./rule.ts";
import { joinPage } from "./sources.ts";
import { identified, isPrivicore, named } from "./words.ts";

export const alreadyJoined: Rule = {
  id: "already-joined",
  severity: "warning",
  title: "Joined twice",
  firesWhen: "joinChannel is sent while joining or joined: a connection has one subscription",
  why: "One connection holds one active subscription; a second join is refused or replaces the first.",
  mend: "Join once per connection. To change the profile, leave first.",
  reference: joinPage,
  looks: {
    "action-sent": ({ exchange, meaning, before, time, event }, { mayBeMissing, mayHaveLostFrames }) => {
      if (meaning.act !== "join" || (before !== "joining" && before !== "joined")) return null;
      const { connection } = exchange;
      if (!isPrivicore(connection)) return null;
      if (before === "joined" && mayBeMissing.leave(connection, time)) return null;
      const since = connection.channel.at(-1)?.from ?? connection.createdAt;
      if (before === "joining" && mayHaveLostFrames(connection, since, time, null)) return null;
      return {
        connection,
        at: time,
        events: [event],
        message: () =>
          `joinChannel ${identified(exchange)} was sent on ${named(connection)} while it ${
            before === "joined" ? "had already joined" : "was still waiting for the answer to an earlier join"
          }. A connection has one subscription: join once, and leave before joining another profile.`,
      };
    },
  },
};
