import { counted, message, words } from "../text/message.ts";

const said = words("empty", [
  "connecting",
  "notInDevtools",
  "notInDevtoolsHint",
  "unwatched",
  "unwatchedHint",
  "waiting",
  "waitingHint",
  "cleared",
  "clearedHint",
  "reconnecting",
  "reconnectingHint",
  "emptyFile",
  "emptyFileHint",
  "paused",
  "pausedHint",
  "exchanges",
  "exchangesHint",
  "channels",
  "channelsHint",
  "commands",
  "commandsHint",
  "problems",
  "problemsHint",
]);

/** What views say while they have nothing to show: a title and a hint each. */
export const emptyText = {
  ...words("empty", ["noMatch", "clearFilter", "backToLive", "demo", "tour"]),
  connecting: [said.connecting, ""],
  notInDevtools: [said.notInDevtools, said.notInDevtoolsHint],
  unwatched: [said.unwatched, said.unwatchedHint],
  waiting: [said.waiting, said.waitingHint],
  cleared: [said.cleared, said.clearedHint],
  reconnecting: [said.reconnecting, said.reconnectingHint],
  emptyFile: [said.emptyFile, said.emptyFileHint],
  paused: [said.paused, said.pausedHint],
  exchanges: [said.exchanges, said.exchangesHint],
  channels: [said.channels, said.channelsHint],
  commands: [said.commands, said.commandsHint],
  problems: [said.problems, said.problemsHint],
  unrecognised: (connections: number) =>
    [message("empty_unrecognised"), counted("empty_unrecognisedHint", connections)] as const,
  noMatchHint: (hidden: number) => counted("empty_noMatchHint", hidden),
  noneBy: (time: string, later: number) =>
    [message("empty_noneBy", time), counted("empty_foundLater", later)] as const,
} as const;

/** A title and a hint. */
export type EmptyWords = readonly [title: string, hint: string];
