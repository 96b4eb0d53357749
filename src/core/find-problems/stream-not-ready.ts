import type { Rule } from "./rule.ts";
import { acknowledgementsGuide } from "./sources.ts";
import { clockTime, inWords } from "./words.ts";

export const streamNotReady: Rule = {
  id: "stream-not-ready",
  severity: "warning",
  title: "Stream announced but never ready",
  firesWhen:
    "a streamed data request (output type 1 without a URL) is not followed by STREAM-READY within the command time-out",
  why: "The stream can be fetched, with its downstream token, only once STREAM-READY has come.",
  mend: "Wait for STREAM-READY with a time-out, and request the data again when it passes.",
  reference: acknowledgementsGuide,
  looks: {
    "stream-not-ready": (
      { dataRequest, announcedAt, announcement, time },
      { commandTimeout, mayHaveLostFrames },
    ) => {
      const { connection, id } = dataRequest;
      if (connection !== null && mayHaveLostFrames(connection, announcedAt, time, "received")) return null;
      return {
        connection,
        at: time,
        events: [announcement],
        message: () =>
          `Data request ${id} announced a stream at ${clockTime(announcedAt)}, but no STREAM-READY followed within ${inWords(commandTimeout)}. Do not fetch before it; request the data again.`,
      };
    },
  },
};
