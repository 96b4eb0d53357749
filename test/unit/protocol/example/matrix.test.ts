import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { HttpCall } from "../../../../src/protocol/meaning.ts";
import { httpCall } from "../http-call.ts";
import { matrix } from "./matrix.ts";

const join = (given: Partial<HttpCall> = {}): HttpCall =>
  httpCall({
    method: "POST",
    url: "https://matrix.example/_matrix/client/v3/join/%23lobby%3Amatrix.example",
    requestHeaders: { authorization: "Bearer t" },
    responseBody: '{"room_id":"!abc:matrix.example"}',
    ...given,
  });
const leave = (given: Partial<HttpCall> = {}): HttpCall =>
  join({
    url: "https://matrix.example/_matrix/client/v3/rooms/!abc%3Amatrix.example/leave",
    requestBody: '{"reason":"lunch"}',
    responseBody: "{}",
    ...given,
  });

describe("the example of docs/adding-a-system.md", () => {
  it("stands in the docs as it is tested here", () => {
    const docs = readFileSync("docs/adding-a-system.md", "utf8");
    const code = readFileSync("test/unit/protocol/example/matrix.ts", "utf8");
    const inItsFolder = code.replaceAll("../../../../src/protocol/", "../");
    expect(docs).toContain(`\`\`\`ts\n${inItsFolder}\`\`\``);
  });

  it("reads a join by alias and a leave", () => {
    expect(matrix.readHttpCall(join())).toMatchObject({
      operation: "join",
      channelId: "!abc:matrix.example",
    });
    expect(matrix.readHttpCall(leave())).toMatchObject({
      operation: "leave",
      outcome: "ok",
      reason: "lunch",
    });
  });

  it("reads a refusal, and one without a token", () => {
    const refused = { status: 403, responseBody: '{"errcode":"M_FORBIDDEN","error":"You are not invited."}' };
    expect(matrix.readHttpCall(join(refused))).toMatchObject({
      outcome: "rejected",
      reason: "You are not invited.",
      channelId: "#lobby:matrix.example",
      incomplete: [],
    });
    expect(matrix.readHttpCall(leave({ requestHeaders: {} }))).toMatchObject({
      incomplete: ["the access token is missing"],
    });
  });

  it.each<[string, Partial<HttpCall>]>([
    ["a preflight", { method: "OPTIONS" }],
    ["another call", { url: "https://matrix.example/_matrix/client/v3/rooms/!abc/send" }],
  ])("leaves alone %s", (_what, given) => {
    expect(matrix.readHttpCall(join(given))).toBeNull();
    expect(matrix.wantsHttpCall?.(join(given))).toBe(false);
  });
});
