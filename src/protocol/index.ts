import { amity } from "./amity/index.ts";
import type { Protocol } from "./meaning.ts";
import { rocketchat } from "./rocketchat/index.ts";
import { sendbird } from "./sendbird/index.ts";

/** Every system that the inspector reads. A new one is a folder beside this file and a line here. */
export const protocols: readonly Protocol[] = [amity, sendbird, rocketchat];
