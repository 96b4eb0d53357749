import { asText, parseObject, readFields } from "../../../../src/protocol/call-body.ts";
import { readOutcome } from "../../../../src/protocol/call-outcome.ts";
import { decodeId, takeUrlApart } from "../../../../src/protocol/call-url.ts";
import type {
  ChannelOperationMeaning,
  HttpCall,
  HttpCallStart,
  Protocol,
} from "../../../../src/protocol/meaning.ts";

/** Matrix: `POST /_matrix/client/v3/join/{room}` and `POST /_matrix/client/v3/rooms/{room}/leave`, on any homeserver. */
export const matrix: Protocol = {
  system: "matrix",
  title: "Matrix",
  wantsHttpCall: (call) => operationOf(call) !== null,
  readHttpCall,
  socket: null,
};

const joinPath = /\/_matrix\/client\/v3\/join\/([^/]+)$/;
const leavePath = /\/_matrix\/client\/v3\/rooms\/([^/]+)\/leave$/;

function operationOf({ method, url }: HttpCallStart) {
  if (method.toUpperCase() !== "POST") return null;
  const { path, query } = takeUrlApart(url);
  const join = joinPath.exec(path)?.[1];
  const room = join ?? leavePath.exec(path)?.[1];
  if (room === undefined) return null;
  return {
    operation: join === undefined ? ("leave" as const) : ("join" as const),
    room: decodeId(room),
    query,
  };
}

function readHttpCall(call: HttpCall): ChannelOperationMeaning | null {
  const found = operationOf(call);
  if (found === null) return null;
  const { outcome, reason } = readOutcome(call);
  const answer = parseObject(call.responseBody);
  return {
    kind: "channel-operation",
    system: "matrix",
    operation: found.operation,
    // A join by alias is answered with the room's ID.
    channelId: asText(answer?.["room_id"]) ?? found.room,
    // Neither the call nor its answer says whose access token it carries.
    members: [],
    memberCount: null,
    outcome,
    reason: reason ?? asText(readFields(call, found.query).fields["reason"]),
    incomplete: call.requestHeaders["authorization"] === undefined ? ["the access token is missing"] : [],
  };
}
