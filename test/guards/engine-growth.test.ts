import { describe, expect, it } from "vitest";
import { type TrafficMix, conversation as traffic } from "../../bench/traffic/conversation.ts";
import { epochMilliseconds } from "../../src/contract/brands.ts";
import type { CaptureEvent } from "../../src/contract/capture-event.ts";
import { channelAt } from "../../src/core/channel-history.ts";
import { createSession } from "../../src/core/create-session.ts";
import type { Session } from "../../src/core/session.ts";
import { connected, conversation } from "../unit/core/conversation.ts";
import { growthAtFourTimes, linearAtMost } from "./growth.ts";

const repeat = (size: number, step: (index: number) => unknown): void => {
  for (let index = 0; index < size; index++) step(index);
};

/** Conversations that make one part of the session long, each by a number of frames or calls of about `size`. */
const long: readonly {
  readonly what: string;
  readonly size: number;
  readonly events: (size: number) => readonly CaptureEvent[];
}[] = [
  ...(["statuses", "exchanges"] satisfies TrafficMix[]).map((mix) => ({
    what: `a correct conversation of mostly ${mix}`,
    size: 10_000,
    events: (size: number) => [...traffic(size, mix)],
  })),
  {
    what: "actions that wait for their answers, which come in the opposite order",
    size: 4000,
    events: (size) => {
      const talk = connected();
      talk.wait(0);
      repeat(size, (index) => talk.wait(0).action("refresh", { id: `a-${index}` }));
      repeat(size, (index) => talk.wait(0).answer({ id: `a-${size - index}` }));
      return talk.events;
    },
  },
  {
    what: "actions that are never answered",
    size: 4000,
    events: (size) => {
      const talk = connected();
      repeat(size, (index) => talk.wait(7).action("refresh", { id: `a-${index}` }));
      return talk.events;
    },
  },
  {
    what: "one correlation ID for all actions",
    size: 2000,
    events: (size) => {
      const talk = connected().joined();
      repeat(size, () => talk.wait(0).action("refresh", { id: "same" }));
      repeat(size, () => talk.wait(0).answer({ id: "same" }));
      return talk.events;
    },
  },
  {
    what: "actions without correlation IDs",
    size: 2000,
    events: (size) => {
      const talk = connected().joined();
      repeat(size, () => talk.wait(0).action("refresh", { id: null }));
      repeat(size, () => talk.wait(0).answer({ id: null }));
      return talk.events;
    },
  },
  {
    what: "answers that nobody asked for",
    size: 4000,
    events: (size) => {
      const talk = connected().joined();
      repeat(size, (index) => talk.answer({ id: `orphan-${index}` }));
      return talk.events;
    },
  },
  {
    what: "a second join after the other",
    size: 4000,
    events: (size) => {
      const talk = connected();
      repeat(size, () => talk.joined());
      return talk.events;
    },
  },
  {
    what: "statuses of one command",
    size: 4000,
    events: (size) => {
      const talk = connected().joined().command("command-1");
      repeat(size, () => talk.wait(1).commandStatus("command-1", 1));
      return talk.events;
    },
  },
  {
    what: "messages of one data request",
    size: 4000,
    events: (size) => {
      const talk = connected().joined().requestData("request-1");
      repeat(size, () => talk.wait(1).download("request-1", 0, "text"));
      return talk.events;
    },
  },
  {
    what: "commands over HTTP, all open at once",
    size: 4000,
    events: (size) => {
      const talk = connected().joined();
      repeat(size, (index) => talk.wait(1).command(`command-${index}`));
      repeat(size, (index) => talk.wait(1).commandStatus(`command-${index}`, 2));
      return talk.events;
    },
  },
  {
    what: "calls that come long after their time",
    size: 4000,
    events: (size) => {
      const talk = connected().joined();
      repeat(size, (index) => talk.wait(1).command(`command-${index}`));
      const [document, created, opened, join, answer, ...calls] = talk.events;
      const first = [document, created, opened, join, answer].filter((event) => event !== undefined);
      return [...first, ...calls.toReversed()];
    },
  },
  {
    what: "connections to one address, one after the other",
    size: 1000,
    events: (size) => {
      const talk = conversation().document();
      repeat(size, (index) => talk.connect(`c${index}`).joined().close(1006));
      return talk.events;
    },
  },
  {
    what: "connections that stay open beside each other",
    size: 1000,
    events: (size) => {
      const talk = conversation().document();
      repeat(size, (index) => talk.connect(`c${index}`));
      repeat(size, (index) => talk.on(`c${index}`).wait(0).joined());
      repeat(size, (index) => talk.on(`c${index}`).wait(0).commandStatus(`command-${index}`, 2));
      return talk.events;
    },
  },
  {
    what: "reconnections, and commands after them",
    size: 1000,
    events: (size) => {
      const talk = conversation().document();
      repeat(size, (index) => talk.connect(`c${index}`).joined().close(1006));
      talk.connect("last").joined();
      repeat(size, (index) => talk.wait(0).command(`command-${index}`));
      return talk.events;
    },
  },
  {
    what: "documents, one after the other",
    size: 1000,
    events: (size) => {
      const talk = conversation();
      repeat(size, (index) =>
        talk.document(`d${index}`).connect(`c${index}`).joined().documentEnds(`d${index}`),
      );
      return talk.events;
    },
  },
  {
    what: "frames that no document describes",
    size: 4000,
    events: (size) => {
      const talk = connected().joined();
      repeat(size, (index) => talk.received({ data: { type: `X-UNKNOWN-${index % 50}`, id: index } }));
      return talk.events;
    },
  },
  {
    what: "frames that are not JSON",
    size: 4000,
    events: (size) => {
      const talk = connected().joined();
      repeat(size, () => talk.text("received", '{"data":'));
      return talk.events;
    },
  },
  {
    what: "frames before the connection is recognised",
    size: 4000,
    events: (size) => {
      const talk = connected();
      repeat(size, (index) => talk.sent({ action: "sendmessage", text: `hello ${index}` }));
      talk.joined();
      return talk.events;
    },
  },
  {
    what: "gaps between frames",
    size: 4000,
    events: (size) => {
      const talk = connected().joined();
      repeat(size, (index) => talk.commandStatus(`command-${index}`, 2).gap());
      return talk.events;
    },
  },
  {
    what: "logins that give a token each",
    size: 2000,
    events: (size) => {
      const talk = connected().joined();
      repeat(size, (index) =>
        talk.call({
          url: "/profile/authenticate",
          responseBody: JSON.stringify({
            authorizationToken: `T-${index}`,
            expiresAt: "2026-11-20T11:00:00Z",
          }),
        }),
      );
      repeat(size, (index) =>
        talk.call({ status: 401, requestHeaders: { "X-DPT-AUTHORIZATION": `T-${index}` } }),
      );
      return talk.events;
    },
  },
];

function fold(events: readonly CaptureEvent[]): Session {
  const session = createSession();
  for (const event of events) session.append(event);
  if (session.end !== null) session.advance(epochMilliseconds(session.end + 60_000));
  return session;
}

describe("a session grows linearly with", () => {
  it.each(long)("$what", { timeout: 60_000 }, async ({ size, events }) => {
    expect(await growthAtFourTimes(size, events, fold)).toBeLessThan(linearAtMost);
  });
});

describe("looking up a past moment", () => {
  it("looks at no more intervals than a search by halves needs", { timeout: 60_000 }, () => {
    const history = fold([...traffic(40_000, "exchanges")]).connections[0]?.channel ?? [];
    expect(history.length).toBeGreaterThan(20_000);
    let looks = 0;
    const counted = new Proxy(history, {
      get(target, property, receiver) {
        if (typeof property === "string" && /^\d+$/.test(property)) looks++;
        return Reflect.get(target, property, receiver);
      },
    });
    const from = history[0]?.from ?? 0;
    for (let step = 0; step < 100; step++) {
      looks = 0;
      channelAt(counted, epochMilliseconds(from + step * 397));
      expect(looks).toBeLessThanOrEqual(Math.ceil(Math.log2(history.length)) + 2);
    }
  });
});

it("asks no connection whether it was joined when a command begins, however many there were", () => {
  const talk = conversation().document();
  repeat(1000, (index) => talk.connect(`c${index}`).joined().left());
  const session = fold(talk.events);
  let asked = 0;
  for (const connection of session.connections) {
    const history: unknown = Reflect.get(connection, "history");
    Object.defineProperty(connection, "history", {
      get: () => {
        asked++;
        return history;
      },
    });
  }
  const before = session.findings.length;
  const call = talk.command("command-1").events.at(-1);
  if (call !== undefined) session.append(call);
  if (session.end !== null) session.advance(session.end);
  expect(session.findings.slice(before).map(({ rule }) => rule)).toContain("command-before-join");
  expect(asked).toBeLessThan(10);
});
