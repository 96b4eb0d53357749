import type { Protocol } from "../meaning.ts";
import { decodePrivicoreFrame, recognisesPrivicore, recognisesPrivicoreBeginning } from "./decode-frame.ts";
import { readFrequentFrame } from "./read-frequent-frame.ts";
import { readPrivicoreCall, wantsPrivicoreCall } from "./read-http-call.ts";

/** Privicore: a tokenization vault whose outcomes arrive over a WebSocket (PROTOCOL.md). */
export const privicore: Protocol = {
  system: "privicore",
  title: "Privicore",
  wantsHttpCall: wantsPrivicoreCall,
  readHttpCall: readPrivicoreCall,
  socket: {
    recognises: recognisesPrivicore,
    recognisesBeginning: recognisesPrivicoreBeginning,
    decode: decodePrivicoreFrame,
    decodeFrequent: readFrequentFrame,
  },
};
