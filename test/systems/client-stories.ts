import type { clients as pageClients } from "./clients/page.ts";

declare global {
  /** Set by the page that holds the real clients. */
  var clients: typeof pageClients;
}

/*
 * What each client is made to do, in the page: these functions are sent there as their source. Each gives what the client
 * itself said of every call.
 */

export async function amityStory(origin: string): Promise<readonly string[]> {
  const amity = await clients.amityClient(origin);
  return [
    await amity.join("team/one 50%"),
    await amity.leave("team/one 50%"),
    await amity.leave("team/one 50%"),
    await amity.join("banned"),
  ];
}

export async function sendbirdStory(origin: string): Promise<readonly string[]> {
  const sendbird = await clients.sendbirdClient(origin);
  return [
    await sendbird.join("team/one 50%"),
    await sendbird.leave("team/one 50%"),
    await sendbird.leave("missing"),
    await sendbird.enter("lobby"),
    await sendbird.exit("lobby"),
    await sendbird.enter("frozen"),
  ];
}

export async function rocketchatStory(origin: string): Promise<readonly string[]> {
  const rocketchat = await clients.rocketchatClients(origin);
  const withoutLogin = await rocketchat.leave("GENERAL");
  rocketchat.logIn();
  return [
    withoutLogin,
    await rocketchat.join("GENERAL"),
    await rocketchat.leave("GENERAL"),
    await rocketchat.leave("last-owner"),
    await rocketchat.joinOverDdp("GENERAL"),
    await rocketchat.leaveOverDdp("GENERAL"),
    await rocketchat.joinOverDdp("missing"),
    await rocketchat.follow("GENERAL"),
    await rocketchat.follow("missing"),
  ];
}

/** The channel operations that the stories make over HTTP: system, act, channel, outcome, reason, members. */
export const expectedOperations: readonly (readonly unknown[])[] = [
  ["amity", "join", "team/one 50%", "ok", null, ["ada"]],
  ["amity", "leave", "team/one 50%", "ok", null, ["ada"]],
  ["amity", "leave", "team/one 50%", "rejected", "Forbidden: the user is not a member (400301)", []],
  ["amity", "join", "banned", "rejected", "Forbidden: the user is banned from the channel (400300)", []],
  ["sendbird", "join", "team/one 50%", "ok", null, ["ada"]],
  ["sendbird", "leave", "team/one 50%", "ok", null, ["ada"]],
  ["sendbird", "leave", "missing", "rejected", '"Channel" not found. (400201)', ["ada"]],
  ["rocketchat", "leave", "GENERAL", "rejected", "You must be logged in to do this.", []],
  ["rocketchat", "join", "GENERAL", "ok", null, ["ada"]],
  ["rocketchat", "leave", "GENERAL", "ok", null, ["ada"]],
  [
    "rocketchat",
    "leave",
    "last-owner",
    "rejected",
    "You are the last owner. Please set new owner before leaving the room. [error-you-are-last-owner]",
    ["ada"],
  ],
];

/** The exchanges that they make over their sockets: action, act, channel, outcome, what the answer said. */
export const expectedExchanges: readonly (readonly unknown[])[] = [
  ["ENTR", "join", "lobby", "ok", null],
  ["EXIT", "leave", "lobby", "ok", null],
  ["ENTR", "join", "frozen", "rejected", "The channel is frozen."],
  ["joinRoom", "join", "GENERAL", "ok", null],
  ["leaveRoom", "leave", "GENERAL", "ok", null],
  ["joinRoom", "join", "missing", "rejected", "Invalid room"],
  ["sub stream-room-messages", "other", "GENERAL", "ok", null],
  ["sub stream-room-messages", "other", "missing", "rejected", "Not allowed"],
];

/** What must be found, and nothing else: each refused call, and the one without its login. */
export const expectedFindings: Readonly<Record<string, number>> = {
  "operation-rejected": 5,
  "operation-incomplete": 1,
};
