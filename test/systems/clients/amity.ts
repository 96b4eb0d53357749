import { ChannelRepository, Client } from "@amityco/ts-sdk";
import { outcomeOf } from "./outcome.ts";

/** Logs in with Amity's real client; real-time events, which need the vendor's broker, stay off. */
export async function amityClient(origin: string) {
  Client.createClient("api-key", "eu", { apiEndpoint: { http: origin }, rteEnabled: false });
  await Client.login(
    { userId: "ada", displayName: "Ada" },
    { sessionWillRenewAccessToken: (renewal) => renewal.renew() },
    { disableRTE: true },
  );
  return {
    join: (channelId: string) => outcomeOf(() => ChannelRepository.joinChannel(channelId)),
    leave: (channelId: string) => outcomeOf(() => ChannelRepository.leaveChannel(channelId)),
  };
}
