import { describe, expect, it } from "vitest";
import { epochMilliseconds } from "../../../src/contract/brands.ts";
import type { CaptureEvent } from "../../../src/contract/capture-event.ts";
import { createSession } from "../../../src/core/create-session.ts";
import { type Conversation, connected, conversation, start } from "./conversation.ts";
import { rulesOf, single } from "./judged.ts";

/** As DevTools tell it live: each HTTP call once it is over, so after frames that came later than it began. */
function live(told: Conversation) {
  const { events } = told;
  const over = (event: CaptureEvent): number =>
    event.type === "http" ? event.time + (event.duration ?? 0) : event.time;
  const session = createSession({ live: true });
  for (const event of [...events].sort((a, b) => over(a) - over(b))) session.append(event);
  return session;
}

describe("an HTTP call that is told of after it is over", () => {
  it("begins its command all the same, although the outcome came first", () => {
    const session = live(
      connected()
        .joined()
        .command("c", { duration: 500 })
        .commandStatus("c", 1)
        .commandStatus("c", 2)
        .wait(900)
        .gap(0),
    );
    expect(single(session.commands)).toMatchObject({
      outcome: "success",
      firstSeenAt: start + 50,
      latency: 20,
      request: { answeredAt: start + 550 },
    });
    expect(session.findings).toEqual([]);
  });

  it.each<[string, Conversation, string[]]>([
    ["before the join", connected().command("c", { duration: 1 }).joined(), ["command-before-join"]],
    [
      "before the join, which brought the outcome",
      connected().command("c", { duration: 1 }).joined().commandStatus("c", 2),
      ["command-before-join"],
    ],
    [
      "a data request before the join, which brought the data",
      connected()
        .requestData("r", {
          duration: 1,
          responseHeaders: { "x-dpt-cab-request-id": "r", "x-dpt-cab-id": "c" },
        })
        .joined()
        .download("r", 0, "text"),
      ["command-before-join"],
    ],
    [
      "after a loss that may have hidden a join",
      connected().gap().command("c", { duration: 1 }).joined(),
      [],
    ],
    [
      "after a loss from before the leave was accepted",
      connected().gap().joined().left().command("c", { duration: 1 }).joined().left().close(),
      ["command-before-join"],
    ],
    [
      "while a leave waits whose refusal may be missing",
      connected().joined().leave().cut("received").command("c", { duration: 1 }).answer().joined(),
      [],
    ],
    [
      "before any connection",
      conversation().document().command("c", { duration: 1 }).connect().joined(),
      ["command-before-join"],
    ],
    ["while joined", connected().joined().command("c", { duration: 1 }).left().close(), []],
    [
      "after leaving",
      connected().joined().left().command("c", { duration: 1 }).close(),
      ["command-before-join"],
    ],
  ])("is judged by the channel as it was when the 202 came: %s", (_when, { events }, rules) => {
    const session = createSession();
    for (const event of events) if (event.type !== "http") session.append(event);
    for (const event of events) if (event.type === "http") session.append(event);
    expect(rulesOf(session).filter((rule) => rule === "command-before-join")).toEqual(rules);
  });

  it("is named by its command's failure, which was told of first", () => {
    const { events } = connected().joined().command("c").commandStatus("c", 3, "profile.not_an_owner");
    const session = createSession({ live: true });
    for (const event of events) if (event.type !== "http") session.append(event);
    const evidence = () => single(session.findings).events.map((index) => session.log.kind(index));
    expect(evidence()).toEqual(["command-status"]);
    for (const event of events) if (event.type === "http") session.append(event);
    expect(evidence()).toEqual(["http", "command-status"]);
    expect(single(session.findings).message).toContain(
      "(POST https://api.example/device/approve-device) failed",
    );
  });

  it("waits for frames from before its answer, however many calls come ahead of them", () => {
    const told = connected()
      .joined()
      .command("a", { duration: 5 })
      .command("b", { duration: 5 })
      .command("c", { duration: 5 });
    const { events } = told;
    const session = createSession({ live: true });
    const ahead = (event: CaptureEvent) => event.type === "http" || !("direction" in event);
    for (const event of events.filter(ahead)) session.append(event);
    expect(session.commands).toEqual([]);
    expect(session.now).toBe(start + 20);
    for (const event of events.filter((event) => !ahead(event))) session.append(event);
    expect(session.commands).toEqual([]);
    session.advance(epochMilliseconds(told.now + 1_000));
    expect(session.commands.map(({ outcome }) => outcome)).toEqual(["accepted", "accepted", "accepted"]);
    expect(session.findings).toEqual([]);
  });

  it("has happened at once where it is another system's, which waits for no frames", () => {
    const session = createSession({ live: true });
    const call = {
      url: "/api/v3/channels/room-1/join",
      requestHeaders: { authorization: "Bearer x" },
      status: 403,
    };
    for (const event of connected().call(call).events) session.append(event);
    expect(rulesOf(session)).toEqual(["operation-rejected"]);
  });

  it("times out from when its 202 came", () => {
    const told = connected()
      .joined()
      .command("c", { duration: 500 })
      .requestData("r", { duration: 500 })
      .wait(30_491)
      .gap(0);
    const session = live(told);
    expect(rulesOf(session)).toEqual(["command-unanswered"]);
    session.advance(epochMilliseconds(start + 30_561));
    expect(rulesOf(session)).toEqual(["command-unanswered", "request-unanswered"]);
  });

  it("gives the same conclusions as a capture of it that is sorted by time", () => {
    const told = connected()
      .call({ url: "/profile/authenticate", responseBody: '{"authorizationToken":"T-1"}' })
      .joined()
      .command("a", { duration: 200 })
      .commandStatus("a", 1)
      .requestData("r", { duration: 90 })
      .download("r", 0, "Preparing.")
      .wait(400)
      .commandStatus("a", 3, "no")
      .call({ url: "/device/remove", status: 401, duration: 30 })
      .download("r", 1, "https://files.example/")
      .left()
      .close();
    const conclusions = ({ findings, commands, dataRequests, tokens }: ReturnType<typeof live>) => ({
      findings: findings.map(({ rule, at }) => [rule, at]),
      commands: commands.map(({ id, outcome, latency, settledAt }) => [id, outcome, latency, settledAt]),
      dataRequests: dataRequests.map(({ id, outcome, latency, steps }) => [id, outcome, latency, steps]),
      tokens,
    });
    expect(conclusions(live(told))).toEqual(conclusions(told.session()));
  });

  it("lies in the log at its own time", () => {
    const { log } = live(
      connected().joined().command("c", { duration: 500 }).commandStatus("c", 2).wait(900).left(),
    );
    const order = Array.from({ length: log.length }, (_, position) => log.kind(log.inTimeOrder(position)));
    expect(order).toEqual([
      "document",
      "connection-created",
      "connection-opened",
      "join",
      "answer",
      "http",
      "command-status",
      "leave",
      "answer",
    ]);
  });
});

describe("tokens", () => {
  const answer = '{"authorizationToken":"T-1","expiresAt":"2026-11-20T11:00:00.000Z"}';
  const authenticated = () =>
    connected().call({ url: "/profile/authenticate", requestHeaders: {}, responseBody: answer });
  const using = { requestHeaders: { "x-dpt-authorization": "T-1" } };

  it("are known from the authentication that gave them, with their expiry", () => {
    expect(authenticated().session().tokens).toEqual([
      {
        token: "T-1",
        issuedAt: start + 35,
        expiresAt: Date.parse("2026-11-20T11:00:00.000Z"),
        revokedAt: null,
      },
    ]);
  });

  it("learn a later expiry, and that they were revoked", () => {
    const told = authenticated()
      .call({
        url: "/profile/authorization-token/expiry",
        ...using,
        responseBody: '{"expiresAt":"2026-11-20T12:00:00.000Z"}',
      })
      .call({ url: "/profile/revoke-authorization-token", ...using, status: 204 });
    expect(single(told.session().tokens)).toMatchObject({
      expiresAt: Date.parse("2026-11-20T12:00:00.000Z"),
      revokedAt: start + 55,
    });
  });

  it.each([
    ["a refusal", { status: 401 }],
    ["an answer without a token", { responseBody: "{}" }],
    ["an answer that is no JSON", { responseBody: "<html>" }],
  ])("are not made out of %s", (_what, fields) => {
    const told = connected().call({
      url: "/profile/authenticate",
      requestHeaders: {},
      responseBody: answer,
      ...fields,
    });
    expect(told.session().tokens).toEqual([]);
  });
});
