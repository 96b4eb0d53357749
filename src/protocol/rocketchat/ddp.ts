import { asObject, asText } from "../call-body.ts";
import type {
  ActionMeaning,
  AnswerMeaning,
  FrameMeaning,
  JsonObject,
  NoteMeaning,
  SchemaProblem,
} from "../meaning.ts";

/*
 * DDP, Meteor's protocol, as Rocket.Chat speaks it: JSON objects that name themselves in `msg`; `method` is answered by
 * `result`, `sub` by `ready` or `nosub`, paired by `id`. Sources: Meteor's DDP specification; Rocket.Chat's Realtime API
 * ("Join Channels", "Leave Rooms", "Stream Room Messages").
 */

/**
 * Every Meteor application speaks DDP; only what Rocket.Chat alone calls proves that a connection is its own. `login` and
 * `sendMessage` would not.
 */
const ownMethods =
  /^(?:joinRoom|leaveRoom|openRoom|hideRoom|loadHistory|getRoomRoles|createChannel|createPrivateGroup|createDirectMessage|archiveRoom|unarchiveRoom|eraseRoom|(?:rooms|subscriptions|public-settings|permissions)\/get|(?:stream-|livechat:|UserPresence:).*)$/;

/** Further methods that Rocket.Chat documents. */
const sharedMethods =
  /^(?:login|logout|registerUser|sendMessage|updateMessage|deleteMessage|starMessage|pinMessage|unpinMessage|setReaction|toggleFavorite|getUserRoles|listEmojiCustom|saveRoomSettings|spotlight|readMessages|getUsersOfRoom)$/;

/** Rocket.Chat's streams; other Meteor applications name their publications after their collections. */
const ownStream = /^stream-/;

/** Whether this message proves that the connection is Rocket.Chat's. */
export function recognisesDdp(message: JsonObject): boolean {
  switch (message["msg"]) {
    case "method":
      return ownMethods.test(asText(message["method"]) ?? "");
    case "sub":
      return ownStream.test(asText(message["name"]) ?? "");
    case "changed":
      return ownStream.test(asText(message["collection"]) ?? "");
    default:
      return false;
  }
}

/** Reads a DDP message of a connection that is Rocket.Chat's. */
export function decodeDdp(message: JsonObject): FrameMeaning {
  const name = asText(message["msg"]);
  switch (name) {
    case "method":
      return methodAction(message);
    case "sub":
      return subscription(message);
    case "result":
      return answer(message, asText(message["id"]), {});
    case "ready":
      return readyAnswer(message);
    case "nosub":
      // Refuses a subscription, and confirms with the same ID that an established one has ended.
      return answer(message, asText(message["id"]), { ok: false, onlyIfPending: true });
    case "unsub":
    case "connect":
    case "connected":
    case "failed":
    case "ping":
    case "pong":
    case "updated":
    case "added":
    case "addedBefore":
    case "movedBefore":
    case "changed":
    case "removed":
    case "error":
      return note(name, roomOf(message));
    case null:
      // Old servers greet with an object without `msg`, which the specification tells clients to ignore.
      return typeof message["server_id"] === "string"
        ? note("server_id", null)
        : { kind: "unknown-message", type: null, problems: [] };
    default:
      return { kind: "unknown-message", type: name, problems: [] };
  }
}

const loginKeys: ReadonlySet<string> = new Set(["resume", "digest"]);

/** All that a login over HTTP with an authorization token says. */
const resumesOnly = /^\s*\{\s*"resume"\s*:\s*"[^"\s]*"\s*\}?\s*$/;

/** A login sends an authorization token as `resume`, or a password's hash, which serves as well as the password. */
export function secretKeysOfDdp(payload: string): ReadonlySet<string> | null {
  // Quotes are escaped where SockJS wraps the message.
  const isLogin = payload.includes("login") && /\\?"method\\?"\s*:\s*\\?"login\\?"/.test(payload);
  return isLogin || resumesOnly.test(payload) ? loginKeys : null;
}

function note(name: string, channelId: string | null): NoteMeaning {
  return { kind: "note", name, channelId };
}

function methodAction(message: JsonObject): ActionMeaning {
  const name = asText(message["method"]);
  const first = firstParameter(message);
  const act = name === "joinRoom" ? "join" : name === "leaveRoom" ? "leave" : "other";
  const room = typeof first === "string" && first !== "" ? first : null;
  const problems: SchemaProblem[] = [];
  if (name === null) problems.push(problem("method", "a method's name", message["method"]));
  if (act !== "other" && room === null) problems.push(problem("params.0", "a room ID", first));
  return {
    kind: "action",
    act,
    name: name ?? "method",
    correlationId: asText(message["id"]),
    token: name === "login" ? asText(asObject(first)?.["resume"]) : null,
    channelId: act === "other" ? null : room,
    known: name !== null && (ownMethods.test(name) || sharedMethods.test(name)),
    problems,
  };
}

/** A subscription of a room's stream: its first parameter is the room, or the room and an event: `ROOM/typing`. */
function subscription(message: JsonObject): ActionMeaning {
  const name = asText(message["name"]);
  const first = firstParameter(message);
  const isRoomStream = name === "stream-room-messages" || name === "stream-notify-room";
  return {
    kind: "action",
    act: "other",
    name: `sub ${name ?? ""}`.trimEnd(),
    correlationId: asText(message["id"]),
    token: null,
    channelId: isRoomStream && typeof first === "string" ? roomOfEvent(first) : null,
    known: name !== null && ownStream.test(name),
    problems: name === null ? [problem("name", "a publication's name", message["name"])] : [],
  };
}

function readyAnswer(message: JsonObject): FrameMeaning {
  const subs = message["subs"];
  const id = Array.isArray(subs) ? asText(subs[0]) : null;
  // Servers write one `ready` per subscription, although the specification lets them gather several.
  return id === null ? note("ready", null) : answer(message, id, {});
}

function answer(
  message: JsonObject,
  correlationId: string | null,
  given: { readonly ok?: boolean; readonly onlyIfPending?: boolean },
): AnswerMeaning {
  const error = message["error"];
  const fields = asObject(error);
  const code = fields?.["error"];
  return {
    kind: "answer",
    correlationId,
    status: typeof code === "number" ? code : null,
    ok: given.ok ?? (error === undefined || error === null),
    channelId: null,
    message: asText(fields?.["reason"]) ?? asText(fields?.["message"]) ?? asText(code) ?? asText(error),
    problems: [],
    ...(given.onlyIfPending === true ? { onlyIfPending: true } : {}),
  };
}

/** The room that a push of a room's stream is about: `fields.eventName`. */
function roomOf(message: JsonObject): string | null {
  const collection = message["collection"];
  if (collection !== "stream-room-messages" && collection !== "stream-notify-room") return null;
  const event = asText(asObject(message["fields"])?.["eventName"]);
  return event === null ? null : roomOfEvent(event);
}

function roomOfEvent(event: string): string | null {
  // `__my_messages__` stands for all of one's own rooms.
  return event === "__my_messages__" ? null : (event.split("/", 1)[0] ?? null);
}

function firstParameter(message: JsonObject): unknown {
  const params = message["params"];
  return Array.isArray(params) ? params[0] : undefined;
}

function problem(path: string, expected: string, value: unknown): SchemaProblem {
  return { path, expected, got: value === undefined ? "nothing" : JSON.stringify(value).slice(0, 80) };
}
