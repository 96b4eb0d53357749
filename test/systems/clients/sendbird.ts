import SendbirdChat from "@sendbird/chat";
import { GroupChannelModule } from "@sendbird/chat/groupChannel";
import { OpenChannelModule } from "@sendbird/chat/openChannel";
import { outcomeOf } from "./outcome.ts";

/** Connects with Sendbird's real client. */
export async function sendbirdClient(origin: string) {
  const sendbird = SendbirdChat.init({
    appId: "ABCD1234-00AA-4BB5-8CCD-0123456789AB",
    modules: [new GroupChannelModule(), new OpenChannelModule()],
    customApiHost: origin,
    customWebSocketHost: origin.replace(/^http/, "ws"),
    localCacheEnabled: false,
  });
  await sendbird.connect("ada");
  const group = (url: string) => sendbird.groupChannel.getChannelWithoutCache(url);
  const open = (url: string) => sendbird.openChannel.getChannelWithoutCache(url);
  return {
    join: (url: string) => outcomeOf(async () => (await group(url)).join()),
    leave: (url: string) => outcomeOf(async () => (await group(url)).leave()),
    enter: (url: string) => outcomeOf(async () => (await open(url)).enter()),
    exit: (url: string) => outcomeOf(async () => (await open(url)).exit()),
    disconnect: () => sendbird.disconnect(),
  };
}
