import type { Protocol } from "../meaning.ts";
import { decodeDdp, recognisesDdp, secretKeysOfDdp } from "./ddp.ts";
import { readHttpCall, wantsHttpCall } from "./room-call.ts";
import { decodeSockjs, recognisesSockjs } from "./sockjs.ts";

/** Rocket.Chat, over HTTP and over DDP. Self-hosted: recognised by what is said, on any host. */
export const rocketchat: Protocol = {
  system: "rocketchat",
  title: "Rocket.Chat",
  wantsHttpCall,
  readHttpCall,
  socket: {
    recognises: recognisesDdp,
    decode: decodeDdp,
    recognisesText: recognisesSockjs,
    decodeText: decodeSockjs,
    secretKeys: secretKeysOfDdp,
  },
};
