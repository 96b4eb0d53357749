import { jsonFields, type StandIn, type StandInAnswer } from "./stand-in.ts";

const channelPath = /^\/v3\/(group|open)_channels\/([^/]+)(?:\/(join|leave))?$/;

/** Sendbird's server: any user may log in; a channel named `missing` is not found, an open one named `frozen` refuses. */
export function sendbirdStandIn(): StandIn {
  return {
    answer({ method, path, headers, body }) {
      const match = channelPath.exec(path);
      if (match === null) return null;
      if (headers["session-key"] === undefined && headers["api-token"] === undefined)
        return refusal(400, 400111, "Session key is required.");
      const channelUrl = decodeURIComponent(match[2] ?? "");
      if (channelUrl === "missing" && method === "PUT") return refusal(400, 400201, '"Channel" not found.');
      if (method === "GET") return { status: 200, json: channel(channelUrl, match[1] === "open") };
      if (method !== "PUT") return refusal(405, 400000, "Method not allowed.");
      if (match[3] === "join") return { status: 200, json: channel(channelUrl, false) };
      const members = jsonFields(body)["user_ids"];
      if (headers["api-token"] !== undefined && !(Array.isArray(members) && members.length > 0))
        return refusal(400, 400105, '"user_ids" must not be missing.');
      return { status: 200, json: headers["api-token"] === undefined ? {} : null };
    },
    connect(url, send) {
      if (!url.searchParams.has("ai")) return null;
      const userId = url.searchParams.get("user_id") ?? "";
      send(command("LOGI", login(userId)));
      return {
        receive(text) {
          for (const line of text.split("\n")) {
            if (line === "") continue;
            const word = line.slice(0, 4);
            const request = jsonFields(line.slice(4));
            if (word === "PING") send(command("PONG", { sts: Date.now(), ts: request["id"] }));
            else if (word === "ENTR" || word === "EXIT") send(acknowledgement(word, request, userId));
          }
        },
      };
    },
  };
}

function command(word: string, payload: object): string {
  return `${word}${JSON.stringify(payload)}\n`;
}

function acknowledgement(word: string, request: Readonly<Record<string, unknown>>, userId: string): string {
  const { channel_url, req_id } = request;
  if (channel_url === "frozen")
    return command("EROR", { message: "The channel is frozen.", code: 900100, error: true, req_id });
  return command(word, {
    channel_url,
    req_id,
    participant_count: 1,
    user: { user_id: userId, nickname: userId, profile_url: "" },
    edge_ts: Date.now(),
  });
}

function refusal(status: number, code: number, message: string): StandInAnswer {
  return { status, json: { message, code, error: true } };
}

function login(userId: string): object {
  return {
    key: `session-of-${userId}`,
    ekey: `encryption-key-of-${userId}`,
    user_id: userId,
    nickname: userId,
    profile_url: "",
    metadata: {},
    login_ts: Date.now(),
    is_active: true,
    ping_interval: 15,
    pong_timeout: 5,
    reconnect: { interval: 3, max_interval: 24, mul: 2, retry_cnt: 5 },
    max_unread_cnt_on_super_group: 100,
    unread_cnt: { all: 0, custom_types: {}, ts: 0 },
    services: ["chat"],
    premium_feature_list: [],
    application_attributes: [],
    emoji_hash: "",
    file_upload_size_limit: 26_214_400,
  };
}

function channel(channelUrl: string, open: boolean): object {
  return {
    channel_url: channelUrl,
    name: channelUrl,
    cover_url: "",
    data: "",
    custom_type: "",
    created_at: 1_760_000_000,
    is_public: true,
    is_distinct: false,
    is_super: false,
    is_ephemeral: false,
    freeze: false,
    unread_message_count: 0,
    unread_mention_count: 0,
    member_count: 2,
    joined_member_count: 2,
    max_length_message: 5_000,
    member_state: "joined",
    my_role: "none",
    members: [],
    operators: [],
    ...(open ? { participant_count: 0 } : {}),
  };
}
