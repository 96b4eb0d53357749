import { documentId, epochMilliseconds } from "../../../src/contract/brands.ts";
import type { CaptureEvent } from "../../../src/contract/capture-event.ts";
import { Conversation } from "./conversation.ts";

/** Scripted conversations, each ending at the time that it is given. */
export const scripts: Readonly<Record<string, (end: number) => readonly CaptureEvent[]>> = {
  session: (end) => play(end, 74_000, session),
  problems: (end) => play(end, 74_000, problems),
  strange: (end) => play(end, 20_000, strange),
  systems: (end) => play(end, 20_000, systems),
  lists: (end) => play(end, 1_000, lists),
  many: (end) => play(end, 60_000, many),
};

function play(
  end: number,
  length: number,
  script: (conversation: Conversation) => void,
): readonly CaptureEvent[] {
  const conversation = new Conversation(end - length);
  script(conversation);
  return conversation.events;
}

/** A page that does everything right: joins, commands, a data request, a leave, and joins again. */
function session(talk: Conversation): void {
  talk.page("d1").wait(40).connect("c1", "d1").wait(120);
  const channel = talk.join("c1", 14.2);
  talk.wait(900).connect("c2", "d1", "wss://proxy.privicore.example/socket?session=2").wait(30);
  talk.join("c2", 43.7);
  for (let round = 0; round < 9; round++) {
    talk.wait(2200 + round * 300);
    const command = talk.id();
    talk.call("d1", round % 2 === 0 ? "/device/configure-meta" : "/public-key/register-public-key", {
      body: JSON.stringify({ commandId: command }),
      duration: 18 + round,
    });
    talk.wait(60).status("c1", command, 1).wait(340).status("c1", command, 1, "still working");
    talk.wait(180).status("c1", command, 2);
    if (round % 3 === 1) talk.receive("c2", { data: { type: "X-DPT-KEEPALIVE", at: Math.round(talk.now) } });
  }
  const request = talk.id();
  talk.wait(800).call("d1", "/data-token/request-data", {
    headers: { "x-dpt-cab-request-id": request, "x-dpt-cab-id": talk.id() },
  });
  talk.wait(220).receive("c1", {
    data: {
      type: "X-DPT-CAB-REQUEST-ID",
      id: request,
      data_context: "contacts",
      output_type: 1,
      body: "https://download.privicore.example/f/81?auth=D-8812AC55",
    },
  });
  talk.wait(2400).leave("c1", channel).wait(1500);
  talk.join("c1", 22);
  for (let beat = 0; beat < 12; beat++)
    talk.wait(1400).receive("c1", { data: { type: "X-DPT-PRESENCE", online: 3 + (beat % 4) } });
}

/** Two messages of a thousand numbers, of which one differs. */
function lists(talk: Conversation): void {
  talk.page("d1").connect("c1", "d1");
  for (const odd of [-1, -2])
    talk.wait(10).receive("c1", { list: Array.from({ length: 1000 }, (_, at) => (at === 400 ? odd : at)) });
}

/** A page that makes the mistakes that people make. */
function problems(talk: Conversation): void {
  talk.page("d1").wait(40).connect("c1", "d1").wait(100);
  const refused = talk.id();
  talk.send("c1", {
    action: "joinChannel",
    authorizationToken: "T-EXPIRED0000000000000000",
    correlationId: refused,
  });
  talk.wait(31).receive("c1", { correlationId: refused, status: 401, data: { message: "Token expired" } });
  talk.wait(400).status("c1", talk.id(), 1).wait(200);
  talk.join("c1", 2310);
  talk.wait(100).send("c1", { action: "joinChannel", authorizationToken: "T-4F2A90C6AA563C0BFD2420F1" });
  talk.wait(18).receive("c1", { status: 409, data: { message: "Already subscribed" } });
  const failing = talk.id();
  talk.wait(900).call("d1", "/device/remove", { body: JSON.stringify([failing]) });
  talk.wait(90).status("c1", failing, 3, "profile.not_an_owner").wait(40).status("c1", failing, 2);
  const lost = talk.id();
  talk.wait(500).call("d1", "/policy/activate", { body: JSON.stringify(lost) });
  talk.wait(700).receive("c1", '{"data":{"type":"X-DPT-CAB-ID",').wait(5);
  talk.receive("c1", { data: { type: "X-DPT-CAB-ID", id: talk.id(), command_status: 9, body: 4 } });
  talk
    .wait(300)
    .receive("c1", { correlationId: "nobody-asked", status: 200, data: { channelId: talk.id() } });
  talk.wait(200).gap("buffer-full", 120, 54_000, "c1");
  talk
    .wait(35_000)
    .call("d1", "/profile/authorization-token/expiry", { status: 401, body: '{"message":"Unauthorized"}' });
  talk.wait(1000).close("c1", 1006, false).wait(700).connect("c2", "d1").wait(20_000);
  talk.call("d1", "/device/approve-device", { body: JSON.stringify(talk.id()) });
}

/** Frames of every odd kind. */
function strange(talk: Conversation): void {
  talk
    .page("d1")
    .wait(20)
    .connect("c1", "d1", "wss://realtime.example/feed?access_token=SECRET123456")
    .wait(50);
  talk.receive("c1", "ping").wait(10).send("c1", "pong");
  talk.wait(10).binary(
    "c1",
    "received",
    Uint8Array.from({ length: 300 }, (_, index) => index % 256),
  );
  talk.wait(10).receive("c1", {
    text: "\u202Eevil\u202C \u0007bell مرحبا بالعالم שלום",
    html: "<img src=x onerror=alert(1)>",
  });
  talk.wait(10).receive("c1", "مرحبا بالعالم");
  talk.connect("c2", "d1").wait(30);
  talk.join("c2");
  talk
    .wait(10)
    .receive("c2", { data: { type: "X-DPT-<b>bold</b>", id: "1", body: "<script>alert(1)</script>" } });
  talk.wait(10).receive("c2", {
    data: {
      type: "X-DPT-TOKEN",
      jwt: "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJwcm9maWxlLTEiLCJleHAiOjE3OTAwMDAwMDB9.c2lnbmF0dXJl",
      note: "aGVsbG8gd29ybGQsIGhvdyBhcmUgeW91",
      rows: Array.from({ length: 1200 }, (_, row) => ({ row })),
    },
  });
  talk.wait(10).receive(
    "c2",
    Array.from({ length: 250 }, (_, number) => number),
  );
  talk
    .wait(10)
    .frame(
      "c2",
      "received",
      `{"data":{"type":"X-DPT-DEEP","deep":${"[".repeat(20_000)}${"]".repeat(20_000)}}}`,
    );
  talk.wait(10).frame(
    "c2",
    "received",
    JSON.stringify({
      data: {
        type: "X-DPT-BIG",
        items: Array.from({ length: 200_000 }, (_, item) => `item ${item} ${"x".repeat(80)}`),
      },
    }),
  );
}

/** A command, a data request, and channel operations of other systems. */
function systems(talk: Conversation): void {
  talk.page("d1").wait(40).connect("c1", "d1").wait(120);
  talk.join("c1");
  const command = talk.id();
  talk.wait(300).call("d1", "/device/configure-meta", { body: JSON.stringify({ commandId: command }) });
  talk.wait(40).status("c1", command, 1).wait(200).status("c1", command, 2);
  const request = talk.id();
  talk.wait(300).call("d1", "/data-token/request-data", {
    headers: { "x-dpt-cab-request-id": request, "x-dpt-cab-id": talk.id() },
  });
  talk.wait(100).receive("c1", {
    data: {
      type: "X-DPT-CAB-REQUEST-ID",
      id: request,
      data_context: "contacts",
      output_type: 0,
      body: "Ada, Grace",
    },
  });
  talk.wait(300).add({
    type: "http",
    document: documentId("d1"),
    time: epochMilliseconds(talk.now),
    duration: 21,
    method: "POST",
    url: "https://chat.example/api/v1/channels.join",
    status: 200,
    requestHeaders: {
      "content-type": "application/json",
      "X-Auth-Token": "9HqLlyZOugoStsXCUfD_0YdwnNnunAJF8V47U3QHXSq",
      "X-User-Id": "aobEdbYhXfu5hkeqG",
    },
    requestBody: '{"roomId":"GENERAL"}',
    responseHeaders: { "content-type": "application/json" },
    responseBody: '{"channel":{"_id":"GENERAL","name":"general","t":"c"},"success":true}',
  });
  talk.wait(300).add({
    type: "http",
    document: documentId("d1"),
    time: epochMilliseconds(talk.now),
    duration: 34,
    method: "PUT",
    url: "https://api-A1B2C3D4-0000-4000-8000-000000000000.sendbird.com/v3/group_channels/team_one/leave",
    status: 200,
    requestHeaders: {
      "content-type": "application/json",
      "Api-Token": "a2f0c1d4e5b6978800112233445566778899aabb",
    },
    requestBody: '{"user_ids":["ada"]}',
    responseHeaders: { "content-type": "application/json" },
    responseBody: "{}",
  });
}

/** A thousand connections. */
function many(talk: Conversation): void {
  talk.page("d1");
  for (let connection = 0; connection < 1000; connection++) {
    talk.wait(20).connect(`c${connection}`, "d1", `wss://proxy.privicore.example/socket/${connection}`);
    if (connection % 3 !== 0) talk.join(`c${connection}`, 8);
    if (connection % 5 === 0)
      talk.wait(4).close(`c${connection}`, connection % 10 === 0 ? 1006 : 1000, connection % 10 !== 0);
  }
}
