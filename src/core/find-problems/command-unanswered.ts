import type { Rule } from "./rule.ts";
import { acknowledgementsGuide } from "./sources.ts";
import { clockTime, inWords, withoutQuery } from "./words.ts";

export const commandUnanswered: Rule = {
  id: "command-unanswered",
  severity: "error",
  title: "Command without an outcome",
  firesWhen:
    "an HTTP 202 with a command ID is followed by neither success nor failure within the command time-out",
  why: "The page cannot know whether the operation took place.",
  mend: "Check that a joined connection of the same profile was open, then ask for the command's status by its ID.",
  reference: acknowledgementsGuide,
  looks: {
    "command-unanswered": ({ command, time }, { commandTimeout, mayBeMissing }) => {
      const { request, updates, connection } = command;
      if (request === null || mayBeMissing.outcome(connection, request, time)) return null;
      const said = updates.length;
      return {
        connection,
        at: time,
        events: [request.event, ...updates.map((update) => update.event)],
        message: () =>
          `${request.method} ${withoutQuery(request.url)} was accepted (202) with command ID ${command.id} at ${clockTime(request.answeredAt)}, but ${
            said === 0 ? "no status message" : "neither success nor failure"
          } followed within ${inWords(commandTimeout)}. A 202 is not success: keep a joined connection open, and ask for the command's status.`,
      };
    },
  },
};
