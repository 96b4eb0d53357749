import { describe, expect, it } from "vitest";
import { CountsAsOf } from "../../../../panel/shell/counts-as-of.ts";
import { LatencyFigures } from "../../../../panel/shell/latency-figures.ts";
import { epochMilliseconds } from "../../../../src/contract/brands.ts";
import { createSession } from "../../../../src/core/create-session.ts";
import type { Session } from "../../../../src/core/session.ts";
import { scripts } from "../../../panel/page/scripts.ts";
import { startStore } from "../store/fake-page.ts";

const end = 1_790_000_000_000;

function sessionOf(script: string): Session {
  const session = createSession();
  for (const event of scripts[script]?.(end) ?? []) session.append(event);
  if (session.end !== null) session.advance(session.end);
  return session;
}

/** The same by looking at everything. */
function counted(session: Session, time: number, baseline = 0) {
  const { log } = session;
  const events = Array.from({ length: log.length }, (_, index) => index).filter(
    (index) => log.time(index) <= time,
  );
  const dropped = events.map((index) => log.event(index)).filter((event) => event.type === "gap");
  return {
    connections: session.connections.filter(({ createdAt }) => createdAt <= time).length,
    frames: events.filter(
      (index) => index >= baseline && log.kind(index) !== "gap" && log.direction(index) !== 0,
    ).length,
    dropped: dropped.reduce((sum, gap) => sum + (gap.frames ?? 0), 0),
    exchanges: session.exchanges.filter(
      ({ request, answer }) =>
        (answer ?? baseline) >= baseline && log.time(request ?? answer ?? log.length) <= time,
    ).length,
  };
}

describe("the status bar's counts as of a moment", () => {
  it.each(["session", "problems", "strange", "many"])(
    "are those of %s then, forwards and backwards",
    (script) => {
      const session = sessionOf(script);
      const counts = new CountsAsOf(session, 0);
      const from = session.log.time(session.log.inTimeOrder(0));
      const times = Array.from({ length: 60 }, (_, step) => from - 10 + ((end + 20 - from) * step) / 59);
      for (const time of [...times, ...times.toReversed()])
        expect(counts.at(epochMilliseconds(time))).toMatchObject(counted(session, time));
      expect(counts.at(epochMilliseconds(end + 20))).toMatchObject({
        connections: session.connections.length,
        frames: session.log.frames,
        dropped: session.log.droppedFrames,
        exchanges: session.exchanges.length,
      });
    },
  );

  it("knows no latency before the first answer, and that one alone after it", () => {
    const session = sessionOf("session");
    const [first] = session.exchanges;
    if (first?.sentAt == null || first.answeredAt === null || first.latency === null)
      throw new Error("Expected an answered exchange");
    const counts = new CountsAsOf(session, 0);
    expect(counts.at(first.sentAt)).toMatchObject({ exchanges: 1, middle: null, high: null });
    expect(counts.at(first.answeredAt).middle).toBeCloseTo(first.latency, -1);
    expect(counts.at(first.sentAt).middle).toBeNull();
  });

  it("leaves out frames and answers from before a clear", () => {
    const session = sessionOf("session");
    const baseline = 9;
    expect(new CountsAsOf(session, baseline).at(epochMilliseconds(end))).toMatchObject(
      counted(session, end, baseline),
    );
    const { length } = session.log;
    expect(new CountsAsOf(session, length).at(epochMilliseconds(end)).middle).toBeNull();
    expect(new LatencyFigures(session, length).read().middle).toBeNull();
    expect(new LatencyFigures(session, 0).read().middle).not.toBeNull();
  });

  it("counts anew where a call came late", () => {
    const session = createSession();
    const events = scripts["session"]?.(end) ?? [];
    const calls = events.filter(({ type }) => type === "http");
    for (const event of events) if (event.type !== "http") session.append(event);
    const counts = new CountsAsOf(session, 0);
    const middle = epochMilliseconds(end - 10_000);
    counts.at(middle);
    for (const call of calls) session.append(call);
    expect(counts.at(middle)).toMatchObject(counted(session, middle));
  });
});

it("shows and counts the problems that had been found by then", async () => {
  const { store, page, source } = await startStore();
  source.emit(scripts["problems"]?.(end) ?? []);
  page.pass(200);
  store.view.value = "problems";
  page.pass(200);
  const { findings } = store.session.peek();
  const total = store.tables.model("problems").rows.length;
  expect(total).toBe(findings.length);
  const times = findings.map(({ at }) => at).sort((a, b) => a - b);
  const moment = times[Math.floor(times.length / 2)] ?? epochMilliseconds(0);
  const then = findings.filter(({ at }) => at <= moment);
  expect(then.length).toBeLessThan(findings.length);
  store.travel.pick(moment);
  page.pass(200);
  const { rows } = store.tables.model("problems");
  expect(Array.from({ length: rows.length }, (_, position) => rows.at(position)).sort()).toEqual(
    then.map(({ index }) => index).sort(),
  );
  const sum = () => {
    const { error, warning, info } = store.findingCounts();
    return error + warning + info;
  };
  expect(sum()).toBe(then.length);
  // What is found later is no less there: an empty view says how much of it there is.
  expect(store.shownTotal("problems")).toBe(total);
  store.travel.backToLive();
  page.pass(200);
  expect(store.tables.model("problems").rows.length).toBe(total);
  expect(sum()).toBe(findings.length);
});
