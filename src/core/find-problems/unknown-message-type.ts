import type { Rule } from "./rule.ts";
import { websocketPage } from "./sources.ts";
import { isPrivicore, named, quoted } from "./words.ts";

export const unknownMessageType: Rule = {
  id: "unknown-message-type",
  severity: "info",
  title: "Undocumented message or action",
  firesWhen: "a data.type or action is in no document",
  why: "It may be a keepalive, telemetry or a newer version; nothing can be said about it.",
  mend: "Ignore types that you do not know instead of failing on them.",
  reference: websocketPage,
  looks: {
    "odd-frame": ({ connection, meaning, time, event }) => {
      if (!isPrivicore(connection)) return null;
      const name =
        meaning.kind === "unknown-message"
          ? meaning.type
          : meaning.kind === "action" && !meaning.known
            ? meaning.name
            : null;
      if (name === null || name === "") return null;
      return {
        connection,
        at: time,
        events: [event],
        message: () =>
          `${meaning.kind === "action" ? "The action" : "The message type"} ${quoted(name)} on ${named(connection)} is in no document: a keepalive, telemetry, or a newer version. Ignore what you do not know.`,
      };
    },
  },
};
