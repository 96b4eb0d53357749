import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { protocols } from "../../../src/protocol/index.ts";
import type { HttpCall } from "../../../src/protocol/meaning.ts";

const paths = [
  "/api/v3/channels/ID/join",
  "/api/v3/channels/ID/leave",
  "/v3/group_channels/ID/join",
  "/v3/group_channels/ID/leave",
  "/api/v1/channels.join",
  "/api/v1/channels.leave",
];
const bodies = fc.oneof(
  fc.constant(null),
  fc.string({ unit: "binary" }),
  fc.json(),
  fc
    .dictionary(
      fc.constantFrom(
        "user_ids",
        "user_id",
        "reason",
        "roomId",
        "channels",
        "channelUsers",
        "channel",
        "error",
      ),
      fc.jsonValue(),
    )
    .map((value) => JSON.stringify(value)),
);
const headers = fc.dictionary(
  fc.constantFrom(
    "authorization",
    "api-token",
    "session-key",
    "x-user-id",
    "content-type",
    "content-length",
    "location",
  ),
  fc.string(),
);
const urls = fc.oneof(
  fc.string(),
  fc.webUrl(),
  fc
    .tuple(fc.constantFrom(...paths), fc.string({ unit: "binary" }), fc.string())
    .map(([path, id, query]) => `https://h.example${path.replace("ID", () => id)}?${query}`),
);
const calls: fc.Arbitrary<HttpCall> = fc.record({
  method: fc.constantFrom("GET", "POST", "PUT", "DELETE", "OPTIONS", ""),
  url: urls,
  status: fc.integer({ min: -1, max: 700 }),
  requestHeaders: headers,
  requestBody: bodies,
  responseHeaders: headers,
  responseBody: bodies,
});

describe("every protocol", () => {
  it("reads any call without an exception, and wants what it reads", () => {
    fc.assert(
      fc.property(calls, (call) => {
        for (const protocol of protocols) {
          const meaning = protocol.readHttpCall(call);
          if (meaning === null) continue;
          expect(meaning.system).toBe(protocol.system);
          expect(protocol.wantsHttpCall?.(call) ?? true).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("reads any frame without an exception", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.json(),
      fc.tuple(fc.constantFrom("MESG", "ENTR", "EROR", "XXXX"), fc.json()).map((parts) => parts.join("")),
      fc.array(fc.json()).map((entries) => `a${JSON.stringify(entries)}`),
    );
    const names = fc.constantFrom("method", "sub", "result", "ready", "nosub", "changed", "added", "ping");
    const message = fc
      .tuple(
        names,
        fc.dictionary(fc.constantFrom("id", "method", "name", "params", "subs", "error"), fc.jsonValue()),
      )
      .map(([msg, fields]) => ({ ...fields, msg }));
    const direction = fc.constantFrom("sent" as const, "received" as const);
    fc.assert(
      fc.property(text, message, direction, (line, object, way) => {
        for (const { socket } of protocols) {
          if (socket === null) continue;
          socket.recognises(object);
          socket.recognisesText?.(line);
          expect(socket.decode(object, way).kind).toMatch(/./);
          expect(socket.decodeText?.(line, way).kind ?? "malformed").toMatch(/./);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("gives back any ID that was encoded into a path", () => {
    const id = fc.string({ unit: "binary", minLength: 1 }).filter((text) => !text.includes("\0"));
    const read = (url: string, method: string) =>
      protocols.flatMap((protocol) => {
        const requestHeaders = { authorization: "Bearer t", "api-token": "t" };
        const call = {
          method,
          url,
          status: 200,
          requestHeaders,
          requestBody: null,
          responseHeaders: {},
          responseBody: null,
        };
        const meaning = protocol.readHttpCall(call);
        return meaning?.kind === "channel-operation" ? [meaning.channelId] : [];
      });
    fc.assert(
      fc.property(id, (written) => {
        const encoded = encodeURIComponent(written);
        expect(read(`https://h/api/v3/channels/${encoded}/join`, "POST")).toEqual([written]);
        expect(read(`https://h/v3/group_channels/${encoded}/leave`, "PUT")).toEqual([written]);
      }),
    );
  });

  it("is never mistaken for another", () => {
    fc.assert(
      fc.property(calls, (call) => {
        expect(
          protocols.filter((protocol) => protocol.readHttpCall(call) !== null).length,
        ).toBeLessThanOrEqual(1);
      }),
    );
  });
});
