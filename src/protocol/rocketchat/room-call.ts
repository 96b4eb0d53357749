import { asObject, asText, type CallFields, parseObject, readFields } from "../call-body.ts";
import { readOutcome } from "../call-outcome.ts";
import { takeUrlApart } from "../call-url.ts";
import type { ChannelOperationMeaning, HttpCall, HttpCallStart, JsonObject } from "../meaning.ts";

/**
 * Public channels, private groups (which can only be left), and rooms of either kind. An installation below a sub-path
 * puts it before `/api`.
 */
const roomPath = /\/api\/v1\/(?:channels\.(join|leave)|groups\.(leave)|rooms\.(join|leave))\/?$/;

interface Operation {
  readonly operation: "join" | "leave";
  readonly query: string;
}

function operationOf({ method, url }: HttpCallStart): Operation | null {
  if (method.toUpperCase() !== "POST") return null;
  const { path, query } = takeUrlApart(url);
  const match = roomPath.exec(path);
  if (match === null) return null;
  return { operation: (match[1] ?? match[2] ?? match[3]) === "join" ? "join" : "leave", query };
}

/** Whether a call is a join or leave of a Rocket.Chat room, before its answer is known. */
export function wantsHttpCall(call: HttpCallStart): boolean {
  return operationOf(call) !== null;
}

/**
 * Reads `POST …/api/v1/channels.(join|leave)`, `groups.leave` and `rooms.(join|leave)`. The user is the one of the
 * `X-User-Id` header. Source: PROTOCOL.md 3; Rocket.Chat's API reference; `@rocket.chat/rest-typings`, which lets
 * `roomName` stand for `roomId`.
 */
export function readHttpCall(call: HttpCall): ChannelOperationMeaning | null {
  const found = operationOf(call);
  if (found === null) return null;
  const request = readFields(call, found.query);
  const answer = parseObject(call.responseBody);
  const room = asObject(answer?.["channel"]) ?? asObject(answer?.["group"]) ?? asObject(answer?.["room"]);
  const user = asText(call.requestHeaders["x-user-id"]);
  const { outcome, reason } = readOutcome(call);
  return {
    kind: "channel-operation",
    system: "rocketchat",
    operation: found.operation,
    channelId:
      asText(request.fields["roomId"]) ?? asText(room?.["_id"]) ?? asText(request.fields["roomName"]),
    members: user === null ? [] : [user],
    memberCount: memberCountOf(room),
    outcome,
    reason,
    incomplete: whatIsLacking(call, request),
  };
}

/** The answer to a join tells `usersCount`, the one to a leave the names of those who are still in. */
function memberCountOf(room: JsonObject | null): number | null {
  const count = room?.["usersCount"];
  if (typeof count === "number") return count;
  const names = room?.["usernames"];
  return Array.isArray(names) ? names.length : null;
}

function whatIsLacking(call: HttpCall, request: CallFields): readonly string[] {
  const lacks: string[] = [];
  const room = asText(request.fields["roomId"]) ?? asText(request.fields["roomName"]);
  if (room === null && request.form !== "unseen")
    lacks.push(
      request.form === "unreadable"
        ? "the required roomId is missing: the body is not JSON"
        : "the required roomId is missing",
    );
  if (!headersAreKnown(call)) return lacks;
  for (const [header, written] of [
    ["x-auth-token", "X-Auth-Token"],
    ["x-user-id", "X-User-Id"],
  ] as const)
    if (asText(call.requestHeaders[header]) === null) lacks.push(`the required header ${written} is missing`);
  return lacks;
}

/** Firefox hands over no headers of a call that never got through; Chromium at times only its own two of a redirected one. */
function headersAreKnown({ status, requestHeaders }: HttpCall): boolean {
  const names = Object.keys(requestHeaders);
  if (names.length === 0) return status !== 0;
  return !names.every((name) => name === "user-agent" || name === "referer");
}
