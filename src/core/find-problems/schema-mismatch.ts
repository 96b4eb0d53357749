import type { FrameMeaning } from "../../protocol/meaning.ts";
import type { Rule } from "./rule.ts";
import { websocketPage } from "./sources.ts";
import { clockTime, isPrivicore, named } from "./words.ts";

function nameOf(meaning: FrameMeaning): string {
  switch (meaning.kind) {
    case "action":
      return meaning.name === "" ? "An action" : meaning.name;
    case "answer":
      return "An answer";
    case "command-status":
    case "data-download":
    case "stream-ready":
      return meaning.type;
    default:
      return "A message";
  }
}

export const schemaMismatch: Rule = {
  id: "schema-mismatch",
  severity: "warning",
  title: "Not as documented",
  firesWhen:
    "a known action, answer or message has a missing or wrongly typed field or an unknown enum value, once a frame; the path is named (a missing token or correlation ID has its own rule)",
  why: "A page that trusts the field reads nothing, or the wrong thing.",
  mend: "Compare the frame with the documentation at the named path.",
  reference: websocketPage,
  looks: {
    "odd-frame": ({ connection, meaning, problems, time, event }) => {
      if (problems.length === 0 || !isPrivicore(connection)) return null;
      return {
        connection,
        at: time,
        events: [event],
        message: () =>
          `${nameOf(meaning)} on ${named(connection)} at ${clockTime(time)} is not as documented: ${problems
            .map(
              ({ path, expected, got }) =>
                `${path === "" ? "the frame" : path} should be ${expected}, got ${got}`,
            )
            .join("; ")}. Compare it with the documentation before relying on that field.`,
      };
    },
  },
};
