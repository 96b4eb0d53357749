import type { Protocol } from "../meaning.ts";
import { readHttpCall, wantsHttpCall } from "./channel-call.ts";
import { sendbirdSocket } from "./socket.ts";

/** Sendbird, over HTTP (Platform API and client SDK) and over the client SDK's socket. */
export const sendbird: Protocol = {
  system: "sendbird",
  title: "Sendbird",
  wantsHttpCall,
  readHttpCall,
  socket: sendbirdSocket,
};
