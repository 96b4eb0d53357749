import type { Rule } from "./rule.ts";
import { acknowledgementsGuide } from "./sources.ts";
import { clockTime, withoutQuery } from "./words.ts";

export const commandBeforeJoin: Rule = {
  id: "command-before-join",
  severity: "warning",
  title: "Command started before the channel was joined",
  firesWhen: "an HTTP 202 with a command ID arrives while no connection of that document is joined",
  why: "The outcome is delivered to joined connections; without one it is missed.",
  mend: "Join first, await the answer, then make the call.",
  reference: acknowledgementsGuide,
  looks: {
    "command-accepted": ({ id, request, channelWasJoined, cameOut, time, event }, { mayBeMissing }) => {
      // The outcome may overtake the 202, and the page be done with the channel by then.
      if (channelWasJoined || cameOut || mayBeMissing.joinOfAny(request.document, time)) return null;
      return {
        connection: null,
        at: time,
        events: [event],
        message: () =>
          `${request.method} ${withoutQuery(request.url)} was accepted (202) with command ID ${id} at ${clockTime(time)}, while no connection of this page was joined, so its outcome may be missed. Join the channel and await the answer before making the call.`,
      };
    },
  },
};
