import fc from "fast-check";
import { connectionId, documentId, epochMilliseconds } from "../../../src/contract/brands.ts";
import type { CaptureEvent } from "../../../src/contract/capture-event.ts";

const time = fc
  .oneof(
    fc.integer({ min: 1_790_000_000_000, max: 1_790_000_060_000 }),
    fc.double({ min: 1_790_000_000_000, max: 1_790_000_060_000, noNaN: true }),
  )
  .map(epochMilliseconds);
const connection = fc.constantFrom("c1", "c2", "socket-3").map(connectionId);
const document = fc.constantFrom("d1", "d2").map(documentId);
const text = fc.oneof(
  fc.string(),
  fc.string({ unit: "binary" }).map((value) => value.toWellFormed()),
  fc.json(),
);
const headers = fc.dictionary(
  fc.stringMatching(/^[A-Za-z][A-Za-z-]{0,12}$/).filter((name) => name !== "__proto__"),
  fc.string(),
);
const maybe = <Value>(values: fc.Arbitrary<Value>) => fc.option(values, { nil: null });

/** A frame as a capture may hold it, unknown fields included. */
const frameArbitrary: fc.Arbitrary<CaptureEvent> = fc.oneof(
  fc.record(
    {
      type: fc.constant("frame" as const),
      connection,
      time,
      direction: fc.constantFrom("sent" as const, "received" as const),
      opcode: fc.constantFrom("text" as const),
      payload: text,
      size: fc.nat(),
      truncated: fc.boolean(),
      injected: fc.boolean(),
      later: fc.jsonValue(),
    },
    { requiredKeys: ["type", "connection", "time", "direction", "opcode", "payload"] },
  ),
  fc.record({
    type: fc.constant("frame" as const),
    connection,
    time,
    direction: fc.constantFrom("sent" as const, "received" as const),
    opcode: fc.constant("binary" as const),
    payload: fc.uint8Array().map((bytes) => Buffer.from(bytes).toString("base64")),
    size: fc.nat(),
  }),
);

/** Any event of a capture. */
export const eventArbitrary: fc.Arbitrary<CaptureEvent> = fc.oneof(
  { arbitrary: frameArbitrary, weight: 4 },
  fc.record(
    {
      type: fc.constant("document" as const),
      document,
      time,
      url: fc.webUrl(),
      topFrame: fc.boolean(),
      later: fc.jsonValue(),
    },
    { requiredKeys: ["type", "document", "time", "url"] },
  ),
  fc.record({ type: fc.constant("document-ended" as const), document, time }),
  fc.record({
    type: fc.constant("connection-created" as const),
    connection,
    document: maybe(document),
    time,
    url: fc.webUrl(),
    protocols: fc.array(fc.stringMatching(/^[a-z.]{1,8}$/)),
  }),
  fc.record({
    type: fc.constant("connection-opened" as const),
    connection,
    time,
    protocol: fc.string(),
    extensions: fc.string(),
  }),
  fc.record({ type: fc.constant("connection-error" as const), connection, time }),
  fc.record({
    type: fc.constant("connection-closed" as const),
    connection,
    time,
    code: fc.constantFrom(1000, 1006, 4001),
    reason: fc.string(),
    wasClean: fc.boolean(),
  }),
  fc.record({
    type: fc.constant("http" as const),
    document: maybe(document),
    time,
    duration: maybe(fc.double({ min: 0, max: 1e5, noNaN: true })),
    method: fc.constantFrom("GET", "POST", "PUT"),
    url: fc.webUrl({ withQueryParameters: true }),
    status: maybe(fc.constantFrom(0, 200, 202, 401)),
    requestHeaders: maybe(headers),
    requestBody: maybe(text),
    responseHeaders: maybe(headers),
    responseBody: maybe(text),
  }),
  fc.record({
    type: fc.constant("gap" as const),
    time,
    reason: fc.string(),
    frames: fc.nat(),
    bytes: fc.nat(),
  }),
  time.chain((at) =>
    fc.record({
      type: fc.constant("unrecognised" as const),
      time: fc.constant(at),
      original: fc.record({
        type: fc.constantFrom("later", "frame2"),
        time: fc.constant(at),
        more: fc.jsonValue(),
      }),
    }),
  ),
);

/** As JSON says it: no -0, no undefined. */
export function asJson<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value));
}
