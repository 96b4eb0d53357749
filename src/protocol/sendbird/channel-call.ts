import { asText, type CallFields, parseObject, readFields } from "../call-body.ts";
import { readOutcome } from "../call-outcome.ts";
import { decodeId, takeUrlApart } from "../call-url.ts";
import type { ChannelOperationMeaning, HttpCall, HttpCallStart } from "../meaning.ts";

const channelPath = /\/v3\/group_channels\/(.+)\/(join|leave)\/?$/;

/**
 * The reasons for leaving that Sendbird documents. Its own generated clients write them in capitals: compared without
 * case.
 */
const leaveReasons = [
  "admin_removed",
  "admin_deleted",
  "admin_deactivated",
  "left_by_own_choice",
  "channel_operator_removed",
];

interface Operation {
  readonly operation: "join" | "leave";
  readonly channelUrl: string;
  readonly query: string;
}

function operationOf({ method, url, requestHeaders }: HttpCallStart): Operation | null {
  if (method.toUpperCase() !== "PUT") return null;
  const { host, path, query } = takeUrlApart(url);
  const match = channelPath.exec(path);
  if (match === null) return null;
  const known =
    requestHeaders["api-token"] !== undefined ||
    requestHeaders["session-key"] !== undefined ||
    /^api-[^.]+\.sendbird\.com$/.test(host);
  if (!known) return null;
  return { operation: match[2] === "join" ? "join" : "leave", channelUrl: decodeId(match[1] ?? ""), query };
}

/** Whether a call is a join or leave of a Sendbird group channel, before its answer is known. */
export function wantsHttpCall(call: HttpCallStart): boolean {
  return operationOf(call) !== null;
}

/**
 * Reads `PUT …/v3/group_channels/{channel_url}/(join|leave)`. Success has an empty body by the documentation; the client
 * SDK's join answers with the channel. Source: PROTOCOL.md 3; Sendbird's Platform API, "Leave a channel".
 */
export function readHttpCall(call: HttpCall): ChannelOperationMeaning | null {
  const found = operationOf(call);
  if (found === null) return null;
  const request = readFields(call, found.query);
  const { outcome, reason } = readOutcome(call);
  return {
    kind: "channel-operation",
    system: "sendbird",
    operation: found.operation,
    channelId: found.channelUrl,
    members: membersOf(request),
    memberCount: memberCountOf(call),
    outcome,
    reason: reason ?? (outcome === "ok" ? asText(request.fields["reason"]) : null),
    incomplete: found.operation === "leave" ? whatLeaveLacks(call, request) : [],
  };
}

/** `user_ids` as a list; null where it is none. One value in a form or a query is a list of one. */
function userIdsOf({ fields, form }: CallFields): readonly unknown[] | null {
  const ids = fields["user_ids"];
  if (Array.isArray(ids)) return ids;
  return form === "form" && typeof ids === "string" ? ids.split(",").filter((id) => id !== "") : null;
}

/** The Platform API names the members; the client SDK names the one user, whom the session key belongs to. */
function membersOf(request: CallFields): readonly string[] {
  const ids = [...(userIdsOf(request) ?? []), request.fields["user_id"]];
  return [...new Set(ids.flatMap((id) => asText(id) ?? []))];
}

function memberCountOf(call: HttpCall): number | null {
  const answer = parseObject(call.responseBody);
  const count = answer?.["member_count"];
  return typeof count === "number" ? count : null;
}

/** `user_ids` is required of the Platform API; the client SDK's session key already says who leaves. */
function whatLeaveLacks(call: HttpCall, request: CallFields): readonly string[] {
  const lacks: string[] = [];
  if (call.requestHeaders["api-token"] !== undefined && call.requestHeaders["session-key"] === undefined) {
    const problem = problemOfUserIds(request);
    if (problem !== null) lacks.push(problem);
  }
  const reason = request.fields["reason"];
  if (reason !== undefined && reason !== null && !isKnownReason(reason))
    lacks.push(`the reason ${quote(reason)} is none of ${leaveReasons.join(", ")}`);
  return lacks;
}

function problemOfUserIds(request: CallFields): string | null {
  if (request.form === "unseen") return null;
  if (request.form === "unreadable") return "the required user_ids is missing: the body is not JSON";
  const ids = userIdsOf(request);
  const written = request.fields["user_ids"];
  if (ids === null) {
    if (written === undefined || written === null) return "the required user_ids is missing";
    return `user_ids is ${quote(written)}, expected an array of user IDs`;
  }
  if (ids.length === 0) return "the required user_ids is empty";
  if (!ids.every((id) => typeof id === "string" && id !== ""))
    return "user_ids holds something other than user IDs as strings";
  return null;
}

function isKnownReason(reason: unknown): boolean {
  return typeof reason === "string" && leaveReasons.includes(reason.toLowerCase());
}

/** A value as JSON, short enough for a sentence. */
function quote(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length <= 60 ? text : `${text.slice(0, 60)}…`;
}
