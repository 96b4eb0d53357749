import { jsonFields, type StandIn, type StandInAnswer, type StandInCall } from "./stand-in.ts";

const channelPath = /^\/api\/v3\/channels\/([^/]+)\/(join|leave)$/;

/** Amity's server: any user may log in; joins and leaves of a channel named `banned` are refused. */
export function amityStandIn(): StandIn {
  const members = new Map<string, Set<string>>();
  return {
    connect: () => null,
    answer(call) {
      if (call.path === "/api/v5/sessions") return session(call);
      if (call.path === "/api/v3/network-settings/chat")
        return { status: 200, json: { enabled: true, messagePreview: { enabled: false } } };
      const match = channelPath.exec(call.path);
      if (match === null) return null;
      const join = match[2] === "join";
      if (call.method !== (join ? "POST" : "DELETE")) return null;
      const user = /^Bearer user:(.+)$/.exec(call.headers.authorization ?? "")?.[1];
      if (user === undefined) return refusal(401, 400100, "Unauthorized");
      const channelId = decodeURIComponent(match[1] ?? "");
      if (channelId === "banned")
        return refusal(403, 400300, "Forbidden: the user is banned from the channel");
      const inside = members.get(channelId) ?? new Set(["owner"]);
      members.set(channelId, inside);
      if (join) inside.add(user);
      else if (!inside.delete(user)) return refusal(403, 400301, "Forbidden: the user is not a member");
      return { status: 200, json: membership(channelId, user, join, inside.size) };
    },
  };
}

function session({ body }: StandInCall): StandInAnswer {
  const { userId } = jsonFields(body);
  const now = Date.now();
  return {
    status: 200,
    json: {
      accessToken: `user:${String(userId)}`,
      issuedAt: new Date(now).toISOString(),
      expiresAt: new Date(now + 3_600_000).toISOString(),
      users: [{ _id: userId, userId, displayName: userId, isDeleted: false, isGlobalBanned: false }],
      files: [],
    },
  };
}

function refusal(status: number, code: number, message: string): StandInAnswer {
  return { status, json: { status: "error", code, message, data: {} } };
}

function membership(channelId: string, userId: string, joined: boolean, memberCount: number): unknown {
  const at = new Date().toISOString();
  return {
    channels: [
      {
        _id: channelId,
        channelId,
        channelInternalId: channelId,
        type: "live",
        memberCount,
        messageCount: 0,
        lastActivity: at,
        isMuted: false,
        isDeleted: false,
        createdAt: at,
        updatedAt: at,
      },
    ],
    channelUsers: [
      {
        userId,
        channelId,
        membership: joined ? "member" : "none",
        isBanned: false,
        isMuted: false,
        roles: [],
        readToSegment: 0,
        createdAt: at,
        updatedAt: at,
      },
    ],
    messagePreviews: [],
    messageFeedsInfo: [],
    users: [{ _id: userId, userId, displayName: userId }],
    files: [],
  };
}
