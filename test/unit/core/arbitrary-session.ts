import fc from "fast-check";
import { connectionId, documentId, epochMilliseconds } from "../../../src/contract/brands.ts";
import type { CaptureEvent } from "../../../src/contract/capture-event.ts";
import { type Conversation, channelId, conversation, start, token } from "./conversation.ts";

/** IDs as nobody should choose them, beside a few that meet often. */
const hostileId = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom("a", "b", "c") },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "__proto__",
      "constructor",
      "toString",
      "hasOwnProperty",
      "",
      "\ud800",
      "\u0000",
      "a\nb",
    ),
  },
);
const connection = fc
  .oneof({ weight: 5, arbitrary: fc.constantFrom("c1", "c2") }, hostileId)
  .map(connectionId);
const document = fc.oneof({ weight: 5, arbitrary: fc.constantFrom("d1", "d2") }, hostileId).map(documentId);
const maybe = <Value>(values: fc.Arbitrary<Value>) => fc.option(values, { nil: null });
const anyField = fc.oneof(
  hostileId,
  fc.constantFrom<unknown>(null, true, 0, -0, 1.5, 1e308, -1e308, 1e21, [], {}, [{}], "200"),
  fc.jsonValue({ maxDepth: 2 }),
);

const field = <Value>(sound: fc.Arbitrary<Value>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 6, arbitrary: sound }, { weight: 1, arbitrary: anyField });
const status = fc.constantFrom(200, 201, 400, 401, 409, 500);

/** Messages in the shapes of both dialects, some of their fields wrong. */
const message = fc.oneof(
  fc.record(
    {
      action: field(fc.constantFrom("joinChannel", "leaveChannel", "syncProfile")),
      authorizationToken: field(fc.constant(token)),
      correlationId: field(hostileId),
      channelId: field(hostileId),
      data: field(fc.record({ authorizationToken: anyField, correlationId: anyField }, { requiredKeys: [] })),
    },
    { requiredKeys: ["action"] },
  ),
  fc.record(
    {
      correlationId: field(hostileId),
      status: field(status),
      data: field(
        fc.record({ channelId: field(hostileId), message: field(fc.string()) }, { requiredKeys: [] }),
      ),
      message: anyField,
      error: anyField,
    },
    { requiredKeys: [] },
  ),
  fc.record({
    data: fc.record(
      {
        type: field(
          fc.constantFrom("X-DPT-CAB-ID", "X-DPT-CAB-REQUEST-ID", "STREAM-READY", "X-DPT-NEW", "PING"),
        ),
        id: field(hostileId),
        requestId: field(hostileId),
        command_status: field(fc.constantFrom(1, 2, 3)),
        output_type: field(fc.constantFrom(0, 1)),
        body: field(fc.constantFrom("text", "https://files.example/")),
      },
      { requiredKeys: [] },
    ),
  }),
);
const payload = fc.oneof(
  { weight: 8, arbitrary: message.map((value) => JSON.stringify(value)) },
  { weight: 1, arbitrary: fc.string({ unit: "binary" }) },
  { weight: 1, arbitrary: fc.json() },
);

const url = fc.oneof(
  fc.constantFrom(
    "wss://p.example/",
    "ws://p.example/",
    "https://api.example/device/remove",
    "http://h/profile/authenticate",
    "",
    "::",
  ),
  hostileId.map((id) => `https://api.example/request-status/${id}`),
  hostileId.map((id) => `https://api.example/api/v3/channels/${id}/join`),
  fc.constant("https://api.example/data-token/request-data"),
);
const headers = fc.dictionary(
  fc.constantFrom(
    "X-DPT-AUTHORIZATION",
    "x-dpt-cab-id",
    "X-Dpt-Cab-Request-Id",
    "authorization",
    "__proto__",
  ),
  hostileId,
);
const responseBody = fc.oneof(
  hostileId.map((id) => JSON.stringify(id)),
  hostileId.map((id) => JSON.stringify({ commandId: id, command_status: 2, authorizationToken: id })),
  fc.json(),
  fc.string(),
);

/** Steps of time in milliseconds: mostly forward, around the time-outs, now and then back. */
const step = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 3000 }) },
  { weight: 2, arbitrary: fc.constantFrom(0, 2000, 5000, 10_000, 10_001, 30_000, 30_001) },
  { weight: 1, arbitrary: fc.double({ min: -60_000, max: 60_000, noNaN: true }) },
);
const hostileTime = fc.constantFrom(0, -1, 1e15, 1e300, -1e300, Number.MAX_VALUE, Number.MIN_VALUE);

/** Until its place in the capture is known. */
const time = fc.constant(epochMilliseconds(start));

const frame = fc.record(
  {
    type: fc.constant("frame" as const),
    time,
    connection,
    direction: fc.constantFrom("sent" as const, "received" as const),
    opcode: fc.oneof(
      { weight: 9, arbitrary: fc.constant("text" as const) },
      { weight: 1, arbitrary: fc.constant("binary" as const) },
    ),
    payload,
    size: fc.nat(),
    truncated: fc.constant(true),
  },
  { requiredKeys: ["type", "time", "connection", "direction", "opcode", "payload"] },
);

const events: fc.Arbitrary<CaptureEvent> = fc.oneof(
  { weight: 12, arbitrary: frame },
  fc.record({ type: fc.constant("document" as const), time, document, url }),
  fc.record({ type: fc.constant("document-ended" as const), time, document }),
  fc.record({
    type: fc.constant("connection-created" as const),
    time,
    connection,
    document: maybe(document),
    url,
  }),
  fc.record({ type: fc.constant("connection-opened" as const), time, connection }),
  fc.record({ type: fc.constant("connection-error" as const), time, connection }),
  fc.record({
    type: fc.constant("connection-closed" as const),
    time,
    connection,
    code: maybe(fc.constantFrom(1000, 1001, 1005, 1006, 1011, 4000, -1, 1e300)),
    reason: maybe(hostileId),
  }),
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant("http" as const),
      time,
      document: maybe(document),
      duration: maybe(
        fc.oneof(fc.integer({ min: 0, max: 40_000 }), fc.constantFrom(1e300, Number.MAX_VALUE)),
      ),
      method: fc.constantFrom("GET", "POST", "OPTIONS", ""),
      url,
      status: maybe(fc.constantFrom(0, 200, 202, 401, 500, -1, 1e300)),
      requestHeaders: maybe(headers),
      requestBody: maybe(fc.json()),
      responseHeaders: maybe(headers),
      responseBody: maybe(responseBody),
    }),
  },
  fc.record(
    {
      type: fc.constant("gap" as const),
      time,
      reason: hostileId,
      frames: fc.nat(),
      connection: maybe(connection),
    },
    { requiredKeys: ["type", "time", "reason"] },
  ),
  fc.record({ type: fc.constant("unrecognised" as const), time, original: fc.constant({ type: "later" }) }),
);

function timed(steps: readonly (readonly [CaptureEvent, number])[]): CaptureEvent[] {
  let now = start;
  return steps.map(([event, duration]) => {
    now += duration;
    return { ...event, time: epochMilliseconds(now) };
  });
}

/** Any events in any order: unknown connections, second closes, times that go back or nowhere. */
export const wildEvents: fc.Arbitrary<CaptureEvent[]> = fc.oneof(
  { weight: 5, arbitrary: fc.array(fc.tuple(events, step), { maxLength: 60 }).map(timed) },
  {
    weight: 1,
    arbitrary: fc.array(
      fc
        .tuple(events, hostileTime)
        .map(([event, at]): CaptureEvent => ({ ...event, time: epochMilliseconds(at) })),
      { maxLength: 20 },
    ),
  },
);

/** The same as a capture file gives them: in order of time, equal times in order of the file. */
export const wildCapture: fc.Arbitrary<CaptureEvent[]> = wildEvents.map((events) =>
  [...events].sort((a, b) => a.time - b.time),
);

/** What a correct page may do between joining and leaving, each with answers as they should be. */
const deed = fc.oneof(
  fc.record({
    do: fc.constant("command" as const),
    pendings: fc.nat(2),
    duration: fc.nat(900),
    overtaken: fc.boolean(),
  }),
  fc.record({ do: fc.constant("request" as const), link: fc.boolean(), preparing: fc.nat(2) }),
  fc.record({ do: fc.constant("poll" as const) }),
  fc.record({ do: fc.constant("rejoin" as const) }),
  fc.record({ do: fc.constant("keepalive" as const) }),
  fc.record({ do: fc.constant("rest" as const), duration: fc.constantFrom(1000, 9000, 31_000, 600_000) }),
);
type Deed = typeof deed extends fc.Arbitrary<infer Value> ? Value : never;

const visit = fc.record({
  dialect: fc.constantFrom("P" as const, "G" as const),
  nested: fc.boolean(),
  latency: fc.integer({ min: 1, max: 1999 }),
  sockets: fc.integer({ min: 1, max: 3 }),
  buffered: fc.boolean(),
  deeds: fc.array(deed, { maxLength: 8 }),
});
type Visit = typeof visit extends fc.Arbitrary<infer Value> ? Value : never;

/** Pages that do everything right, in either dialect, over one or several sockets and documents. */
export const correctCapture: fc.Arbitrary<Conversation> = fc
  .array(visit, { minLength: 1, maxLength: 3 })
  .map((visits) => {
    const told = conversation();
    let made = 0;
    visits.forEach((one, index) => {
      told.document(`d${index}`);
      made = tellVisit(told, one, index, made);
      told.documentEnds(`d${index}`);
    });
    return told;
  });

function tellVisit(told: Conversation, visit: Visit, index: number, made: number): number {
  const sockets = Array.from({ length: visit.sockets }, (_, number) => `d${index}-c${number}`);
  let ids = made;
  const bare = visit.dialect === "G";
  const joinFields = bare ? { id: null, nested: true } : { nested: visit.nested };
  const leaveFields = bare
    ? { id: null, nested: true, token: undefined, channelId }
    : { nested: visit.nested };
  // [G] answers without correlation ID and message.
  const answer = () =>
    bare ? told.received({ status: 200, data: { channelId } }) : told.wait(visit.latency).answer();
  const join = (socket: string) => {
    told.on(socket).join(joinFields);
    if (visit.buffered) told.commandStatus(`buffered-${ids++}`, 2);
    answer();
  };
  const leave = (socket: string) => {
    told.on(socket).leave(leaveFields);
    answer();
  };
  // Every joined socket of a profile gets each message.
  const everywhere = (tell: () => void) => {
    for (const socket of sockets) {
      told.on(socket);
      tell();
    }
  };
  const act = (one: Deed) => {
    const id = `id-of-${ids++}`;
    switch (one.do) {
      case "command":
        told.command(id, { duration: one.overtaken ? one.duration + 500 : 5 });
        for (let i = 0; i < one.pendings; i++) everywhere(() => told.commandStatus(id, 1));
        everywhere(() => told.commandStatus(id, 2, null));
        if (one.overtaken) told.wait(2000);
        break;
      case "request":
        told.requestData(id);
        for (let i = 0; i < one.preparing; i++) everywhere(() => told.download(id, 0, "Preparing."));
        if (one.link) everywhere(() => told.download(id, 1, "https://files.example/?auth=x"));
        else {
          everywhere(() => told.download(id, 1, "downstream-token"));
          everywhere(() => told.streamReady(id));
        }
        break;
      case "poll":
        told
          .command(id)
          .call({ method: "GET", url: `/request-status/${id}`, responseBody: '{"command_status":2}' });
        break;
      case "rejoin":
        for (const socket of sockets) {
          leave(socket);
          join(socket);
        }
        break;
      case "keepalive":
        told.received({ data: { type: "KEEPALIVE" } });
        break;
      case "rest":
        told.wait(one.duration).call({ url: "/profile/authorization-token/expiry", responseBody: "{}" });
    }
  };
  for (const socket of sockets) told.connect(socket);
  for (const socket of sockets) join(socket);
  for (const one of visit.deeds) act(one);
  for (const socket of sockets) {
    leave(socket);
    told.close(1000);
  }
  return ids;
}
