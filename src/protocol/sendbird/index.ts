import type { Protocol } from "../meaning.ts";
import { readHttpCall, wantsHttpCall } from "./channel-call.ts";

/** Sendbird, over HTTP (Platform API and client SDK). */
export const sendbird: Protocol = {
  system: "sendbird",
  title: "Sendbird",
  wantsHttpCall,
  readHttpCall,
  socket: null,
};
