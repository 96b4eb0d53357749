import { describe, expect, it } from "vitest";
import { compileFilter } from "../../../../panel/filter/compile-filter.ts";
import { parseFilter } from "../../../../panel/filter/parse-filter.ts";
import { LaneIndex } from "../../../../panel/overview/lane-index.ts";
import { openWorkAt } from "../../../../panel/overview/open-work.ts";
import { workSpans } from "../../../../panel/overview/work-spans.ts";
import {
  commandAsOf,
  exchangeAsOf,
  operationAsOf,
  sessionAsOf,
  workAsOf,
} from "../../../../panel/rows/as-of.ts";
import { exchangeComparers, frameComparers } from "../../../../panel/rows/comparers.ts";
import { historyAsOf } from "../../../../panel/rows/history-as-of.ts";
import { eventsBy, eventsOf, relatedEvents } from "../../../../panel/selection/selection.ts";
import { TimeLine } from "../../../../panel/time-travel/time-line.ts";
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

describe("what led on from a moment", () => {
  const joinOf = (session: Session) => {
    const [exchange] = session.exchanges;
    if (exchange?.sentAt == null || exchange.answeredAt === null || exchange.request === null)
      throw new Error("Expected an answered exchange");
    return { exchange, sentAt: exchange.sentAt, answeredAt: exchange.answeredAt, request: exchange.request };
  };

  it("is not among the events of a piece of work then", () => {
    const session = sessionOf("session");
    const { exchange, sentAt, answeredAt, request } = joinOf(session);
    const selection = { type: "exchange", index: exchange.index } as const;
    expect(eventsBy(selection, session, sentAt)).toEqual([request]);
    expect(relatedEvents(request, session, sentAt)).toEqual([]);
    expect(eventsBy(selection, session, answeredAt)).toEqual([request, exchange.answer]);
    expect(relatedEvents(request, session, answeredAt)).toEqual([exchange.answer]);
    expect(eventsBy(selection, session, null)).toEqual(eventsOf(selection, session));
  });

  it("is not in a connection's history then, which ends at the moment", () => {
    const session = sessionOf("session");
    const { exchange, sentAt } = joinOf(session);
    const { connection } = exchange;
    const then = historyAsOf(connection, sentAt, session.now);
    expect(then.end).toBe(sentAt);
    expect(then.intervals.map(({ state }) => state)).toEqual(["not-joined", "joining"]);
    expect(then.intervals.at(-1)?.to).toBeNull();
    const now = historyAsOf(connection, null, session.now);
    expect(now.intervals).toEqual(connection.channel);
    expect(now.end).toBe(connection.closedAt ?? session.now);
  });

  it("is not the outcome of a channel operation before its call was answered", () => {
    const session = sessionOf("systems");
    const operation = session.operations.find(({ latency }) => (latency ?? 0) > 1);
    if (operation?.latency == null) throw new Error("Expected an answered operation");
    const before = epochMilliseconds(operation.at + operation.latency - 1);
    expect(workAsOf({ type: "operation", of: operation }, before)?.of).toMatchObject({
      latency: null,
      status: 0,
      meaning: { outcome: "pending", reason: null, channelId: operation.meaning.channelId },
    });
    expect(operationAsOf(operation, epochMilliseconds(before + 1))).toBe(operation);
    expect(operationAsOf(operation, null)).toBe(operation);
    const calls = new TimeLine((event) => session.log.time(event));
    calls.add(operation.event);
    const { at, latency } = operation;
    const drawn = (moment: typeof before | null) =>
      workSpans(session, calls, { from: at - 1, to: at + 1 }, 0, moment);
    expect(drawn(before)).toMatchObject([{ from: at, to: before, tone: "open", open: true }]);
    expect(drawn(null)).toMatchObject([{ from: at, to: at + latency, open: false }]);
  });

  it("does not order rows", () => {
    const session = sessionOf("session");
    const { exchange, sentAt } = joinOf(session);
    const later = session.exchanges.find(({ outcome, index }) => index > 0 && outcome === "ok");
    if (later === undefined) throw new Error("Expected another exchange");
    const byOutcome = (moment: typeof sentAt | null) =>
      exchangeComparers(session, moment)["outcome"]?.(exchange.index, later.index, 1);
    expect(byOutcome(null)).toBe(0);
    expect(byOutcome(sentAt)).toBeLessThan(0);
    const { connection } = exchange;
    const frames = frameComparers(sessionAsOf(session, sentAt));
    expect(frames["latency"]?.(exchange.request ?? 0, later.request ?? 0, 1)).toBe(0);
    expect(connection.channel.at(-1)?.state).not.toBe(channelAt(connection.channel, sentAt)?.state);
  });
});

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
