import { RestClient } from "@rocket.chat/api-client";
import { DDPSDK } from "@rocket.chat/ddp-client";
import { outcomeOf } from "./outcome.ts";

/** Rocket.Chat's real clients, of an installation below a sub-path: REST, and DDP over the socket. */
export async function rocketchatClients(origin: string) {
  const rest = new RestClient({ baseUrl: `${origin}/chat` });
  const sdk = await DDPSDK.createAndConnect(`${origin}/chat`);
  const post = (endpoint: "/v1/channels.join" | "/v1/channels.leave", roomId: string) =>
    outcomeOf(() => rest.post(endpoint, { roomId }));
  return {
    logIn: () => rest.setCredentials({ "X-User-Id": "ada", "X-Auth-Token": "token-of-ada" }),
    join: (roomId: string) => post("/v1/channels.join", roomId),
    leave: (roomId: string) => post("/v1/channels.leave", roomId),
    joinOverDdp: (roomId: string) => outcomeOf(() => sdk.client.callAsync("joinRoom", roomId)),
    leaveOverDdp: (roomId: string) => outcomeOf(() => sdk.client.callAsync("leaveRoom", roomId)),
    follow: (roomId: string) =>
      outcomeOf(
        () =>
          new Promise<void>((resolve, reject) => {
            const subscription = sdk.client.subscribe("stream-room-messages", roomId, false);
            subscription.onChange((answer: object) => ("error" in answer ? reject(answer.error) : resolve()));
          }),
      ),
    disconnect: () => sdk.connection.close(),
  };
}
