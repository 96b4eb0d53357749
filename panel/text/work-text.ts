import { words } from "./message.ts";

/** What the views of exchanges and commands say. */
export const workText = {
  exchanges: words("exchange", ["noAction", "inferred"]),
  commands: {
    kinds: words("command", ["command", "data-request"]),
    ...words("command", ["unseen"]),
  },
};
