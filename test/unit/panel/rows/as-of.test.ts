import { describe, expect, it } from "vitest";
import { compileFilter } from "../../../../panel/filter/compile-filter.ts";
import { parseFilter } from "../../../../panel/filter/parse-filter.ts";
import { LaneIndex } from "../../../../panel/overview/lane-index.ts";
import { openWorkAt } from "../../../../panel/overview/open-work.ts";
import { commandAsOf, exchangeAsOf, sessionAsOf } from "../../../../panel/rows/as-of.ts";
import { epochMilliseconds } from "../../../../src/contract/brands.ts";
import { commandOutcomeAt, exchangeOutcomeAt } from "../../../../src/core/as-of.ts";
import { channelAt } from "../../../../src/core/channel-history.ts";
import { createSession } from "../../../../src/core/create-session.ts";
import type { Link } from "../../../../src/core/model.ts";
import type { Session } from "../../../../src/core/session.ts";
import { dayOfFrames } from "../../../panel/over-time/day-of-frames.ts";
import { scripts } from "../../../panel/page/scripts.ts";

const end = 1_790_000_000_000;
const never = () => false;

function sessionOf(script: string): Session {
  const session = createSession();
  for (const event of scripts[script]?.(end) ?? []) session.append(event);
  if (session.end !== null) session.advance(epochMilliseconds(session.end + 60_000));
  return session;
}

const laneIndex = (session: Session): LaneIndex => {
  const index = new LaneIndex(session);
  expect(index.sync(never)).toBe(false);
  return index;
};

describe("the session as of a moment", () => {
  it.each(["session", "problems"])("counts in %s what a look at everything counts", (script) => {
    const session = sessionOf(script);
    const index = laneIndex(session);
    const from = session.log.time(session.log.inTimeOrder(0)) - 500;
    for (let time = from; time < end + 45_000; time += 731) {
      const moment = epochMilliseconds(time);
      const work = openWorkAt(index, moment);
      const pending = session.exchanges.filter(
        (exchange) => exchangeOutcomeAt(exchange, moment) === "pending",
      );
      expect(work.pendingExchanges).toBe(pending.length);
      // A command without a call is never given up, and counts while it is in the news.
      const open = session.commands.filter((command) => {
        const outcome = commandOutcomeAt(command, moment);
        return command.request !== null && (outcome === "accepted" || outcome === "pending");
      });
      expect(work.openCommands).toBeGreaterThanOrEqual(open.length);
      const states = session.connections.map(({ channel }) => channelAt(channel, moment)?.state ?? null);
      expect([...work.states.values()].reduce((sum, count) => sum + count, 0)).toBe(
        states.filter((state) => state !== null).length,
      );
    }
  });

  it("knows nothing of an answer before it came", () => {
    const session = sessionOf("session");
    const [exchange] = session.exchanges;
    if (exchange === undefined || exchange.sentAt === null || exchange.answeredAt === null)
      throw new Error("Expected an answered exchange");
    const before = exchangeAsOf(exchange, epochMilliseconds(exchange.answeredAt - 1));
    expect(before).toMatchObject({
      outcome: "pending",
      status: null,
      latency: null,
      answer: null,
      channelId: null,
    });
    expect(exchangeAsOf(exchange, exchange.answeredAt)).toMatchObject({ outcome: "ok", status: 200 });
    expect(exchangeAsOf(exchange, null)).toBe(exchange);
  });

  it("shows a command with the messages that had come", () => {
    const session = sessionOf("session");
    const [command] = session.commands;
    if (command === undefined) throw new Error("Expected a command");
    const [first, second] = command.updates;
    if (first === undefined || second === undefined) throw new Error("Expected two updates");
    const then = commandAsOf(command, first.at);
    expect(then.updates).toEqual([first]);
    expect(then.outcome).toBe("pending");
    expect(then.latency).toBeNull();
  });

  it("filters by outcomes as they were", () => {
    const session = sessionOf("session");
    const [exchange] = session.exchanges;
    if (exchange?.sentAt == null || exchange.request === null) throw new Error("Expected an exchange");
    const { terms } = parseFilter("is:pending");
    const then = compileFilter(terms, sessionAsOf(session, exchange.sentAt));
    const now = compileFilter(terms, session);
    expect(then?.(exchange.request)).toBe(true);
    expect(now?.(exchange.request)).toBe(false);
  });
});

describe("what had not begun at a moment", () => {
  it.each(["session", "problems"])("belongs to nothing then, in %s", (script) => {
    const session = sessionOf(script);
    const { log } = session;
    const states = "is:pending,ok,rejected,timed-out,abandoned,orphan,success,failed,unanswered";
    let later = 0;
    for (let index = 0; index < log.length; index++) {
      const moment = epochMilliseconds(log.time(index) - 1);
      const begun = beginningOf(log.link(index));
      if (begun === null || begun <= moment) continue;
      later++;
      const asOf = sessionAsOf(session, moment);
      expect(asOf.log.link(index)).toBeNull();
      expect(compileFilter(parseFilter(states).terms, asOf)?.(index)).toBe(false);
    }
    expect(later).toBeGreaterThan(3);
  });
});

function beginningOf(link: Link | null): number | null {
  if (link?.type === "exchange") return link.exchange.sentAt ?? link.exchange.answeredAt;
  if (link?.type === "command") return link.command.firstSeenAt;
  return link?.type === "data-request" ? link.dataRequest.firstSeenAt : null;
}

describe("the lanes", () => {
  it("hold every frame, gap, page and finding once, however they are taken in", () => {
    const session = createSession();
    const index = new LaneIndex(session);
    let expired = false;
    for (const batch of dayOfFrames(3000, end)) {
      for (const event of batch) session.append(event);
      // In slices as small as they get.
      while (index.sync(() => (expired = !expired)));
    }
    while (index.sync(never));
    let frames = 0;
    let findings = index.findings.error.length + index.findings.warning.length + index.findings.info.length;
    let gaps = index.gaps.length;
    for (const connection of session.connections) {
      const lines = index.connection(connection.index);
      expect(lines.sent.length).toBe(connection.sent);
      expect(lines.received.length).toBe(connection.received);
      frames += lines.sent.length + lines.received.length;
      gaps += lines.gaps.length;
      findings += lines.findings.error.length + lines.findings.warning.length + lines.findings.info.length;
    }
    expect(frames).toBe(session.log.frames);
    expect(gaps).toBe(1);
    expect(findings).toBe(session.findings.length);
    expect(index.documents.length).toBe(1);
    const exchanges = session.connections.reduce(
      (sum, { index: lane }) => sum + index.connection(lane).exchanges.length,
      0,
    );
    expect(exchanges).toBe(session.exchanges.length);
  });
});
