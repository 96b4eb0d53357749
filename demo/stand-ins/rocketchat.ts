import { jsonFields, type StandIn, type StandInAnswer } from "./stand-in.ts";

const roomPath = /\/api\/v1\/channels\.(join|leave)$/;

/** Rocket.Chat's server: a room named `last-owner` cannot be left, one named `missing` cannot be joined or followed. */
export function rocketchatStandIn(): StandIn {
  return {
    answer({ method, path, headers, body }) {
      const match = roomPath.exec(path);
      if (match === null || method !== "POST") return null;
      const user = headers["x-user-id"];
      if (typeof user !== "string" || headers["x-auth-token"] === undefined)
        return { status: 401, json: { status: "error", message: "You must be logged in to do this." } };
      const { roomId } = jsonFields(body);
      if (typeof roomId !== "string")
        return refusal("The parameter 'roomId' or 'roomName' is required", "error-roomid-param-not-provided");
      const refused = whyRefused(match[1] === "join", roomId);
      if (refused !== null) return refusal(refused.reason, refused.error);
      return { status: 200, json: { channel: room(roomId, user), success: true } };
    },
    connect(url, send) {
      if (!url.pathname.endsWith("/websocket")) return null;
      const reply = (message: object) => send(JSON.stringify(message));
      reply({ server_id: "0" });
      return { receive: (text) => answerDdp(jsonFields(text), reply) };
    },
  };
}

interface Refusal {
  readonly error: string;
  readonly reason: string;
}

function whyRefused(join: boolean, roomId: unknown): Refusal | null {
  if (!join && roomId === "last-owner")
    return {
      error: "error-you-are-last-owner",
      reason: "You are the last owner. Please set new owner before leaving the room.",
    };
  if (roomId === "missing") return { error: "error-invalid-room", reason: "Invalid room" };
  return null;
}

function refusal(reason: string, errorType: string): StandInAnswer {
  return { status: 400, json: { success: false, error: `${reason} [${errorType}]`, errorType } };
}

function room(roomId: string, user: string): object {
  const at = new Date().toISOString();
  return {
    _id: roomId,
    name: roomId,
    t: "c",
    usernames: [user, "owner"],
    msgs: 0,
    u: { _id: "owner-id", username: "owner" },
    ts: at,
    ro: false,
    sysMes: true,
    _updatedAt: at,
  };
}

function answerDdp(message: Readonly<Record<string, unknown>>, reply: (message: object) => void): void {
  const { id } = message;
  const [first] = Array.isArray(message["params"]) ? message["params"] : [];
  switch (message["msg"]) {
    case "connect":
      reply({ msg: "connected", session: "stand-in-session" });
      break;
    case "ping":
      reply({ msg: "pong", ...(id === undefined ? {} : { id }) });
      break;
    case "sub":
      if (first === "missing")
        reply({ msg: "nosub", id, error: { error: "not-allowed", reason: "Not allowed" } });
      else reply({ msg: "ready", subs: [id] });
      break;
    case "unsub":
      reply({ msg: "nosub", id });
      break;
    case "method":
      reply({ msg: "result", id, ...resultOf(message["method"], first) });
      reply({ msg: "updated", methods: [id] });
  }
}

function resultOf(method: unknown, roomId: unknown): object {
  if (method !== "joinRoom" && method !== "leaveRoom") return {};
  const refused = whyRefused(method === "joinRoom", roomId);
  if (refused === null) return method === "joinRoom" ? { result: true } : {};
  const message = `${refused.reason} [${refused.error}]`;
  return { error: { isClientSafe: true, ...refused, message, errorType: "Meteor.Error" } };
}
