import type { Protocol } from "../meaning.ts";
import { decodePrivicoreFrame, recognisesPrivicore } from "./decode-frame.ts";
import { readPrivicoreCall } from "./read-http-call.ts";

/** Privicore: a tokenization vault whose outcomes arrive over a WebSocket (docs/PROTOCOL.md). */
export const privicore: Protocol = {
  system: "privicore",
  title: "Privicore",
  readHttpCall: readPrivicoreCall,
  socket: { recognises: recognisesPrivicore, decode: decodePrivicoreFrame },
};
