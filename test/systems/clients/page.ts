import { amityClient } from "./amity.ts";
import { rocketchatClients } from "./rocketchat.ts";
import { sendbirdClient } from "./sendbird.ts";

/** What the tests call in the page. */
export const clients = { amityClient, sendbirdClient, rocketchatClients };
Object.assign(globalThis, { clients });
