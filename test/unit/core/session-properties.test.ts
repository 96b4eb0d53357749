import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { epochMilliseconds } from "../../../src/contract/brands.ts";
import type { CaptureEvent } from "../../../src/contract/capture-event.ts";
import { channelAt } from "../../../src/core/channel-history.ts";
import { createSession } from "../../../src/core/create-session.ts";
import type { SessionOptions } from "../../../src/core/model.ts";
import type { Session } from "../../../src/core/session.ts";
import { correctCapture, wildCapture, wildEvents } from "./arbitrary-session.ts";
import { conclusionsOf } from "./conclusions.ts";
import { complaintsOf } from "./judged.ts";

function judged(events: readonly CaptureEvent[], options: SessionOptions = {}): Session {
  const session = createSession(options);
  for (const event of events) session.append(event);
  if (session.end !== null) session.advance(session.end);
  return session;
}

const wild = (property: (session: Session, events: readonly CaptureEvent[]) => void) =>
  fc.assert(
    fc.property(wildEvents, (events) => property(judged(events), events)),
    { numRuns: 600 },
  );

describe("whatever comes", () => {
  it("gives a session that can be read through", () => {
    wild((session, events) => {
      expect(session.log.length).toBe(events.length);
      for (const finding of session.findings) expect(finding.message).not.toMatch(/undefined|NaN|\[object/);
      for (let index = 0; index < session.log.length; index++) session.log.meaning(index);
      expect(() => JSON.stringify(conclusionsOf(session))).not.toThrow();
    });
  });

  it("gives channel intervals that meet and do not go back", () => {
    wild((session) => {
      for (const { channel, createdAt } of session.connections) {
        for (const [index, { state, from, to }] of channel.entries()) {
          const next = channel[index + 1];
          if (index === 0) expect([state, from]).toEqual(["not-joined", createdAt]);
          expect(to).toBe(next?.from ?? null);
          if (to !== null) expect(to).toBeGreaterThanOrEqual(from);
          if (state === "closed") expect(next).toBeUndefined();
          if (from !== to) expect(channelAt(channel, from)?.state).toBe(state);
        }
      }
    });
  });

  it("puts every answer in at most one exchange, and every exchange in one outcome that fits", () => {
    wild((session) => {
      const seen = new Set<number>();
      for (const exchange of session.exchanges) {
        for (const event of [exchange.request, exchange.answer, ...exchange.duplicates]) {
          if (event === null) continue;
          expect(seen.has(event)).toBe(false);
          seen.add(event);
          expect(session.log.link(event)).toMatchObject({ type: "exchange" });
        }
        const { outcome, request, answer, pairing } = exchange;
        expect(answer !== null).toBe(outcome === "ok" || outcome === "rejected" || outcome === "orphan");
        expect(request === null).toBe(outcome === "orphan");
        expect(pairing !== null).toBe(outcome === "ok" || outcome === "rejected");
        if (answer === null) expect(exchange.duplicates).toEqual([]);
      }
    });
  });

  it("adds up", () => {
    wild((session, events) => {
      const frames = events.filter(({ type }) => type === "frame").length;
      expect(session.log.frames).toBe(frames);
      expect(session.connections.reduce((sum, { sent, received }) => sum + sent + received, 0)).toBe(frames);
      for (let number = 0; number < frames; number++)
        expect(session.log.frameNumber(session.log.eventOfFrame(number))).toBe(number);
      expect(session.findings.map(({ index }) => index)).toEqual(session.findings.map((_, index) => index));
      for (const finding of session.findings)
        for (const event of finding.events) expect(session.log.findings(event)).toContain(finding);
    });
  });

  it("lies in the log in order of time, each event once", () => {
    wild(({ log }, events) => {
      const order = events.map((_, position) => log.inTimeOrder(position));
      expect([...order].sort((a, b) => a - b)).toEqual(events.map((_, index) => index));
      const times = order.map((index) => log.time(index));
      expect(times).toEqual([...times].sort((a, b) => a - b));
      for (const [position, index] of order.entries()) expect(log.positionOf(index)).toBe(position);
    });
  });

  it("judges nothing on connections that speak no known protocol", () => {
    wild((session) => {
      const unknown = session.connections.filter(({ system }) => system === null);
      const judgedThere = session.findings.filter(
        // This one is about a connection that says nothing where it should have joined.
        ({ connection, rule }) =>
          connection !== null && unknown.includes(connection) && rule !== "reconnect-without-rejoin",
      );
      expect(judgedThere).toEqual([]);
    });
  });
});

describe("a capture in order of time", () => {
  it("leads to the same conclusions however the clock is moved between its events", () => {
    fc.assert(
      fc.property(
        wildCapture,
        fc.array(fc.tuple(fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }))),
        (events, splits) => {
          const session = createSession();
          for (const [index, event] of events.entries()) {
            session.append(event);
            const next = events[index + 1];
            if (next === undefined) break;
            for (const [at, part] of splits)
              if (at % events.length === index)
                session.advance(
                  epochMilliseconds(Math.min(event.time + (next.time - event.time) * part, next.time)),
                );
          }
          if (session.end !== null) session.advance(session.end);
          expect(conclusionsOf(session)).toEqual(conclusionsOf(judged(events)));
        },
      ),
      { numRuns: 400 },
    );
  });

  it("leads to the same conclusions where only those are kept", () => {
    fc.assert(
      fc.property(wildCapture, (events) => {
        const kept = judged(events, { retain: "conclusions" });
        expect(conclusionsOf(kept)).toEqual(conclusionsOf(judged(events)));
        if (events.length > 0) expect(() => kept.log.event(0)).toThrow(RangeError);
      }),
      { numRuns: 400 },
    );
  });

  it("is judged by its time-outs as soon as they have passed, whenever the end comes", () => {
    fc.assert(
      fc.property(wildCapture, (events) => {
        const session = judged(events);
        const before = session.findings.length;
        if (session.end !== null) session.advance(session.end);
        expect(session.findings.length).toBe(before);
      }),
    );
  });
});

describe("a correct session in either dialect", () => {
  it("gives no error and no warning", () => {
    fc.assert(
      fc.property(correctCapture, (told) => {
        expect(complaintsOf(told)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it("answers everything that it asked", () => {
    fc.assert(
      fc.property(correctCapture, (told) => {
        const session = told.session();
        expect(session.exchanges.every(({ outcome, late }) => outcome === "ok" && !late)).toBe(true);
        expect(session.commands.every(({ outcome }) => outcome === "success")).toBe(true);
        expect(
          session.dataRequests.every(({ outcome }) => outcome === "link" || outcome === "stream-ready"),
        ).toBe(true);
        expect(session.connections.every(({ channel }) => channel.at(-1)?.state === "closed")).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});
