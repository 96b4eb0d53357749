import type { Protocol } from "../meaning.ts";
import { readHttpCall, wantsHttpCall } from "./room-call.ts";

/** Rocket.Chat, over HTTP. Self-hosted: recognised by path, on any host. */
export const rocketchat: Protocol = {
  system: "rocketchat",
  title: "Rocket.Chat",
  wantsHttpCall,
  readHttpCall,
  socket: null,
};
