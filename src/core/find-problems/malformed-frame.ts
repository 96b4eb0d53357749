import type { Rule } from "./rule.ts";
import { connectionPage } from "./sources.ts";
import { clockTime, isPrivicore, named } from "./words.ts";

export const malformedFrame: Rule = {
  id: "malformed-frame",
  severity: "warning",
  title: "Malformed frame",
  firesWhen: "a text frame on a Privicore connection is not JSON, or is JSON but not an object",
  why: "Neither side can act on it; a page that parses without a guard throws in its message handler.",
  mend: "Send one JSON object a frame; guard JSON.parse when receiving.",
  reference: connectionPage,
  looks: {
    "odd-frame": ({ connection, meaning, time, event }) => {
      if (meaning.kind !== "malformed" || !isPrivicore(connection)) return null;
      return {
        connection,
        at: time,
        events: [event],
        message: () =>
          `A text frame on ${named(connection)} at ${clockTime(time)} is ${meaning.reason}. Privicore speaks one JSON object a frame: guard JSON.parse, and report the frame.`,
      };
    },
  },
};
