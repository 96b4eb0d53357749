import type { Rule } from "./rule.ts";
import { commandStatusPage } from "./sources.ts";
import { quoted, withoutQuery } from "./words.ts";

export const commandFailed: Rule = {
  id: "command-failed",
  severity: "error",
  title: "Command failed",
  firesWhen: "a command status of 3 arrives; its reason is quoted",
  why: "The 202 was no success: the operation has not taken place.",
  mend: "Handle command_status 3: show or log the reason in body, and undo what was assumed.",
  reference: commandStatusPage,
  looks: {
    "command-failed": ({ command, reason, connection, time, event }) => ({
      connection,
      at: time,
      // Live, the call may be told of after the frame that said how it came out.
      get events() {
        return command.request === null ? [event] : [command.request.event, event];
      },
      message() {
        const { request } = command;
        const call = request === null ? "" : ` (${request.method} ${withoutQuery(request.url)})`;
        const said = reason === null || reason === "" ? " and gave no reason" : `: ${quoted(reason)}`;
        return `Command ${command.id}${call} failed${said}. Handle command_status 3; the 202 before it only meant that the command was accepted.`;
      },
    }),
  },
};
