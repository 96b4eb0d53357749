import { amity } from "./amity/index.ts";
import type { Protocol, SystemId } from "./meaning.ts";
import { privicore } from "./privicore/index.ts";
import { rocketchat } from "./rocketchat/index.ts";
import { sendbird } from "./sendbird/index.ts";

/** Every system that the inspector reads. A new one is a folder beside this file and a line here. */
export const protocols: readonly Protocol[] = [privicore, amity, sendbird, rocketchat];

/** A system's name as its vendor writes it. */
export function titleOf(system: SystemId): string {
  return protocols.find((protocol) => protocol.system === system)?.title ?? system;
}
