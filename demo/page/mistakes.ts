import type { Client } from "./client.ts";
import { push } from "./demo-control.ts";

/** A mistake that a page could make, or a frame that a server could send, at the press of a button. */
export interface Mistake {
  readonly title: string;
  readonly act: (client: Client) => Promise<unknown> | undefined;
}

export const mistakes: readonly Mistake[] = [
  { title: "Join with a bad token", act: (client) => client.connection.join("T-000000000000000000000000") },
  { title: "Join without a token", act: (client) => client.connection.join(null) },
  {
    title: "Join and leave with one correlation ID",
    async act(client) {
      await client.connection.join(client.token, "used-twice");
      await client.connection.leave(client.token, "used-twice");
    },
  },
  {
    title: "Send text that is not JSON",
    act(client) {
      client.connection.sendRaw('{"action":"joinChannel"');
      return undefined;
    },
  },
  {
    title: "Send an unknown action",
    act(client) {
      client.connection.sendRaw(JSON.stringify({ action: "listChannels", correlationId: "list-1" }));
      return undefined;
    },
  },
  {
    title: "Send a binary frame",
    act(client) {
      client.connection.sendRaw(Uint8Array.of(0x50, 0x52, 0x49, 0x56, 0x00, 0xff));
      return undefined;
    },
  },
  { title: "Receive text that is not JSON", act: () => push({ text: "<b>not JSON</b>" }) },
  { title: "Receive a binary frame", act: () => push({ base64: "AAEC/w==" }) },
  { title: "Receive a frame of 20 MB", act: () => push({ bytes: 20 * 1024 * 1024 }) },
];
