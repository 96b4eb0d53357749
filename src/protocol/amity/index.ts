import { asObject, asText, parseObject } from "../call-body.ts";
import { readOutcome } from "../call-outcome.ts";
import { decodeId, takeUrlApart } from "../call-url.ts";
import type { ChannelOperationMeaning, HttpCall, HttpCallStart, JsonObject, Protocol } from "../meaning.ts";

/**
 * Amity (social.plus): `POST …/api/v3/channels/{channelId}/join` and `DELETE …/api/v3/channels/{channelId}/leave`, for the
 * user whose bearer token the call carries. Source: PROTOCOL.md 3; Amity's API reference.
 */
export const amity: Protocol = {
  system: "amity",
  title: "Amity",
  wantsHttpCall: (call) => operationOf(call) !== null,
  readHttpCall,
  socket: null,
};

const channelPath = /\/api\/v3\/channels\/(.+)\/(join|leave)\/?$/;
const methods = { join: "POST", leave: "DELETE" } as const;

interface Operation {
  readonly operation: "join" | "leave";
  readonly channelId: string;
  readonly host: string;
}

function operationOf({ method, url }: HttpCallStart): Operation | null {
  const { host, path } = takeUrlApart(url);
  const match = channelPath.exec(path);
  if (match === null) return null;
  const operation = match[2] === "join" ? "join" : "leave";
  if (method.toUpperCase() !== methods[operation]) return null;
  return { operation, channelId: decodeId(match[1] ?? ""), host };
}

function readHttpCall(call: HttpCall): ChannelOperationMeaning | null {
  const found = operationOf(call);
  if (found === null) return null;
  const answer = parseObject(call.responseBody);
  if (!isAmity(call, found.host, answer)) return null;
  const { outcome, reason } = readOutcome(call);
  return {
    kind: "channel-operation",
    system: "amity",
    operation: found.operation,
    channelId: found.channelId,
    members: outcome === "ok" ? membersOf(answer, found) : [],
    memberCount: memberCountOf(answer, found.channelId),
    outcome,
    reason,
    incomplete: [],
  };
}

/**
 * The path alone is not proof. A bearer token is, and the vendor's hosts, and an answer in Amity's shape: browsers export
 * HAR without `Authorization`.
 */
function isAmity(call: HttpCall, host: string, answer: JsonObject | null): boolean {
  const authorization = call.requestHeaders["authorization"];
  if (
    authorization !== undefined &&
    !/^(?:basic|digest|negotiate|ntlm|aws4-hmac)/i.test(authorization.trim())
  )
    return true;
  if (/(?:^|\.)(?:amity\.co|social\.plus)$/.test(host)) return true;
  return Array.isArray(answer?.["channels"]) && Array.isArray(answer?.["channelUsers"]);
}

/**
 * Whom the answer names: the caller, or the whole conversation in a conversation channel. Where it tells each user's
 * membership, only those whom the call can have moved.
 */
function membersOf(answer: JsonObject | null, { operation, channelId }: Operation): readonly string[] {
  const users = listOf(answer?.["channelUsers"]).filter(
    (user) => user["channelId"] === undefined || user["channelId"] === channelId,
  );
  const moved = users.filter(({ membership }) => (membership === "member") === (operation === "join"));
  const told = users.every(({ membership }) => typeof membership === "string") && moved.length > 0;
  return [...new Set((told ? moved : users).flatMap((user) => asText(user["userId"]) ?? []))];
}

function memberCountOf(answer: JsonObject | null, channelId: string): number | null {
  const channel = listOf(answer?.["channels"]).find((candidate) => candidate["channelId"] === channelId);
  const count = channel?.["memberCount"];
  return typeof count === "number" ? count : null;
}

function listOf(value: unknown): readonly JsonObject[] {
  if (!Array.isArray(value)) return [];
  return value.map(asObject).filter((entry) => entry !== null);
}
