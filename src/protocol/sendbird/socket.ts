import { asText, parseObject } from "../call-body.ts";
import type { ActionMeaning, AnswerMeaning, FrameMeaning, JsonObject, SocketProtocol } from "../meaning.ts";

/*
 * Sendbird's socket: a command word of four capitals, then JSON, then a line break; several may share a frame. The client
 * gives every command a `req_id`; what asks for an acknowledgement gets the same word back with that ID, or `EROR`.
 * Source: the behaviour of `@sendbird/chat` 4.22.
 */

/** Commands that the client awaits an acknowledgement for. `ENTR` and `EXIT` enter and leave an open channel. */
const acknowledged = new Map<string, ActionMeaning["act"]>([
  ["ENTR", "join"],
  ["EXIT", "leave"],
  ["MESG", "other"],
  ["FILE", "other"],
  ["MEDI", "other"],
  ["FEDI", "other"],
  ["READ", "other"],
  ["VOTE", "other"],
  ["LOGI", "other"],
]);

/** Words that pass without an acknowledgement: heartbeats, typing, receipts, and what the server pushes. */
const passing = new Set(
  "PING PONG TPST TPEN MACK DLVR SYEV USEV ADMM BRDM AEDI PEDI MTHD MRCT MCNT DELM EXPR BUSY NOOP EROR".split(
    " ",
  ),
);

const commandWord = /^([A-Z]{4})(?=[\s{]|$)/;

/** Words that other systems might use as well do not prove a connection: only a known word right before a JSON object. */
function recognisesText(text: string): boolean {
  const word = /^([A-Z]{4})\{/.exec(text)?.[1];
  if (word === undefined || !(acknowledged.has(word) || passing.has(word))) return false;
  const line = text.split("\n", 1)[0] ?? "";
  return parseObject(line.slice(4)) !== null;
}

/** Reads a frame; of several commands in one, the first that asks or answers. */
function decodeText(text: string, direction: "sent" | "received"): FrameMeaning {
  const meanings = text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => decodeCommand(line, direction));
  const [first] = meanings;
  return (
    meanings.find(({ kind }) => kind !== "note") ?? first ?? { kind: "malformed", reason: "an empty frame" }
  );
}

function decodeCommand(line: string, direction: "sent" | "received"): FrameMeaning {
  const word = commandWord.exec(line)?.[1];
  if (word === undefined)
    return { kind: "malformed", reason: "no command word of four capitals before the JSON" };
  const rest = line.slice(4).trim();
  const payload = rest === "" ? {} : parseObject(rest);
  if (payload === null) return { kind: "malformed", reason: `what follows ${word} is no JSON object` };
  if (!acknowledged.has(word) && !passing.has(word))
    return { kind: "unknown-message", type: word, problems: [] };
  const requestId = asText(payload["req_id"]);
  const act = acknowledged.get(word);
  if (direction === "sent" && act !== undefined) return command(word, act, payload, requestId);
  const answers = act !== undefined || word === "EROR";
  if (direction === "received" && answers && requestId !== null)
    return acknowledgement(word, payload, requestId);
  return { kind: "note", name: word, channelId: asText(payload["channel_url"]) };
}

function command(
  word: string,
  act: ActionMeaning["act"],
  payload: JsonObject,
  correlationId: string | null,
): ActionMeaning {
  const channelId = asText(payload["channel_url"]);
  return {
    kind: "action",
    act,
    name: word,
    correlationId,
    token: word === "LOGI" ? asText(payload["token"]) : null,
    channelId,
    known: true,
    problems:
      act !== "other" && channelId === null
        ? [
            {
              path: "channel_url",
              expected: "a channel's URL",
              got: JSON.stringify(payload["channel_url"]) ?? "nothing",
            },
          ]
        : [],
  };
}

/** A message to others carries its sender's `req_id` too: it answers only where this connection is waiting for it. */
function acknowledgement(word: string, payload: JsonObject, correlationId: string): AnswerMeaning {
  const refused = word === "EROR" || payload["error"] === true;
  const code = payload["code"];
  return {
    kind: "answer",
    correlationId,
    status: refused && typeof code === "number" ? code : null,
    ok: !refused,
    channelId: asText(payload["channel_url"]),
    message: refused ? asText(payload["message"]) : null,
    problems: [],
    onlyIfPending: true,
  };
}

const loginKeys: ReadonlySet<string> = new Set(["key", "ekey", "new_key"]);

/** A login's answer gives the session key and the key of the local cache as `key` and `ekey`. */
function secretKeys(payload: string): ReadonlySet<string> | null {
  return payload.startsWith("LOGI{") || payload.includes("\nLOGI{") ? loginKeys : null;
}

/** No message of Sendbird's is a bare JSON object. */
export const sendbirdSocket: SocketProtocol = {
  recognises: () => false,
  decode: () => ({ kind: "unknown-message", type: null, problems: [] }),
  recognisesText,
  decodeText,
  secretKeys,
};
